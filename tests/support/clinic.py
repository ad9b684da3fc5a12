"""A fixed clinic for tests: two doctors in Moscow, four patients, three services; today is Tuesday 24 November 2026."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from callcenter.clinic.schedule import Service, WorkingHours
from callcenter.clinic.store import add_patient
from callcenter.clinic.visit_store import add_doctor, add_service, add_visit
from callcenter.domain.clinic import Doctor, Gender, Patient, Tier, Visit, VisitStatus
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import OperatorId, PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.tables import operator as operator_table

ZONE = ZoneInfo("Europe/Moscow")
COUNTRY = "RU"
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
"""Tuesday, ten in the morning in Moscow."""

ORLOVA = Doctor(id="orlova", name="Елена Орлова", speciality="терапевт")
BELOV = Doctor(id="belov", name="Андрей Белов", speciality="хирург")

CONSULTATION = Service(
    id="consultation",
    title="Консультация",
    length=timedelta(minutes=30),
    price=2000,
    currency="RUB",
    price_words=Wording("2 000 ₽", "две тысячи рублей"),
)
CHECKUP = Service(
    id="checkup",
    title="Осмотр и чистка",
    length=timedelta(minutes=60),
    price=5000,
    currency="RUB",
    price_words=Wording("5 000 ₽", "пять тысяч рублей"),
)
SURGERY = Service(
    id="extraction",
    title="Удаление зуба",
    length=timedelta(minutes=45),
    price=6000,
    currency="RUB",
    price_words=Wording("6 000 ₽", "шесть тысяч рублей"),
)


def _patient(name: str, given: str, surname: str, number: str, tier: Tier, gender: Gender) -> Patient:
    return Patient(
        id=PatientId(name),
        given_name=given,
        surname=surname,
        gender=gender,
        phone=PhoneNumber(number),
        language=Language.RU,
        tier=tier,
    )


MARIA = _patient("maria", "Мария Ивановна", "Петрова", "+79000000101", Tier.REGULAR, Gender.FEMALE)
OLGA = _patient("olga", "Ольга Сергеевна", "Соколова", "+79000000103", Tier.REGULAR, Gender.FEMALE)
IVAN = _patient("ivan", "Иван Андреевич", "Соколов", "+79000000103", Tier.NEW, Gender.MALE)
SERGEY = _patient("sergey", "Сергей Михайлович", "Козлов", "+79000000105", Tier.LOST, Gender.MALE)

ANNA = Operator(id=OperatorId("anna"), login="anna", name="Анна", role=Role.ADMINISTRATOR, extension="101")
BORIS = Operator(id=OperatorId("boris"), login="boris", name="Борис", role=Role.ADMINISTRATOR, extension="102")


def clock_time(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the clinic, `day` days from today, in UTC."""
    at = NOW.astimezone(ZONE).replace(hour=hour, minute=minute) + timedelta(days=day)
    return at.astimezone(UTC)


def week(doctor: Doctor, opens: time, closes: time, days: range = range(1, 6)) -> list[WorkingHours]:
    """The same hours on each of the weekdays."""
    return [WorkingHours(doctor=doctor.id, weekday=day, opens=opens, closes=closes) for day in days]


def visit_of(
    patient: Patient,
    doctor: Doctor,
    starts_at: datetime,
    *,
    status: VisitStatus = VisitStatus.BOOKED,
    minutes: int = 60,
) -> Visit:
    """A visit with an id of its own."""
    return Visit(
        id=VisitId(f"{patient.id}-{starts_at:%Y%m%d%H%M}"),
        patient=patient.id,
        doctor=doctor.id,
        service=CHECKUP.id,
        starts_at=starts_at,
        length=timedelta(minutes=minutes),
        status=status,
    )


def fill_clinic(connection: Connection) -> None:
    """Store the cast: operators, services, doctors, patients and four visits."""
    for one in (ANNA, BORIS):
        connection.execute(
            insert(operator_table).values(
                id=one.id,
                login=one.login,
                name=one.name,
                role=one.role.value,
                extension=one.extension,
                is_active=True,
                password_hash="-",
            )
        )
    for place, service in enumerate((CONSULTATION, CHECKUP, SURGERY)):
        add_service(connection, service, place)
    add_doctor(connection, ORLOVA, week(ORLOVA, time(9), time(15)), (CONSULTATION.id, CHECKUP.id))
    add_doctor(connection, BELOV, week(BELOV, time(10), time(18)), (CONSULTATION.id, SURGERY.id))
    for patient in (MARIA, OLGA, IVAN, SERGEY):
        add_patient(connection, patient)
    add_visit(connection, visit_of(MARIA, ORLOVA, clock_time(-60, 11), status=VisitStatus.CAME))
    add_visit(connection, visit_of(OLGA, ORLOVA, clock_time(0, 12)))
    add_visit(connection, visit_of(IVAN, ORLOVA, clock_time(1, 10)))
    add_visit(connection, visit_of(SERGEY, BELOV, clock_time(-700, 13), status=VisitStatus.CAME))
