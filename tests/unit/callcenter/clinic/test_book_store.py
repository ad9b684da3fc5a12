"""What the rules of calling need, stored and read again on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import insert

from callcenter.clinic.book import ClinicBook, ClinicTerms, DailyHours
from callcenter.clinic.book_store import book_of, books
from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.files.reader import read_clinic_files
from callcenter.clinic.import_service import import_book
from callcenter.clinic.store import add_patients
from callcenter.domain.clinic import Patient
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.tables import do_not_call
from callcenter.storage.work import Database
from tests.support.clinic_files import SMALL

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _patient(name: str, *, family: str = "", number: str = "", guardian: str = "") -> Patient:
    return Patient(
        id=PatientId(name),
        given_name=name,
        surname="",
        language=Language.PL,
        phone=PhoneNumber(number) if number else None,
        family=family,
        guardian=PatientId(guardian) if guardian else None,
    )


def _contact(patient: str, number: str, *, hour: int = 10) -> Contact:
    return Contact(
        patient=PatientId(patient),
        number=PhoneNumber(number),
        at=datetime(2026, 11, 1, hour, tzinfo=UTC),
        channel=Channel.CALL,
        purpose=Purpose.RECALL,
        result=ContactResult.BUSY,
    )


@pytest.fixture
def small() -> ClinicBook:
    return read_clinic_files(SMALL).book


def test_what_was_stored_is_read_again_value_by_value(database: Database, small: ClinicBook) -> None:
    with database.work() as work:
        import_book(work.connection, small, NOW)
    with database.read() as connection:
        read = book_of(connection, replace(small.terms, hours=DailyHours(begins=time(1), ends=time(2)), rules={}), NOW)
    assert read.terms == small.terms
    assert read.patients == small.patients
    assert read.services == small.services
    assert sorted(read.visits, key=lambda one: one.id) == list(small.visits)
    assert (read.plans, read.waiting) == (small.plans, small.waiting)
    assert set(read.contacts) == set(small.contacts)


def test_a_patient_is_read_with_family_guardian_and_whoever_has_the_number(
    database: Database, terms: ClinicTerms
) -> None:
    with database.work() as work:
        add_patients(
            work.connection,
            (
                _patient("mother", family="f", number="+48500000001"),
                _patient("child", family="f", guardian="grandmother"),
                _patient("grandmother", number="+48500000002"),
                _patient("lodger", number="+48500000002"),
                _patient("stranger", number="+48500000003"),
            ),
        )
        add_contacts(work.connection, (_contact("gone", "+48500000002"), _contact("stranger", "+48500000003")))
    with database.read() as connection:
        book = book_of(connection, terms, NOW, [PatientId("mother")])
    assert set(book.patients) == {"mother", "child", "grandmother", "lodger"}
    assert [one.patient for one in book.contacts] == ["gone"], "its number is the grandmother's now"


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_every_patient_is_in_one_of_the_books_beside_the_family(
    database: Database, terms: ClinicTerms, size: int
) -> None:
    families = {"a": "1", "b": "2", "c": "1", "d": "", "e": "2", "f": "", "g": "1"}
    with database.work() as work:
        add_patients(work.connection, (_patient(name, family=family) for name, family in families.items()))
    with database.read() as connection:
        parts = [set(book.patients) for book in books(connection, terms, NOW, size)]
    assert sorted(name for part in parts for name in part) == sorted(families)
    for together in ({"a", "c", "g"}, {"b", "e"}):
        assert any(together <= part for part in parts)


def test_a_number_in_the_register_is_a_refusal_of_its_patients(database: Database, terms: ClinicTerms) -> None:
    with database.work() as work:
        add_patients(
            work.connection, (_patient("mother", number="+48500000001"), _patient("other", number="+48500000009"))
        )
        work.connection.execute(
            insert(do_not_call).values(number="+48500000001", purpose="recall", reason="asked", since=NOW)
        )
    with database.read() as connection:
        book = book_of(connection, terms, NOW)
    assert {one.id: one.refuses for one in book.patients.values()} == {"mother": {"recall"}, "other": frozenset()}


def test_a_contact_stored_twice_is_one(database: Database) -> None:
    with database.work() as work:
        assert add_contacts(work.connection, [_contact("a", "+48500000001")] * 2) == 1
        assert (
            add_contacts(work.connection, [_contact("a", "+48500000001"), _contact("a", "+48500000001", hour=11)]) == 1
        )


def test_whoever_waits_is_read_with_the_places_that_others_have_freed(database: Database, small: ClinicBook) -> None:
    freed = [replace(one, status=one.status.CANCELLED) if one.id == "v2" else one for one in small.visits]
    taken = replace(freed[1], id=type(freed[1].id)("v9"), patient=PatientId("p3"), status=freed[0].status)
    past = replace(taken, id=type(taken.id)("v8"), starts_at=NOW - timedelta(days=2))
    with database.work() as work:
        import_book(work.connection, replace(small, visits=(*freed, taken, past)), NOW)
    with database.read() as connection:
        waiting = book_of(connection, small.terms, NOW, [PatientId("p1")])
        other = book_of(connection, small.terms, NOW, [PatientId("p4")])
    assert {one.id for one in waiting.visits} == {"v1", "v2", "v9"}
    assert other.visits == ()


@pytest.fixture
def terms(small: ClinicBook) -> ClinicTerms:
    return small.terms
