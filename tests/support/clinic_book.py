"""Small clinics for the rules of calling: `book_of(patient("anna"), visit("v1", "anna", "2026-11-24T10:00"))`.

The clinic is in Warsaw, calls from 9 to 20, and works from Monday to Friday. Times without an offset are on its clock.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zlib import crc32
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicBook, ClinicTerms, DailyHours, ServiceTerms
from callcenter.domain.care import PlanItem, PlanStatus, WaitingEntry
from callcenter.domain.clinic import Patient, Visit, VisitStatus
from callcenter.domain.outreach import Channel, Consent, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.rules.decision import Decision, Verdict
from outbound.rules.judging import judge

WARSAW = ZoneInfo("Europe/Warsaw")
TERMS = ClinicTerms(
    name="Clinic",
    zone=WARSAW,
    country="PL",
    language=Language.PL,
    hours=DailyHours(begins=time(9), ends=time(20)),
    days_off=frozenset({6, 7}),
)
SERVICES = (
    ServiceTerms(id="check", minutes=30, recall_months=6),
    ServiceTerms(id="filling", minutes=60),
)
CALLS = frozenset({Consent.CALLS})
Fact = Patient | Visit | PlanItem | WaitingEntry | Contact | ServiceTerms
Bound = date | datetime | time | None


def moment(text: str, zone: ZoneInfo = WARSAW) -> datetime:
    """A moment in UTC; without an offset of its own it is on the clinic's clock."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def number_of(name: str) -> PhoneNumber:
    """The number of a patient who was given none."""
    return PhoneNumber(f"+48601{crc32(name.encode()) % 10**6:06}")


def patient(
    name: str,
    *,
    family: str = "",
    phone: str | None = "own",
    born: str = "1980-05-05",
    guardian: str = "",
    consent: frozenset[Consent] | None = CALLS,
    zone: str = "",
    language: Language = Language.PL,
) -> Patient:
    """An adult who agrees to calls, with a number of their own; `phone` None: no number."""
    own = number_of(name) if phone == "own" else None
    return Patient(
        id=PatientId(name),
        given_name=name.title(),
        surname="",
        language=language,
        phone=own if phone in ("own", None) else PhoneNumber(phone),
        birth_date=date.fromisoformat(born) if born else None,
        family=family,
        guardian=PatientId(guardian) if guardian else None,
        consent=consent,
        zone=zone,
    )


def visit(
    name: str,
    whose: str,
    at: str,
    status: VisitStatus = VisitStatus.BOOKED,
    *,
    service: str = "filling",
    doctor: str = "dr",
    minutes: int = 30,
    booked: str = "",
) -> Visit:
    """A visit that is booked, of a service that recalls nobody."""
    return Visit(
        id=VisitId(name),
        patient=PatientId(whose),
        doctor=doctor,
        service=service,
        starts_at=moment(at),
        length=timedelta(minutes=minutes),
        status=status,
        booked_at=moment(booked) if booked else None,
    )


def came(name: str, whose: str, at: str, service: str = "check") -> Visit:
    """A visit that took place, of a service that recalls after six months."""
    return visit(name, whose, at, VisitStatus.CAME, service=service)


def planned(whose: str, on: str, status: PlanStatus = PlanStatus.PLANNED, *, name: str = "") -> PlanItem:
    """Treatment planned on a day."""
    return PlanItem(
        id=name or f"plan of {whose} {on}",
        patient=PatientId(whose),
        service="filling",
        price=Decimal(100),
        planned_on=date.fromisoformat(on),
        status=status,
    )


def waiting(
    whose: str,
    *,
    service: str = "filling",
    doctor: str = "",
    minutes: int = 30,
    earliest: Bound = None,
    latest: Bound = None,
    days: frozenset[int] = frozenset(),
) -> WaitingEntry:
    """Somebody who takes any place of a service."""
    return WaitingEntry(
        id=f"wish of {whose} {service}",
        patient=PatientId(whose),
        service=service,
        doctor=doctor,
        minutes=minutes,
        earliest=earliest,
        latest=latest,
        days=days,
    )


def call(
    whose: str,
    at: str,
    result: ContactResult = ContactResult.NO_ANSWER,
    *,
    about: Purpose,
    number: str = "",
    channel: Channel = Channel.CALL,
    place: str = "",
) -> Contact:
    """A dialled call, on the patient's own number where none is given."""
    return Contact(
        patient=PatientId(whose),
        number=PhoneNumber(number) if number else number_of(whose),
        at=moment(at),
        channel=channel,
        purpose=about,
        result=result,
        visit=VisitId(place) if place else None,
    )


def book_of(*facts: Fact, terms: ClinicTerms = TERMS, **changes: object) -> ClinicBook:
    """A clinic of these facts; `changes` are of its terms."""
    return ClinicBook(
        terms=replace(terms, **changes),  # type: ignore[arg-type] # the names are those of ClinicTerms
        patients={one.id: one for one in facts if isinstance(one, Patient)},
        services={one.id: one for one in (*SERVICES, *facts) if isinstance(one, ServiceTerms)},
        visits=tuple(one for one in facts if isinstance(one, Visit)),
        plans=tuple(one for one in facts if isinstance(one, PlanItem)),
        waiting=tuple(one for one in facts if isinstance(one, WaitingEntry)),
        contacts=tuple(one for one in facts if isinstance(one, Contact)),
    )


def told(book: ClinicBook, as_of: str, kind: Purpose) -> list[str]:
    """What is decided, in words: 'anna v1: call due 16:05-20:00', 'bob v2: not_due'."""
    zone = book.terms.zone or ZoneInfo("UTC")
    return [in_words(decision, zone) for decision in judge(book, moment(as_of, zone), [kind])]


def in_words(decision: Decision, zone: ZoneInfo) -> str:
    """One decision in words; times on the clinic's clock."""
    about = " ".join((decision.patient, *decision.visits))
    if decision.not_before is None or decision.not_after is None:
        assert decision.verdict is Verdict.SKIP
        return f"{about}: {decision.reason}"
    hours = "-".join(f"{at.astimezone(zone):%H:%M}" for at in (decision.not_before, decision.not_after))
    return f"{about}: {decision.verdict} {decision.reason} {hours}"
