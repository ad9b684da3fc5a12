"""Rules that hold for calls of every kind."""

from dataclasses import replace

import pytest

from callcenter.domain.clinic import Patient
from callcenter.domain.outreach import Channel, Consent, ContactResult, Purpose
from tests.support.clinic_book import CALLS, Fact, book_of, call, came, number_of, patient, told

KIND = Purpose.RECALL
ANNA = patient("anna")
LAST = came("v1", "anna", "2026-05-20T10:00")
CALL = "anna v1: call due 10:00-20:00"


def _told(*facts: Fact, at: str = "2026-11-24T10:00", **rules: object) -> list[str]:
    return told(book_of(*facts, rules={"any": rules}), at, KIND)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (replace(ANNA, died=True), "died"),
        (replace(ANNA, refuses=frozenset({"*"})), "do_not_call"),
        (replace(ANNA, refuses=frozenset({"recall", "lost"})), "do_not_call"),
        (replace(ANNA, refuses=frozenset({"lost"})), "call due 10:00-20:00"),
        (replace(ANNA, consent=frozenset()), "no_consent"),
        (replace(ANNA, consent=frozenset({Consent.MESSAGES})), "no_consent"),
        (replace(ANNA, consent=CALLS | {Consent.MESSAGES}), "call due 10:00-20:00"),
        (patient("anna", phone=None), "no_phone"),
        (patient("anna", zone="Europe/Nowhere"), "no_zone"),
        (patient("anna", zone="localtime"), "no_zone"),
    ],
)
def test_whatever_is_unknown_or_refused_is_not_called(who: Patient, said: str) -> None:
    assert _told(who, LAST) == [f"anna v1: {said}"]


def test_without_a_zone_of_the_clinic_nobody_is_called() -> None:
    assert told(book_of(ANNA, LAST, zone=None), "2026-11-24T10:00", KIND) == ["anna v1: no_zone"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T10:00", CALL),
        ("2026-11-23T10:01", "anna v1: call due_now_later 10:01-20:00"),
        ("2026-11-23T19:59", "anna v1: call due_now_later 19:59-20:00"),
        ("2026-11-23T20:00", "anna v1: recently_called"),
        ("2026-11-24T10:00", "anna v1: recently_called"),
        ("2026-11-24T10:01", CALL),
    ],
)
def test_any_other_call_within_24_hours_comes_first(at: str, said: str) -> None:
    assert _told(ANNA, LAST, call("anna", at, ContactResult.REACHED, about=Purpose.CONFIRMATION)) == [said]


@pytest.mark.parametrize("number", [number_of("anna").e164, "+48601000009"])
@pytest.mark.parametrize("whose", ["anna", "somebody", "bob"])
def test_the_24_hours_count_by_person_and_by_number(whose: str, number: str) -> None:
    found = _told(ANNA, patient("bob"), LAST, call(whose, "2026-11-24T09:00", about=Purpose.GAP, number=number))
    is_touched = whose == "anna" or number == number_of("anna").e164
    assert found == ["anna v1: recently_called" if is_touched else CALL]


@pytest.mark.parametrize(
    ("change", "hours"),
    [("2026-03-28T10:00", "11:00"), ("2026-10-24T10:00", "09:00")],
    ids=["spring", "autumn"],
)
def test_24_hours_over_a_change_of_the_clock_are_24_hours(change: str, hours: str) -> None:
    day = str(int(change[8:10]) + 1)
    book = book_of(ANNA, LAST, came("v0", "anna", "2025-01-01T10:00"), days_off=frozenset())
    book = replace(book, contacts=(call("anna", change, about=Purpose.GAP),), visits=book.visits[1:])
    found = told(book, f"{change[:8]}{day}T09:00", KIND)
    later = "due_now_later" if hours != "09:00" else "due"
    assert found == [f"anna v0: call {later} {hours}-20:00"]


