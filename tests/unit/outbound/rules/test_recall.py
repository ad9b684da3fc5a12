"""Recalls: so many months after the last visit of each service that recalls."""

from dataclasses import replace
from decimal import Decimal

import pytest

from callcenter.domain.outreach import Channel, ContactResult, Purpose
from tests.support.clinic_book import Fact, book_of, call, came, patient, told, visit

KIND = Purpose.RECALL
ANNA = patient("anna")
LAST = came("v1", "anna", "2026-05-20T10:00")
CALL = "call due 10:00-20:00"


def _told(*facts: Fact, at: str = "2026-11-24T10:00") -> list[str]:
    return told(book_of(*facts), at, KIND)


def _reminded(day: str, result: ContactResult = ContactResult.REACHED, channel: Channel = Channel.CALL) -> Fact:
    return call("anna", f"{day}T12:00", result, about=KIND, channel=channel)


@pytest.mark.parametrize(
    ("last", "at", "said"),
    [
        ("2026-05-24T10:00", "2026-11-24T10:00", CALL),
        ("2026-05-25T10:00", "2026-11-24T10:00", "not_due"),
        ("2025-08-31T10:00", "2026-02-27T10:00", "not_due"),
        ("2025-08-31T10:00", "2026-03-02T10:00", CALL),
        ("2027-08-31T10:00", "2028-02-29T10:00", CALL),
    ],
)
def test_a_check_up_is_due_on_the_very_day_six_months_later(last: str, at: str, said: str) -> None:
    assert _told(ANNA, came("v1", "anna", last), at=at) == [f"anna v1: {said}"]


def test_a_visit_of_another_service_does_not_begin_the_months_anew() -> None:
    other = came("v2", "anna", "2026-11-01T10:00", service="filling")
    assert _told(ANNA, LAST, other) == [f"anna v1: {CALL}"]


def test_whoever_has_a_visit_ahead_is_not_recalled() -> None:
    assert _told(ANNA, LAST, visit("v2", "anna", "2026-12-24T10:00")) == ["anna v1: has_future_visit"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-11-10",), CALL),
        (("2026-11-11",), "too_soon"),
        (("2026-09-01", "2026-10-25"), CALL),
        (("2026-09-01", "2026-10-26"), "too_soon"),
        (("2026-06-01", "2026-07-01", "2026-09-01"), "tries_spent"),
        (("2026-05-01", "2026-05-02", "2026-05-20", "2026-07-01"), "call due 10:00-20:00"),
    ],
)
def test_reminders_are_14_then_30_days_apart_and_three_in_all_since_the_visit(days: tuple[str, ...], said: str) -> None:
    began = came("v1", "anna", "2026-05-20T13:00")
    assert _told(ANNA, began, *map(_reminded, days)) == [f"anna v1: {said}"]


def test_a_message_is_a_reminder_but_no_call() -> None:
    assert _told(ANNA, LAST, _reminded("2026-11-20", channel=Channel.SMS)) == ["anna v1: too_soon"]
    yesterday = call("anna", "2026-11-23T18:00", about=Purpose.SATISFACTION, channel=Channel.SMS)
    assert _told(ANNA, LAST, yesterday) == [f"anna v1: {CALL}"]


def test_a_refusal_ends_the_round_and_a_new_visit_begins_another() -> None:
    no = _reminded("2026-09-20", ContactResult.REFUSED)
    assert _told(ANNA, LAST, no) == ["anna v1: refused"]
    after = came("v2", "anna", "2026-10-01T10:00")
    assert _told(ANNA, LAST, no, after, at="2027-04-01T10:00") == ["anna v2: call due 10:00-20:00"]


def test_debts_and_complaints_close_recalls() -> None:
    assert _told(replace(ANNA, balance_due=Decimal("0.01")), LAST) == ["anna v1: balance_due"]
    assert _told(replace(ANNA, complaint_open=True), LAST) == ["anna v1: complaint_open"]


def test_nobody_is_recalled_who_was_never_asked() -> None:
    assert _told(patient("anna", consent=None), LAST) == ["anna v1: no_consent"]


def test_a_relative_reminded_on_the_same_number_is_a_reminder_for_both() -> None:
    both = [patient(name, family="f", phone="+48601000001") for name in ("anna", "bob")]
    theirs = call("bob", "2026-11-20T12:00", about=KIND, number="+48601000001")
    assert _told(*both, LAST, theirs) == ["anna v1: too_soon"]
