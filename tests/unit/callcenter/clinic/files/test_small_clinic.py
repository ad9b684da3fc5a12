"""The small clinic of tests/fixtures, value by value."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from callcenter.clinic.book import ClinicBook, ClinicTerms, DailyHours, ServiceTerms
from callcenter.clinic.files.reader import read_clinic_files
from callcenter.domain.care import PlanItem, WaitingEntry
from callcenter.domain.clinic import Patient, Tier, Visit, VisitStatus
from callcenter.domain.outreach import Channel, Consent, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from tests.support.clinic_files import SMALL


@pytest.fixture
def book() -> ClinicBook:
    clinic = read_clinic_files(SMALL)
    assert clinic.problems == []
    return clinic.book


def test_the_clinics_terms_are_read(book: ClinicBook) -> None:
    assert book.terms == ClinicTerms(
        name="Stomatologia Lipowa",
        zone=ZoneInfo("Europe/Warsaw"),
        country="PL",
        language=Language.PL,
        hours=DailyHours(begins=time(9), ends=time(20)),
        days_off=frozenset({6, 7}),
        holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}),
        lines=2,
        calls_per_second=0.5,
        rules={"confirmation": {"tries": 2}, "any": {"confirm_on_days_off": True}},
    )


def test_a_patient_is_read_with_family_consent_and_number(book: ClinicBook) -> None:
    assert book.patients[PatientId("p1")] == Patient(
        id=PatientId("p1"),
        given_name="Anna",
        surname="Kowalska",
        phone=PhoneNumber("+48500100101"),
        language=Language.PL,
        birth_date=date(1984, 5, 14),
        tier=Tier.REGULAR,
        family="f1",
        consent=frozenset(Consent),
    )


def test_whoever_was_never_asked_has_no_consent_and_refuses_nothing(book: ClinicBook) -> None:
    child = book.patients[PatientId("p2")]
    assert (child.consent, child.refuses, child.guardian, child.phone) == (None, frozenset(), "p1", None)


def test_refusals_debts_and_complaints_are_read(book: ClinicBook) -> None:
    patient = book.patients[PatientId("p3")]
    assert patient.refuses == {Purpose.RECALL, Purpose.LOST}
    assert patient.consent == frozenset()
    assert (patient.balance_due, patient.complaint_open, patient.zone) == (Decimal("120.50"), True, "Europe/Kyiv")
    gone = book.patients[PatientId("p4")]
    assert gone.died
    assert gone.refuses == {"*"}


def test_services_are_read_with_their_recall(book: ClinicBook) -> None:
    assert book.services == {
        "checkup": ServiceTerms(id="checkup", minutes=30, price=Decimal(150), recall_months=6),
        "implant": ServiceTerms(id="implant", minutes=90, price=Decimal(4000), is_private=True),
    }


def test_visits_are_read_on_the_clinics_clock(book: ClinicBook) -> None:
    assert book.visits[0] == Visit(
        id=VisitId("v1"),
        patient=PatientId("p1"),
        doctor="d1",
        service="checkup",
        starts_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        length=timedelta(minutes=30),
        status=VisitStatus.BOOKED,
        booked_at=datetime(2026, 11, 1, 11, 30, tzinfo=UTC),
    )
    assert book.visits[1].length == timedelta(minutes=30), "the service's, where the visit says nothing"
    assert book.visits[2].booked_at == datetime(2026, 4, 30, 22, tzinfo=UTC), "a day alone is its first moment"


def test_plans_and_wishes_are_read(book: ClinicBook) -> None:
    assert book.plans == (
        PlanItem(id="t1", patient=PatientId("p3"), service="implant", price=Decimal(4000), planned_on=date(2026, 9, 1)),
    )
    assert book.waiting == (
        WaitingEntry(
            id="w1",
            patient=PatientId("p1"),
            service="checkup",
            doctor="d1",
            minutes=30,
            earliest=date(2026, 11, 23),
            latest=time(16),
            days=frozenset({1, 2}),
            added_on=date(2026, 11, 10),
        ),
    )


def test_contacts_are_read(book: ClinicBook) -> None:
    assert book.contacts[0] == Contact(
        patient=PatientId("p1"),
        number=PhoneNumber("+48500100101"),
        at=datetime(2026, 11, 20, 16, tzinfo=UTC),
        channel=Channel.CALL,
        purpose=Purpose.CONFIRMATION,
        result=ContactResult.NO_ANSWER,
        visit=VisitId("v1"),
    )
    assert book.contacts[1].visit is None
