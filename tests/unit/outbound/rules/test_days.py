"""Working days, months and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbound.rules.days import WorkingDays, is_child, months_later

WEEK = WorkingDays(frozenset({6, 7}), frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
_DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "said"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-05-31", 18, "2027-11-30"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last(day: str, months: int, said: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(said)


def test_holidays_before_a_weekend_are_one_long_time_off() -> None:
    assert WEEK.next_after(date(2026, 12, 23)) == date(2026, 12, 28)
    assert WEEK.last_before(date(2026, 12, 28)) == date(2026, 12, 23)


@given(_DAYS, st.frozensets(st.integers(1, 7)), st.frozensets(_DAYS, max_size=5))
def test_between_a_day_and_the_next_working_day_everybody_is_off(
    day: date, weekdays: frozenset[int], holidays: frozenset[date]
) -> None:
    days = WorkingDays(weekdays, holidays)
    following = days.next_after(day)
    assert day < following
    assert all(days.is_off(day + timedelta(days=one)) for one in range(1, (following - day).days))
    assert len(weekdays) == 7 or not days.is_off(following)


@pytest.mark.parametrize(
    ("born", "today", "said"),
    [
        ("2008-11-23", "2026-11-22", True),
        ("2008-11-23", "2026-11-23", False),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
    ],
)
def test_childhood_ends_with_the_eighteenth_birthday(born: str, today: str, *, said: bool) -> None:
    assert is_child(date.fromisoformat(born), date.fromisoformat(today)) is said
