"""Months on the clinic's calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.months.month import Month, month_of, parse_month

MOSCOW = ZoneInfo("Europe/Moscow")


def test_a_month_begins_at_midnight_in_the_clinic() -> None:
    assert Month(2026, 11).begins(MOSCOW) == datetime(2026, 10, 31, 21, 0, tzinfo=UTC)


def test_a_call_late_on_the_last_evening_belongs_to_the_clinics_month() -> None:
    assert month_of(datetime(2026, 10, 31, 22, 0, tzinfo=UTC), MOSCOW) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-11", "2026-1", "1999-01", "2026-11-01", "٢٠٢٦-١١"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert parse_month(text) is None


@given(st.integers(2001, 2199), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year: int, number: int) -> None:
    month = Month(year, number)
    assert month.next.before == month
    assert month.before < month < month.next
    assert parse_month(str(month)) == month
