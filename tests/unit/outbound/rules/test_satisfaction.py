"""How was the visit: asked once, one to three days after it."""

import pytest

from callcenter.domain.outreach import Channel, Purpose
from tests.support.clinic_book import Fact, book_of, call, came, patient, told

KIND = Purpose.SATISFACTION
CAME = came("v1", "anna", "2026-11-24T10:00")


def _told(*facts: Fact) -> list[str]:
    return told(book_of(patient("anna"), *facts), "2026-11-26T10:00", KIND)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-26T09:00", "not_due"),
        ("2026-11-25T19:00", "call due 10:00-20:00"),
        ("2026-11-23T09:00", "call due 10:00-20:00"),
        ("2026-11-22T19:00", "not_due"),
    ],
)
def test_a_visit_is_asked_after_from_the_next_day_to_the_third(day: str, said: str) -> None:
    assert _told(came("v1", "anna", day)) == [f"anna v1: {said}"]


@pytest.mark.parametrize(
    ("at", "channel", "said"),
    [
        ("2026-11-24T12:00", Channel.CALL, "tries_spent"),
        ("2026-11-24T12:00", Channel.SMS, "call due 10:00-20:00"),
        ("2026-08-28T12:00", Channel.CALL, "call due 10:00-20:00"),
        ("2026-08-29T12:00", Channel.CALL, "too_soon"),
    ],
)
def test_a_visit_is_asked_after_once_and_a_patient_once_in_90_days(at: str, channel: Channel, said: str) -> None:
    assert _told(CAME, call("anna", at, about=KIND, channel=channel)) == [f"anna v1: {said}"]


def test_a_visit_of_this_morning_does_not_hide_that_of_the_day_before_yesterday() -> None:
    assert _told(CAME, came("v2", "anna", "2026-11-26T08:00")) == ["anna v1: call due 10:00-20:00"]
