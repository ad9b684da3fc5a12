"""When a clinic is open: what a person may write, and whether it is open now."""

from datetime import datetime, time

import pytest

from callcenter.kit.errors import BadInputError
from callcenter.kit.opening import Stretch, read_opening


def monday(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {text}")


def test_a_week_is_read_as_people_write_it() -> None:
    week = read_opening("Mon-Fri 9:00-20:00, saturday 10-15")
    assert list(week.by_weekday) == [1, 2, 3, 4, 5, 6]
    assert week.by_weekday[6] == (Stretch(time(10), time(15)),)


def test_it_is_open_from_its_first_minute_to_its_last() -> None:
    week = read_opening("mon 9:00-13:00 14:00-18:00")
    assert [week.is_open(monday(at)) for at in ("08:59", "09:00", "12:59", "13:00", "14:00", "17:59", "18:00")] == [
        *(False, True, True, False, True, True, False)
    ]
    assert not week.is_open(datetime.fromisoformat("2026-11-24 10:00"))


def test_round_the_clock_has_no_end() -> None:
    week = read_opening("daily 0:00-24:00")
    assert week.is_open(monday("00:00"))
    assert week.is_open(monday("23:59:59"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "must name days and hours"),
        ("mon-fri", "must name days and hours"),
        ("9:00-20:00", "must name days and hours"),
        ("mon-fri 9:00-20:00,", "must name days and hours"),
        ("mo 9-20", "'mo' is no day"),
        ("fri-mon 9-20", "'fri-mon' is no day"),
        ("mon-wed-fri 9-20", "is no day"),
        ("mon 20:00-9:00", "must end after it begins"),
        ("mon 9:00-9:00", "must end after it begins"),
        ("mon 9:00-25:00", "must end after it begins"),
        ("mon 9:60-10:00", "9:60 is no time"),
        ("mon 18:00-24:00", "up to 23:59"),
        ("mon 9-13, mon-fri 12-15", "overlap at 12:00"),
        ("пн-пт 9-20", "is no day"),
    ],
)
def test_hours_that_cannot_be_are_said_so_with_what_to_write(text: str, problem: str) -> None:
    with pytest.raises(BadInputError, match=problem):
        read_opening(text)
