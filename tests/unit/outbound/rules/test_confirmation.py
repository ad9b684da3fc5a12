"""Confirmation calls: visits of the next working day, from 16 to 20."""

from collections.abc import Mapping

import pytest

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Channel, ContactResult, Purpose
from tests.support.clinic_book import Fact, book_of, call, patient, told, visit

KIND = Purpose.CONFIRMATION
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
ANNA = patient("anna")
TOMORROW = visit("v1", "anna", f"{TUESDAY}T10:00")


def _told(*facts: Fact, at: str = f"{MONDAY}T16:05", rules: Mapping[str, object] | None = None) -> list[str]:
    return told(book_of(*facts, rules={"confirmation": rules}), at, KIND)


def _tried(at: str, result: ContactResult = ContactResult.NO_ANSWER, channel: Channel = Channel.CALL) -> Fact:
    return call("anna", f"{MONDAY}T{at}", result, about=KIND, channel=channel)


def test_a_visit_of_tomorrow_is_confirmed_this_evening() -> None:
    assert _told(ANNA, TOMORROW) == ["anna v1: call due 16:05-20:00"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("08:00", "call due_now_later 16:00-20:00"),
        ("16:00", "call due 16:00-20:00"),
        ("19:59", "call due 19:59-20:00"),
        ("20:00", "outside_window"),
    ],
)
def test_the_evening_begins_at_four_and_is_over_at_eight(at: str, said: str) -> None:
    assert _told(ANNA, TOMORROW, at=f"{MONDAY}T{at}") == [f"anna v1: {said}"]


def test_on_a_friday_the_visits_of_the_weekend_and_of_monday_are_one_call() -> None:
    found = _told(
        ANNA,
        visit("sat", "anna", "2026-11-28T10:00"),
        visit("mon", "anna", "2026-11-30T10:00"),
        visit("tue", "anna", "2026-12-01T10:00"),
        at="2026-11-27T17:00",
    )
    assert found == ["anna sat mon: call due 17:00-20:00", "anna tue: not_due"]


def test_on_a_day_off_nobody_is_called_unless_the_clinic_wants_it() -> None:
    monday = visit("mon", "anna", "2026-11-30T10:00")
    at = "2026-11-28T17:00"
    assert told(book_of(ANNA, monday), at, KIND) == ["anna mon: day_off"]
    allowed = book_of(ANNA, monday, rules={"any": {"confirm_on_days_off": True}})
    assert told(allowed, at, KIND) == ["anna mon: call due 17:00-20:00"]


def test_a_visit_of_later_today_is_not_confirmed_any_more() -> None:
    found = _told(ANNA, visit("v0", "anna", f"{MONDAY}T19:00"), TOMORROW)
    assert found == ["anna v0: not_due", "anna v1: call due 16:05-20:00"]


def test_cancelled_and_confirmed_visits_have_lines_of_their_own() -> None:
    found = _told(
        ANNA,
        TOMORROW,
        visit("v2", "anna", f"{TUESDAY}T11:00", VisitStatus.CANCELLED),
        visit("v3", "anna", f"{TUESDAY}T12:00", VisitStatus.CONFIRMED),
    )
    assert found == ["anna v1: call due 16:05-20:00", "anna v2: cancelled", "anna v3: confirmed_already"]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (ContactResult.BUSY, "call due_now_later 16:30-20:00"),
        (ContactResult.NO_ANSWER, "call due_now_later 17:00-20:00"),
        (ContactResult.MACHINE, "call due_now_later 17:00-20:00"),
        (ContactResult.CONFIRMED, "confirmed_already"),
        (ContactResult.CANCELLED, "cancelled"),
        (ContactResult.THIRD_PERSON, "person due 16:05-20:00"),
        (ContactResult.WRONG_NUMBER, "wrong_number"),
        (ContactResult.STOP, "do_not_call"),
    ],
)
def test_what_came_of_the_first_try_decides_about_the_second(result: ContactResult, said: str) -> None:
    assert _told(ANNA, TOMORROW, _tried("16:00", result)) == [f"anna v1: {said}"]


def test_exactly_an_hour_after_no_answer_is_enough() -> None:
    assert _told(ANNA, TOMORROW, _tried("16:00"), at=f"{MONDAY}T17:00") == ["anna v1: call due 17:00-20:00"]


def test_a_gap_that_ends_when_the_evening_is_over_is_too_soon() -> None:
    assert _told(ANNA, TOMORROW, _tried("19:00"), at=f"{MONDAY}T19:30") == ["anna v1: too_soon"]


def test_three_tries_are_all_and_messages_are_none() -> None:
    two = (_tried("16:00"), _tried("17:00"), _tried("17:30", channel=Channel.SMS))
    at = f"{MONDAY}T18:30"
    assert _told(ANNA, TOMORROW, *two, at=at) == ["anna v1: call due 18:30-20:00"]
    assert _told(ANNA, TOMORROW, *two, _tried("17:20"), at=at) == ["anna v1: tries_spent"]


def test_yesterdays_tries_do_not_count() -> None:
    old = [call("anna", f"2026-11-22T{hour}:00", about=KIND) for hour in (16, 17, 18)]
    assert _told(ANNA, TOMORROW, *old) == ["anna v1: call due 16:05-20:00"]


def test_whoever_has_just_booked_is_left_alone_for_four_hours() -> None:
    fresh = visit("v1", "anna", f"{TUESDAY}T10:00", booked=f"{MONDAY}T14:00")
    assert _told(ANNA, fresh) == ["anna v1: call due_now_later 18:00-20:00"]
    assert _told(ANNA, fresh, at=f"{MONDAY}T18:00") == ["anna v1: call due 18:00-20:00"]
    late = visit("v1", "anna", f"{TUESDAY}T10:00", booked=f"{MONDAY}T16:00")
    assert _told(ANNA, late) == ["anna v1: too_soon"]


def test_a_visit_that_is_booked_later_has_not_happened() -> None:
    assert _told(ANNA, visit("v1", "anna", f"{TUESDAY}T10:00", booked=f"{MONDAY}T16:06")) == []


def test_a_confirmation_may_follow_any_other_call_at_once() -> None:
    recall = call("anna", f"{MONDAY}T16:00", ContactResult.REACHED, about=Purpose.RECALL)
    assert _told(ANNA, TOMORROW, recall) == ["anna v1: call due 16:05-20:00"]


def test_a_visit_confirmed_in_a_call_that_names_it_leaves_the_other_one() -> None:
    named = call("anna", f"{MONDAY}T16:01", ContactResult.CONFIRMED, about=KIND, place="v1")
    found = _told(ANNA, TOMORROW, visit("v2", "anna", f"{TUESDAY}T12:00"), named)
    assert found == ["anna v1: confirmed_already", "anna v2: call due 16:05-20:00"]


def test_a_visit_of_somebody_unknown_has_no_number() -> None:
    assert _told(visit("v1", "ghost", f"{TUESDAY}T10:00")) == ["ghost v1: no_phone"]


def test_the_clinic_may_have_other_hours_and_gaps() -> None:
    rules = {"from": "17:00", "to": "18:30", "tries": 1, "after_busy_minutes": 5}
    assert _told(ANNA, TOMORROW, rules=rules) == ["anna v1: call due_now_later 17:00-18:30"]
    assert _told(ANNA, TOMORROW, _tried("16:00"), rules=rules) == ["anna v1: tries_spent"]
