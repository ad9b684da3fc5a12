"""Missed visits: asked after from the next day on, for a week."""

import pytest

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from tests.support.clinic_book import Fact, book_of, call, patient, told, visit

KIND = Purpose.NO_SHOW
ANNA = patient("anna", consent=None)
MISSED = visit("v1", "anna", "2026-11-19T10:00", VisitStatus.NO_SHOW, booked="2026-11-01T10:00")


def _told(*facts: Fact) -> list[str]:
    return told(book_of(ANNA, *facts), "2026-11-24T10:00", KIND)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-24T09:00", "not_due"),
        ("2026-11-23T19:00", "call due 10:00-20:00"),
        ("2026-11-17T09:00", "call due 10:00-20:00"),
        ("2026-11-16T19:00", "not_due"),
    ],
)
def test_a_missed_visit_is_asked_after_from_the_next_day_for_a_week(day: str, said: str) -> None:
    assert _told(visit("v1", "anna", day, VisitStatus.NO_SHOW)) == [f"anna v1: {said}"]


@pytest.mark.parametrize(
    ("status", "booked", "said"),
    [
        (VisitStatus.BOOKED, "2026-11-10T10:00", "has_future_visit"),
        (VisitStatus.CONFIRMED, "2026-11-20T10:00", "has_future_visit"),
        (VisitStatus.CANCELLED, "2026-11-20T10:00", "call due 10:00-20:00"),
    ],
)
def test_whoever_has_a_visit_ahead_is_not_asked(status: VisitStatus, booked: str, said: str) -> None:
    ahead = visit("v2", "anna", "2026-12-01T10:00", status, booked=booked)
    assert _told(MISSED, ahead) == [f"anna v1: {said}"]


def test_a_visit_that_was_booked_since_and_is_over_counts_too() -> None:
    since = visit("v2", "anna", "2026-11-23T10:00", VisitStatus.CAME, booked="2026-11-20T10:00")
    assert _told(MISSED, since) == ["anna v1: has_future_visit"]
    before = visit("v2", "anna", "2026-11-23T10:00", VisitStatus.CAME, booked="2026-11-02T10:00")
    assert _told(MISSED, before) == ["anna v1: call due 10:00-20:00"]


def test_two_calls_are_all_and_a_refusal_ends_it_at_once() -> None:
    first, second = (call("anna", f"2026-11-{day}T12:00", about=KIND) for day in (20, 22))
    assert _told(MISSED, first) == ["anna v1: call due 10:00-20:00"]
    assert _told(MISSED, first, second) == ["anna v1: tries_spent"]
    assert _told(MISSED, call("anna", "2026-11-20T12:00", ContactResult.REFUSED, about=KIND)) == ["anna v1: refused"]
