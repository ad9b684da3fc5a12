"""Days of a calendar: working days and the others, months that are added, children who grow up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
_OF_AGE = 18
_LONGEST_HOLIDAY = 400


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """When a clinic works."""

    weekdays_off: frozenset[int]
    """1 for Monday to 7."""
    holidays: frozenset[date]

    def is_off(self, day: date) -> bool:
        """Whether nobody works on `day`."""
        return day.isoweekday() in self.weekdays_off or day in self.holidays

    def next_after(self, day: date) -> date:
        """The first working day after `day`; a year on where there is none."""
        return self._first(day, ONE_DAY)

    def last_before(self, day: date) -> date:
        """The last working day before `day`; a year back where there is none."""
        return self._first(day, -ONE_DAY)

    def _first(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_HOLIDAY):
            day += step
            if not self.is_off(day):
                break
        return day


def months_later(day: date, months: int) -> date:
    """The same day `months` later; a day that does not exist there is the month's last: 31 August + 6 = 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in _down_from(day.day):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date.max


def is_child(born: date | None, today: date) -> bool:
    """Whether somebody is under 18. Whoever was born on 29 February grows older on 1 March of other years; somebody
    whose birthday nobody knows is taken for an adult."""
    if born is None:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < _OF_AGE


def _down_from(number: int) -> Iterator[int]:
    """A month is at most three days shorter than another."""
    return iter(range(number, number - 4, -1))
