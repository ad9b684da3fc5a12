"""A clinic's files come again and again, and what was done here in between is not undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from callcenter.clinic.book import ClinicBook
from callcenter.clinic.files.reader import read_clinic_files
from callcenter.clinic.import_service import Fate, Imported, import_book
from callcenter.clinic.store import add_patient, get_patient
from callcenter.clinic.visit_store import add_visit, doctors, find_visit, save_visit, services, set_status, visits_of
from callcenter.domain.clinic import Gender, Visit, VisitStatus
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.storage.work import Database
from tests.support.clinic_files import SMALL

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
V1 = VisitId("v1")
P1 = PatientId("p1")
HOUR = timedelta(hours=1)


@pytest.fixture
def small(database: Database) -> ClinicBook:
    """The small clinic, which is imported already."""
    book = read_clinic_files(SMALL).book
    _import(database, book)
    return book


def _import(database: Database, book: ClinicBook) -> Imported:
    with database.work() as work:
        return import_book(work.connection, book, NOW)


def _with(book: ClinicBook, **changes: object) -> ClinicBook:
    """The book with another first visit."""
    return replace(book, visits=[replace(book.visits[0], **changes), *book.visits[1:]])  # type: ignore[arg-type]  # any field


def _visit(database: Database) -> Visit:
    with database.read() as connection:
        found = find_visit(connection, V1)
    assert found is not None
    return found


def test_the_same_files_again_change_nothing(database: Database, small: ClinicBook) -> None:
    again = _import(database, small)
    assert again.kept == []
    for what, fates in again.fates.items():
        assert set(+fates) <= {Fate.SAME}, what


def test_a_visit_that_was_confirmed_here_stays_so_until_the_clinic_says_more(
    database: Database, small: ClinicBook
) -> None:
    with database.work() as work:
        set_status(work.connection, V1, VisitStatus.CONFIRMED)
    assert _import(database, small).kept == ["visit v1: it is confirmed here since"]
    assert _visit(database).status is VisitStatus.CONFIRMED
    assert _import(database, _with(small, status=VisitStatus.NO_SHOW)).kept == []
    assert _visit(database).status is VisitStatus.NO_SHOW


@pytest.mark.parametrize("row", [VisitStatus.BOOKED, VisitStatus.CONFIRMED, VisitStatus.NO_SHOW])
def test_a_visit_that_was_cancelled_here_is_not_brought_back(
    database: Database, small: ClinicBook, row: VisitStatus
) -> None:
    with database.work() as work:
        set_status(work.connection, V1, VisitStatus.CANCELLED)
    assert _import(database, _with(small, status=row)).kept == ["visit v1: it is cancelled here since"]
    assert _visit(database).status is VisitStatus.CANCELLED
    _import(database, _with(small, status=VisitStatus.CAME))
    assert _visit(database).status is VisitStatus.CAME, "the clinic has seen the patient"


def test_a_visit_that_was_moved_here_stays_where_it_is(database: Database, small: ClinicBook) -> None:
    moved = replace(small.visits[0], starts_at=small.visits[0].starts_at + HOUR)
    with database.work() as work:
        save_visit(work.connection, moved)
    assert _import(database, small).kept == ["visit v1: it was moved here since"]
    assert _import(database, _with(small, starts_at=moved.starts_at + HOUR)).kept
    assert _visit(database) == moved
    caught_up = _with(small, starts_at=moved.starts_at)
    assert _import(database, caught_up).kept == []
    assert _import(database, _with(small, starts_at=moved.starts_at + HOUR)).kept == [], "now the clinic moves it"
    assert _visit(database).starts_at == moved.starts_at + HOUR


def test_a_visit_that_the_clinic_moved_is_moved_here(database: Database, small: ClinicBook) -> None:
    done = _import(database, _with(small, starts_at=small.visits[0].starts_at + HOUR))
    assert done.fates["visits"] == {Fate.CHANGED: 1, Fate.SAME: 2}
    assert _visit(database).starts_at == small.visits[0].starts_at + HOUR


def test_a_visit_that_was_booked_here_is_not_doubled_when_the_clinic_types_it_in(
    database: Database, small: ClinicBook
) -> None:
    ours = replace(small.visits[0], id=VisitId("ours"), starts_at=small.visits[0].starts_at + 24 * HOUR)
    theirs = replace(ours, id=VisitId("v77"))
    with database.work() as work:
        add_visit(work.connection, ours, CallId("call"))
    book = replace(small, visits=[*small.visits, theirs])
    _import(database, book)
    with database.work() as work:
        save_visit(work.connection, replace(ours, starts_at=ours.starts_at + HOUR))
    assert _import(database, book).kept == ["visit v77: it was moved here since"]
    with database.read() as connection:
        assert [one.id for one in visits_of(connection, P1)] == ["v1", "ours"]


def test_doctors_and_services_that_are_named_and_unknown_are_made(database: Database, small: ClinicBook) -> None:
    new = replace(small.visits[0], id=VisitId("v9"), doctor="Dr Lis", service="laser", length=timedelta(minutes=40))
    _import(database, replace(small, visits=[new, replace(new, id=VisitId("v10"), doctor="dr lis")]))
    with database.read() as connection:
        assert [one.name for one in doctors(connection)] == ["Dr Lis", "d1", "d2"]
        laser = next(one for one in services(connection) if one.id == "laser")
    assert (laser.title, laser.length, laser.currency) == ("laser", timedelta(minutes=40), "PLN")


def test_what_files_do_not_tell_of_a_patient_stays(database: Database) -> None:
    book = read_clinic_files(SMALL).book
    ours = replace(
        book.patients[P1],
        given_name="Anna Kowalska",
        surname="",
        note="likes mornings",
        gender=Gender.FEMALE,
        died=True,
    )
    with database.work() as work:
        add_patient(work.connection, ours)
    assert _import(database, book).fates["patients"] == {Fate.NEW: 3, Fate.CHANGED: 1}
    with database.read() as connection:
        assert get_patient(connection, P1) == replace(ours, died=False)


def test_visits_plans_and_wishes_of_unknown_patients_are_left_out_and_their_calls_kept(
    database: Database, small: ClinicBook
) -> None:
    nobody = PatientId("nobody")
    done = _import(
        database,
        replace(
            small,
            visits=[replace(small.visits[0], id=VisitId("v9"), patient=nobody)],
            plans=[replace(small.plans[0], id="t9", patient=nobody)],
            waiting=[replace(small.waiting[0], id="w9", patient=nobody)],
            contacts=[replace(small.contacts[0], patient=nobody)],
        ),
    )
    for what in ("visits", "plans", "waiting"):
        assert +done.fates[what] == {Fate.LEFT_OUT: 1}
    assert done.fates["contacts"][Fate.NEW] == 1
