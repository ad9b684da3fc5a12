"""Patients, places and bookings in the database."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from callcenter.clinic.caller import CallerKind
from callcenter.clinic.new_patient import NewPatient
from callcenter.clinic.service import (
    HOLD,
    PlaceTakenError,
    add_new_patient,
    book,
    card_of,
    keep_place,
    read_schedule,
    who_is_calling,
)
from callcenter.clinic.store import search_patients
from callcenter.clinic.visit_store import held_places, visit_booked_in, visits_of
from callcenter.domain.calls import Direction, ring
from callcenter.domain.clinic import Slot
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, PatientId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.calls import add_call
from callcenter.storage.work import Database
from tests.support.clinic import IVAN, MARIA, NOW, OLGA, SERGEY, ZONE, clock_time, fill_clinic

FIRST, SECOND = CallId("call-1"), CallId("call-2")


@pytest.fixture(autouse=True)
def _clinic(database: Database) -> None:
    with database.work() as work:
        fill_clinic(work.connection)
        for call in (FIRST, SECOND):
            rung = ring(
                call,
                exchange="simulator",
                provider_call=ProviderCallId(call),
                direction=Direction.INBOUND,
                caller=None,
                at=NOW,
            )
            add_call(work.connection, rung)


def place(hour: int, minute: int = 0, day: int = 1, doctor: str = "orlova") -> Slot:
    return Slot(doctor=doctor, doctor_name="", starts_at=clock_time(day, hour, minute), length=timedelta(minutes=60))


def book_it(connection: Connection, slot: Slot, call: CallId = FIRST, patient: PatientId = MARIA.id) -> None:
    book(connection, call, patient, slot, "checkup", now=NOW, zone=ZONE)


def test_number_of_one_patient_tells_who_is_calling(database: Database) -> None:
    with database.read() as connection:
        assert who_is_calling(connection, MARIA.phone).only == MARIA
        assert who_is_calling(connection, OLGA.phone).patients == (IVAN, OLGA)
        assert who_is_calling(connection, PhoneNumber("+79990000000")).kind is CallerKind.UNKNOWN
        assert who_is_calling(connection, None).kind is CallerKind.WITHHELD


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("петр", [MARIA]),
        ("Мария ПЕТР", [MARIA]),
        ("сокол", [IVAN, OLGA]),
        ("8 900 000-01-05", [SERGEY]),
        ("0105", [SERGEY]),
        ("01", []),
        ("%", []),
        ("   ", []),
        ("нет такого", []),
    ],
)
def test_a_patient_is_found_by_part_of_the_name_or_number(database: Database, typed: str, found: list[object]) -> None:
    with database.read() as connection:
        assert list(search_patients(connection, typed)) == found


def test_card_names_the_family_of_the_same_number(database: Database) -> None:
    with database.read() as connection:
        card = card_of(connection, IVAN.id, NOW)
    assert card.family == (OLGA,)
    assert card.next_visit is not None
    assert (card.next_visit.doctor, card.next_visit.service) == ("Елена Орлова", "Осмотр и чистка")


def test_card_of_a_patient_who_is_gone_says_what_to_do(database: Database) -> None:
    with database.read() as connection, pytest.raises(NotFoundError, match="Search again"):
        card_of(connection, PatientId("nobody"), NOW)


def test_booked_visit_is_on_the_patients_card(database: Database) -> None:
    with database.work() as work:
        book_it(work.connection, place(12))
    with database.read() as connection:
        assert [visit.starts_at for visit in visits_of(connection, MARIA.id)][-1] == clock_time(1, 12)


def test_place_of_another_visit_is_refused_with_a_clear_message(database: Database) -> None:
    with database.work() as work, pytest.raises(PlaceTakenError, match="just been taken"):
        book_it(work.connection, place(10, 30))


def test_place_in_the_past_or_outside_working_hours_is_refused(database: Database) -> None:
    with database.work() as work:
        with pytest.raises(PlaceTakenError, match="has passed"):
            book_it(work.connection, place(9, day=0))
        with pytest.raises(PlaceTakenError, match="taken"):
            book_it(work.connection, place(14, 30))
        with pytest.raises(PlaceTakenError, match="doctor"):
            book_it(work.connection, place(12, doctor="gone"))


def test_booking_again_in_the_same_call_moves_the_visit(database: Database) -> None:
    with database.work() as work:
        book_it(work.connection, place(12))
        book_it(work.connection, place(12, 30))
    with database.read() as connection:
        visit = visit_booked_in(connection, FIRST)
        assert visit is not None
        assert visit.starts_at == clock_time(1, 12, 30)
        assert len(visits_of(connection, MARIA.id)) == 2


def test_place_agreed_on_the_telephone_is_kept_from_other_calls_for_five_minutes(database: Database) -> None:
    with database.work() as work:
        keep_place(work.connection, FIRST, place(12), NOW, ZONE)
    with database.work() as work:
        with pytest.raises(PlaceTakenError):
            book_it(work.connection, place(12), SECOND, OLGA.id)
        book_it(work.connection, place(12), FIRST)
    with database.read() as connection:
        assert held_places(connection, NOW) == ()


def test_kept_place_is_free_again_when_its_time_is_over(database: Database) -> None:
    with database.work() as work:
        keep_place(work.connection, FIRST, place(12), NOW, ZONE)
    with database.work() as work:
        book(work.connection, SECOND, OLGA.id, place(12), "checkup", now=NOW + HOLD, zone=ZONE)


def test_own_visit_does_not_stand_in_the_way_of_moving_it(database: Database) -> None:
    with database.work() as work:
        book_it(work.connection, place(12))
    with database.read() as connection:
        begin, end = clock_time(1, 11), clock_time(1, 15)
        assert read_schedule(connection, begin, end, NOW, but_for=FIRST).busy == ()
        assert len(read_schedule(connection, begin, end, NOW).busy) == 1


def test_two_operators_never_book_one_place(database: Database) -> None:
    start, said = threading.Barrier(2, timeout=60), []

    def try_to_book(call: CallId, patient: PatientId) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            try:
                with database.work() as work:
                    book_it(work.connection, place(12), call, patient)
                said.append("booked")
            except PlaceTakenError:
                said.append("taken")

        return run

    threads = [
        threading.Thread(target=try_to_book(FIRST, MARIA.id)),
        threading.Thread(target=try_to_book(SECOND, OLGA.id)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["booked", "taken"]


def test_new_patient_is_found_by_number_at_once(database: Database) -> None:
    number = PhoneNumber("+79000001234")
    with database.work() as work:
        new = NewPatient(given_name="Кирилл", surname="Кузнецов", phone=number)
        added = add_new_patient(work.connection, new, Language.RU)
        assert who_is_calling(work.connection, number).only == added
