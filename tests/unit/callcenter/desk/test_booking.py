"""Finding and booking a place during a call."""

import pytest

from callcenter.clinic.service import PlaceTakenError
from callcenter.desk.places_view import PlacesView, place_key
from callcenter.desk.problems import DeskError
from callcenter.domain.clinic import Slot
from callcenter.domain.events import VisitBooked
from callcenter.kit.errors import BadInputError
from callcenter.storage.events import read_events
from tests.support.clinic import ANNA, BORIS, CHECKUP, SURGERY, clock_time
from tests.support.desk import DeskBench

MARIAS, UNKNOWN = "+79000000101", "+79991112233"
KIRILL = {"given_name": "Кирилл", "surname": "Кузнецов", "phone": "8 900 000 12 34", "gender": "male"}


def places(bench: DeskBench) -> PlacesView:
    found = bench.view().places
    assert found is not None
    return found


def version(bench: DeskBench) -> int:
    call = bench.view().call
    assert call is not None
    return call.version


def key(day: int, hour: int, minute: int = 0, doctor: str = "orlova") -> str:
    slot = Slot(doctor=doctor, doctor_name="", starts_at=clock_time(day, hour, minute), length=CHECKUP.length)
    return place_key(slot)


def kept(bench: DeskBench) -> Slot:
    hold = places(bench).kept
    assert hold is not None
    return hold.slot


def test_answer_that_takes_the_first_place_keeps_it_for_the_call(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    first = places(bench).named[0]
    for answer in ("ready", "named", "first_slot"):
        bench.desk.script.take(ANNA, call, version(bench), answer)
    assert kept(bench) == first
    script = bench.view().script
    assert script is not None
    assert "11:00" in script.text


def test_step_back_lets_the_kept_place_go(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    for answer in ("ready", "named", "first_slot"):
        bench.desk.script.take(ANNA, call, version(bench), answer)
    bench.desk.script.back(ANNA, call, version(bench))
    assert places(bench).kept is None


def test_place_that_another_call_took_meanwhile_is_replaced_by_fresh_ones(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    first = places(bench).named[0]
    other = bench.talk("+79000000105", BORIS)
    bench.desk.booking.keep(BORIS, other, place_key(first))
    for answer in ("ready", "named"):
        bench.desk.script.take(ANNA, call, version(bench), answer)
    with pytest.raises(PlaceTakenError):
        bench.desk.script.take(ANNA, call, version(bench), "first_slot")
    assert first not in places(bench).named
    script = bench.view().script
    assert script is not None
    assert script.step == "offer"


def test_booking_needs_an_agreed_place(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    with pytest.raises(DeskError, match="Choose a free place first"):
        bench.desk.booking.book(ANNA, call, {})


def test_booking_for_a_known_patient_takes_one_key(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.booking.keep(ANNA, call, key(1, 12))
    assert bench.desk.booking.book(ANNA, call, {}) == {}
    view = bench.view()
    assert view.places is not None
    assert view.places.booked is not None
    assert view.places.booked.starts_at == clock_time(1, 12)
    assert view.outcome is not None
    assert view.outcome.values["outcome"] == "booked"
    with bench.database.read() as connection:
        told = [stored.event for stored in read_events(connection, 0)]
    assert [event.patient for event in told if isinstance(event, VisitBooked)] == ["maria"]


def test_booking_for_an_unknown_caller_writes_the_new_patient_down(bench: DeskBench) -> None:
    call = bench.talk(UNKNOWN)
    bench.desk.booking.keep(ANNA, call, key(1, 12))
    problems = bench.desk.booking.book(ANNA, call, KIRILL | {"surname": " "})
    assert problems == {"surname": "Enter the patient's surname."}
    assert places(bench).booked is None
    assert bench.desk.booking.book(ANNA, call, KIRILL) == {}
    view = bench.view()
    assert view.call is not None
    assert view.call.who == "Кирилл Кузнецов"
    assert view.person is not None
    assert view.person.card is not None
    assert view.person.card.next_visit is not None


def test_booking_again_moves_the_visit(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    for hour in (12, 13):
        bench.desk.booking.keep(ANNA, call, key(1, hour))
        bench.desk.booking.book(ANNA, call, {})
    booked = places(bench).booked
    assert booked is not None
    assert booked.starts_at == clock_time(1, 13)


def test_kept_place_can_be_let_go(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.booking.keep(ANNA, call, key(1, 12))
    bench.desk.booking.let_go(ANNA, call)
    assert places(bench).kept is None


def test_place_that_was_kept_too_long_says_so_and_can_still_be_booked(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.booking.keep(ANNA, call, key(1, 12))
    bench.wait(minutes=6)
    assert not places(bench).is_kept
    assert bench.desk.booking.book(ANNA, call, {}) == {}


def test_other_service_shows_places_of_its_doctors_with_its_length(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.desk.booking.look(ANNA, call, SURGERY.id, "")
    found = places(bench)
    assert [doctor.id for doctor in found.doctors] == ["belov"]
    assert {slot.length for slot in found.named} == {SURGERY.length}
    assert all(row.doctor == "belov" for row in found.rows)


def test_screen_that_showed_other_places_cannot_take_the_first_one(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    for answer in ("ready", "named"):
        bench.desk.script.take(ANNA, call, version(bench), answer)
    seen = version(bench)
    bench.desk.booking.look(ANNA, call, SURGERY.id, "")
    with pytest.raises(DeskError, match="moved on"):
        bench.desk.script.take(ANNA, call, seen, "first_slot")


@pytest.mark.parametrize(
    "place", ["", "orlova", "orlova@", "orlova@yesterday", "@2026-11-25T09:00:00+00:00", "a@2026-11-25"]
)
def test_place_that_no_form_of_ours_sent_is_refused(bench: DeskBench, place: str) -> None:
    call = bench.talk(MARIAS)
    with pytest.raises(BadInputError, match="not one of the free places"):
        bench.desk.booking.keep(ANNA, call, place)


def test_service_that_the_clinic_does_not_have_is_refused(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    with pytest.raises(BadInputError, match="from the lists"):
        bench.desk.booking.look(ANNA, call, "magic", "")


def test_named_places_are_always_among_those_shown(bench: DeskBench) -> None:
    bench.talk(MARIAS)
    found = places(bench)
    shown = {(slot.doctor, slot.starts_at) for row in found.rows for slot in row.places}
    assert {(slot.doctor, slot.starts_at) for slot in found.named} <= shown
    assert all(len(row.places) <= 5 for row in found.rows)