def _family(*days: str, about: Purpose = Purpose.GAP) -> list[Fact]:
    people = [replace(ANNA, family="f"), patient("bob", family="f")]
    return [*people, LAST, *(call("bob", f"{day}T12:00", about=about) for day in days)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-10-26", "2026-10-27", "2026-11-01", "2026-11-02"], "anna v1: family_limit"),
        (["2026-10-25", "2026-10-27", "2026-11-01", "2026-11-02"], CALL),
        (["2026-10-27", "2026-11-01", "2026-11-02"], CALL),
    ],
)
def test_a_family_is_called_four_times_in_30_days(days: list[str], said: str) -> None:
    assert _told(*_family(*days)) == [said]


def test_confirmations_and_messages_are_not_counted_for_a_family() -> None:
    days = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"]
    assert _told(*_family(*days, about=Purpose.CONFIRMATION)) == [CALL]
    assert _told(*_family(*days, about=Purpose.CONFIRMATION), family_calls=0) == ["anna v1: family_limit"]
    messages = [call("bob", f"{day}T12:00", about=Purpose.GAP, channel=Channel.SMS) for day in days]
    assert _told(*_family(), *messages) == [CALL]


def test_who_has_no_family_is_counted_alone() -> None:
    others = [call("bob", f"2026-11-0{day}T12:00", about=Purpose.GAP) for day in range(1, 6)]
    assert _told(ANNA, patient("bob"), LAST, *others) == [CALL]


@pytest.mark.parametrize(
    ("whose", "number", "result", "said"),
    [
        ("anna", "+48601000009", ContactResult.STOP, "do_not_call"),
        ("bob", number_of("anna").e164, ContactResult.STOP, "do_not_call"),
        ("bob", "+48601000009", ContactResult.STOP, "call due 10:00-20:00"),
        ("anna", "", ContactResult.WRONG_NUMBER, "wrong_number"),
        ("bob", number_of("anna").e164, ContactResult.WRONG_NUMBER, "wrong_number"),
        ("anna", "+48601000009", ContactResult.WRONG_NUMBER, "call due 10:00-20:00"),
    ],
)
@pytest.mark.parametrize("channel", [Channel.CALL, Channel.SMS])
def test_a_stop_holds_for_the_person_and_the_number_a_wrong_number_for_itself(
    whose: str, number: str, result: ContactResult, said: str, channel: Channel
) -> None:
    last = call(whose, "2021-01-01T10:00", result, about=Purpose.LOST, number=number, channel=channel)
    later = call("anna", "2022-01-01T10:00", ContactResult.REACHED, about=Purpose.RECALL)
    assert _told(ANNA, LAST, last, later) == [f"anna v1: {said}"]


def test_what_is_said_later_has_not_happened() -> None:
    stop = call("anna", "2026-11-24T10:01", ContactResult.STOP, about=KIND)
    assert _told(ANNA, LAST, stop) == [CALL]
    assert _told(ANNA, LAST, stop, at="2026-11-24T10:01") == ["anna v1: do_not_call"]


def test_on_a_day_off_nothing_else_is_told_of_the_hours() -> None:
    assert _told(ANNA, LAST, at="2026-11-28T21:00") == ["anna v1: day_off"]
    assert _told(ANNA, LAST, at="2026-11-24T21:00") == ["anna v1: outside_window"]


def test_an_open_complaint_and_a_thoughtful_patient_want_a_person() -> None:
    book = book_of(replace(ANNA, complaint_open=True), came("v1", "anna", "2026-11-23T10:00"))
    assert told(book, "2026-11-24T10:00", Purpose.SATISFACTION) == ["anna v1: person due 10:00-20:00"]
    thinking = call("anna", "2026-11-20T12:00", ContactResult.THINKING, about=KIND)
    assert _told(ANNA, LAST, thinking) == ["anna v1: too_soon"]
    assert _told(ANNA, LAST, thinking, at="2026-12-04T10:00") == ["anna v1: person due 10:00-20:00"]
