"""Lost patients: not seen for 18 months."""

import pytest

from callcenter.domain.outreach import Purpose
from tests.support.clinic_book import Fact, book_of, call, came, patient, told, visit

KIND = Purpose.LOST
GONE = came("v1", "anna", "2025-01-10T10:00", service="filling")


def _told(*facts: Fact) -> list[str]:
    return told(book_of(patient("anna"), *facts), "2026-11-30T10:00", KIND)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("2025-05-31T10:00", "call due 10:00-20:00"),
        ("2025-05-30T10:00", "call due 10:00-20:00"),
        ("2025-06-01T10:00", "not_due"),
    ],
)
def test_somebody_is_lost_after_18_months_to_the_day(last: str, said: str) -> None:
    assert _told(came("v1", "anna", last)) == [f"anna v1: {said}"]


def test_the_last_visit_counts_and_one_ahead_finds_the_patient_again() -> None:
    assert _told(GONE, came("v2", "anna", "2026-10-01T10:00")) == ["anna v2: not_due"]
    assert _told(GONE, visit("v2", "anna", "2027-01-01T10:00")) == ["anna v1: has_future_visit"]


@pytest.mark.parametrize(("day", "said"), [("2026-06-03", "call due 10:00-20:00"), ("2026-06-04", "too_soon")])
def test_one_call_in_180_days(day: str, said: str) -> None:
    assert _told(GONE, call("anna", f"{day}T12:00", about=KIND)) == [f"anna v1: {said}"]
