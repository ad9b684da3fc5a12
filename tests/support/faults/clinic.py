"""A clinic with many patients, all with a visit tomorrow, and one campaign that confirms them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.clinic.store import add_patients
from callcenter.clinic.terms_store import save_terms
from callcenter.clinic.visit_store import add_doctor, add_service, add_visit
from callcenter.domain.clinic import Patient, Visit, VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import COMMAND_LINE, PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, Order
from outbound.campaigns.service import Campaigns, Changes
from tests.support.clinic import CONSULTATION, ORLOVA
from tests.support.faults.fast_clock import FastClock

ZONE = ZoneInfo("Europe/Moscow")
DAY = datetime(2026, 11, 24, tzinfo=ZONE)
BEGINS = DAY.replace(hour=16).astimezone(UTC)


def terms_until(hours: int, lines: int, calls_per_second: float) -> ClinicTerms:
    """A clinic that confirms from 16:00 on, for so many hours; who does not answer is called again soon."""
    rules = {
        "confirmation": {
            "from": "16:00",
            "to": f"{16 + hours}:00",
            "after_no_answer_minutes": 15,
            "after_busy_minutes": 5,
        },
    }
    return ClinicTerms(
        name="Ромашка",
        zone=ZONE,
        country="RU",
        language=Language.RU,
        hours=DailyHours(begins=time(9), ends=time(21)),
        lines=lines,
        calls_per_second=calls_per_second,
        rules=rules,
    )


def fill(database: Database, terms: ClinicTerms, patients: int) -> None:
    """Every fourth patient shares a number and a family with the one before, every fiftieth refuses all calls."""
    with database.work() as work:
        add_service(work.connection, CONSULTATION, 1)
        add_doctor(work.connection, ORLOVA, (), (CONSULTATION.id,))
        add_patients(work.connection, map(_patient, range(patients)))
        for number in range(patients):
            add_visit(work.connection, _visit(number))
        save_terms(work.connection, terms, BEGINS)


def start_campaign(database: Database, clock: FastClock, terms: ClinicTerms, purpose: Purpose) -> Campaign:
    """A campaign of a kind, started."""
    campaigns = Campaigns(database, clock, terms)
    new = campaigns.create(purpose, COMMAND_LINE, Changes(title="tomorrow's visits"))
    campaigns.order(new.id, Order.START, COMMAND_LINE)
    return new


def household(number: int) -> int:
    """The first of those who are called together."""
    return number - 1 if number % 4 == 3 else number


def refuses(number: int) -> bool:
    """Whether a patient wants no calls."""
    return number % 50 == 1


def _patient(number: int) -> Patient:
    home = household(number)
    return Patient(
        id=PatientId(f"p{number:06}"),
        given_name="Мария",
        surname=f"Петрова-{number}",
        phone=PhoneNumber(f"+79{home:09}"),
        language=Language.RU,
        family=f"f{home:06}" if home % 4 == 2 else "",
        refuses=frozenset({"*"}) if refuses(number) else frozenset(),
    )


def _visit(number: int) -> Visit:
    starts_at = (DAY + timedelta(days=1, hours=9, minutes=number % 600)).astimezone(UTC)
    return Visit(
        id=VisitId(f"v{number:06}"),
        patient=PatientId(f"p{number:06}"),
        doctor=ORLOVA.id,
        service=CONSULTATION.id,
        starts_at=starts_at,
        length=CONSULTATION.length,
        status=VisitStatus.BOOKED,
        booked_at=starts_at - timedelta(days=10),
    )
