"""Unfinished treatment: planned 30 days ago or more, and no visit agreed."""

import pytest

from callcenter.domain.care import PlanStatus
from callcenter.domain.outreach import ContactResult, Purpose
from tests.support.clinic_book import Fact, book_of, call, patient, planned, told, visit

KIND = Purpose.UNFINISHED
ANNA = patient("anna")
PLANNED = planned("anna", "2026-06-01")


def _told(*facts: Fact) -> list[str]:
    return told(book_of(ANNA, *facts), "2026-11-24T10:00", KIND)


@pytest.mark.parametrize(("on", "said"), [("2026-10-25", "call due 10:00-20:00"), ("2026-10-26", "not_due")])
def test_treatment_is_asked_after_on_the_thirtieth_day(on: str, said: str) -> None:
    assert _told(planned("anna", on)) == [f"anna: {said}"]


def test_the_oldest_open_item_decides() -> None:
    done = planned("anna", "2026-01-01", PlanStatus.DONE)
    assert _told(done, planned("anna", "2026-11-20")) == ["anna: not_due"]
    assert _told(PLANNED, planned("anna", "2026-11-20")) == ["anna: call due 10:00-20:00"]


def test_what_was_declined_is_not_asked_after() -> None:
    assert _told(planned("anna", "2026-06-01", PlanStatus.DECLINED)) == []


def test_a_visit_ahead_is_enough() -> None:
    assert _told(PLANNED, visit("v1", "anna", "2026-12-24T10:00")) == ["anna: has_future_visit"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-09-25"], "call due 10:00-20:00"),
        (["2026-09-26"], "too_soon"),
        (["2026-06-01", "2026-07-15", "2026-09-20"], "tries_spent"),
        (["2026-05-31", "2026-07-15", "2026-09-20"], "call due 10:00-20:00"),
    ],
)
def test_calls_are_60_days_apart_and_three_since_the_plan(days: list[str], said: str) -> None:
    assert _told(PLANNED, *(call("anna", f"{day}T12:00", about=KIND) for day in days)) == [f"anna: {said}"]


def test_a_refusal_ends_it() -> None:
    assert _told(PLANNED, call("anna", "2026-07-15T12:00", ContactResult.REFUSED, about=KIND)) == ["anna: refused"]
