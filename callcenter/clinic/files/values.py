"""What one value of a row means. Each function raises BadValueError, which says what to write instead."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from callcenter.clinic.files.problems import BadValueError
from callcenter.clinic.files.table import Row

_Kind = TypeVar("_Kind", bound=StrEnum)
_LONGEST_ID = 40
_MOST = Decimal(10) ** 9
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_YES, _NO = ("1", "true", "yes"), ("", "0", "false", "no")
_DAY_FORM = "2026-11-23"
_MOMENT_FORM = "2026-11-23T16:05"
_WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, day in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), start=1
    )
    for name in (day, day[:3])
}


def bad(column: str, text: str, instead: str) -> BadValueError:
    """The error to raise about a value of a column."""
    shown = text if len(text) <= _LONGEST_ID else text[:_LONGEST_ID] + "..."
    return BadValueError(
        f"{column}: {shown!r} cannot be used; write {instead}" if text else f"{column} is empty; write {instead}"
    )


def id_of(row: Row, column: str) -> str:
    """An id that has to be there."""
    if not row.get(column):
        raise bad(column, "", "the id")
    return optional_id_of(row, column)


def optional_id_of(row: Row, column: str) -> str:
    """An id, or nothing."""
    text = row.get(column)
    if text and (len(text) > _LONGEST_ID or not text.isprintable()):
        raise bad(column, text, f"at most {_LONGEST_ID} letters, digits and signs")
    return text


def number_of(row: Row, column: str, least: int, most: int) -> int | None:
    """A whole number within bounds, both of which are in; None where nothing is written."""
    text = row.get(column)
    if not text:
        return None
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) and least <= int(text) <= most:
        return int(text)
    raise bad(column, text, f"a whole number from {least} to {most}")


def money_of(row: Row, column: str) -> Decimal:
    """An amount, 0 where nothing is written; '12,50' is 12.50, as Excel writes it."""
    text = row.get(column).replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(text or 0)
    except InvalidOperation:
        amount = _MOST
    if not amount.is_finite() or abs(amount) >= _MOST:
        raise bad(column, row.get(column), "an amount such as 120.50")
    return amount


def flag_of(row: Row, column: str) -> bool:
    """1 or 0; 0 where nothing is written."""
    text = row.get(column).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise bad(column, row.get(column), "1 or 0")


def day_of(row: Row, column: str) -> date | None:
    """A date from 1800 to 2200; None where nothing is written, or 0001-01-01, as other systems write it for none."""
    text = row.get(column)
    try:
        day = date.fromisoformat(text) if text else date.min
    except ValueError:
        day = date.max
    if day == date.min:
        return None
    if not 1800 <= day.year <= 2200:
        raise bad(column, text, f"a date such as {_DAY_FORM}")
    return day


def moment_of(row: Row, column: str, zone: ZoneInfo | None) -> datetime:
    """A moment with its hour, in UTC; without an offset of its own it is on the clock of `zone` (UTC where None).

    An hour that a clock change leaves out is read by the offset before it, so 02:30 is what the clocks show as 03:30;
    of an hour that comes twice the first is meant (both as RFC 5545, 3.3.5, has it).
    """
    text = row.get(column)
    try:
        if len(text) > len(_DAY_FORM):
            return _in_utc(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        pass
    raise bad(column, text, f"a date with its hour, such as {_MOMENT_FORM}")


def when_of(row: Row, column: str, zone: ZoneInfo | None) -> date | datetime | time | None:
    """A day, a moment or a time of day; None where nothing is written."""
    text = row.get(column)
    if not text:
        return None
    if (at := clock_of(text)) is not None:
        return at
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _in_utc(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        raise bad(column, text, f"{_DAY_FORM}, {_MOMENT_FORM} or 16:05") from None


def choice_of(row: Row, column: str, kind: type[_Kind]) -> _Kind:
    """One of the words of an enum, in small or capital letters."""
    text = row.get(column)
    try:
        return kind(text.casefold())
    except ValueError:
        raise bad(column, text, f"one of {', '.join(kind)}") from None


def words_of(row: Row, column: str) -> frozenset[str]:
    """Words in small letters with '|' between them."""
    return frozenset(word for part in row.get(column).split("|") if (word := part.strip().casefold()))


def weekdays_of(row: Row, column: str) -> frozenset[int]:
    """Weekdays with '|' between them, as 1 for Monday to 7."""
    days = {word: weekday(word) for word in words_of(row, column)}
    for word, day in days.items():
        if day is None:
            raise bad(column, word, "mon, tue, wed, thu, fri, sat or sun, with '|' between several")
    return frozenset(day for day in days.values() if day is not None)


def weekday(word: str) -> int | None:
    """1 for 'Mon' or 'Monday' to 7; None for what is no weekday."""
    return _WEEKDAYS.get(word.strip().casefold())


def clock_of(text: str) -> time | None:
    """A time of day such as '9:00' or '16:05'; None for anything else. '24:00' is the midnight that ends the day."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _in_utc(moment: datetime, zone: ZoneInfo | None) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone or UTC)).astimezone(UTC)
