"""When a clinic is open, by day of the week on its own clock. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from callcenter.kit.errors import BadInputError

EXAMPLE = "mon-fri 9:00-20:00, sat 10:00-15:00"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?-([0-9]{1,2})(?::([0-9]{2}))?")
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From one time of a day until another; `time.max` is midnight."""

    opens: time
    closes: time

    @property
    def is_whole_day(self) -> bool:
        """Whether it is open round the clock."""
        return (self.opens, self.closes) == (time(0), time.max)


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours of a week."""

    by_weekday: Mapping[int, tuple[Stretch, ...]]
    """By ISO day of the week, 1 is Monday, in the order of the day; a day that is not there is closed."""

    def is_open(self, local: datetime) -> bool:
        """Whether it is open at a moment on the clinic's clock."""
        return any(one.opens <= local.time() < one.closes for one in self.by_weekday.get(local.isoweekday(), ()))

    def next_open(self, local: datetime) -> datetime | None:
        """When it opens next, on the clinic's clock; the moment itself where it is open, None where it never opens."""
        if self.is_open(local):
            return local
        for days in range(8):
            day = (local + timedelta(days=days)).date()
            for one in self.by_weekday.get(day.isoweekday(), ()):
                opens = datetime.combine(day, one.opens, local.tzinfo)
                if opens > local:
                    return opens
        return None


def read_opening(text: str) -> Opening:
    """Hours as a person writes them: 'mon-fri 9:00-13:00 14:00-18:00, sat 10-15', 'daily 0:00-24:00'.

    Raises BadInputError with what to write.
    """
    found: dict[int, list[Stretch]] = {}
    for group in re.split(r"[,;]", text.casefold().replace("–", "-")):
        words = group.split()
        hours = [span for word in words if (span := _HOURS.fullmatch(word))]
        days = [day for word in words if not _HOURS.fullmatch(word) for day in _days(word)]
        if not hours or not days:
            raise BadInputError(f"{group.strip()!r} must name days and hours; write for example {EXAMPLE}")
        for day in days:
            found.setdefault(day, []).extend(map(_stretch, hours))
    return Opening({day: _in_order(found[day]) for day in sorted(found)})


def _days(word: str) -> Iterator[int]:
    if word == "daily":
        yield from range(1, 8)
        return
    ends = [_DAY.fullmatch(part) for part in word.split("-")]
    numbers = [_DAYS.index(one[1]) + 1 for one in ends if one]
    if len(numbers) != len(ends) or len(ends) > 2 or numbers[0] > numbers[-1]:
        raise BadInputError(f"{word!r} is no day; write mon to sun, mon-fri or daily, for example {EXAMPLE}")
    yield from range(numbers[0], numbers[-1] + 1)


def _stretch(written: re.Match[str]) -> Stretch:
    first, last = _minutes(written[1], written[2]), _minutes(written[3], written[4])
    if not first < last <= _MIDNIGHT:
        raise BadInputError(f"{written[0]!r} must end after it begins, on the same day; for example 9:00-20:00")
    if last == _MIDNIGHT and first:
        raise BadInputError(f"{written[0]!r}: write 0:00-24:00 for round the clock, else an end up to 23:59")
    return Stretch(time(*divmod(first, 60)), time.max if last == _MIDNIGHT else time(*divmod(last, 60)))


def _minutes(hour: str, minute: str | None) -> int:
    if int(minute or 0) > 59:
        raise BadInputError(f"{hour}:{minute} is no time; write for example {EXAMPLE}")
    return int(hour) * 60 + int(minute or 0)


def _in_order(day: list[Stretch]) -> tuple[Stretch, ...]:
    ordered = sorted(day)
    for one, after in pairwise(ordered):
        if after.opens < one.closes:
            raise BadInputError(f"the hours of one day overlap at {after.opens:%H:%M}; write each stretch once")
    return tuple(ordered)
