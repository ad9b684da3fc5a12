"""The day that is judged: what of its calling hours is left, for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.domain.outreach import Purpose
from outbound.rules.days import ONE_DAY, WorkingDays, is_child
from outbound.rules.hours import Stretch, first_moment, merged, shared, stretch_of
from outbound.rules.reasons import Block, Reason
from outbound.rules.settings import RuleSettings

_OF_THIS_MACHINE = frozenset({"localtime", "posixrules", "Factory"})
"""Names that lie among the zones and say nothing of a place."""
_FURTHEST_DATE = 2
"""Between the ends of the earth two clocks show days that lie so far apart."""


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name, or None."""
    return ZoneInfo(name) if name in available_timezones() - _OF_THIS_MACHINE else None


@dataclass(frozen=True, slots=True)
class Opening:
    """Calling hours that are not over, with the day to which they belong."""

    day: date
    begins: datetime
    """UTC; in it."""
    ends: datetime
    """UTC; not in it."""


class Today:
    """The clinic's date at `as_of`, and its calling hours; yesterday's, too, while they last over midnight."""

    def __init__(self, terms: ClinicTerms, settings: RuleSettings, as_of: datetime) -> None:
        self.as_of = as_of.astimezone(UTC)
        self.zone = terms.zone or ZoneInfo("UTC")
        self.date = self.date_of(self.as_of)
        self.working_days = WorkingDays(terms.days_off, terms.holidays)
        self._hours = terms.hours
        self._confirmation = DailyHours(begins=settings.confirmation.begins, ends=settings.confirmation.ends)
        self._confirms_on_days_off = settings.every.confirm_on_days_off
        self._openings: dict[tuple[str, bool], tuple[Opening, ...]] = {}
        self._beginnings: dict[date, datetime] = {}

    def date_of(self, moment: datetime) -> date:
        """The clinic's date at a moment."""
        return moment.astimezone(self.zone).date()

    def begin_of(self, day: date) -> datetime:
        """When a day of the clinic begins, in UTC."""
        found = self._beginnings.get(day)
        if found is None:
            found = self._beginnings[day] = first_moment(day, self.zone)
        return found

    def is_child(self, born: date | None) -> bool:
        """Whether somebody born on a day is under 18 today."""
        return is_child(born, self.date)

    def openings(self, kind: Purpose, zone: ZoneInfo) -> tuple[Opening, ...]:
        """What is left of today's hours for calls of a kind to somebody in `zone`, on days on which they are made."""
        is_confirmation = kind is Purpose.CONFIRMATION
        key = (zone.key, is_confirmation)
        found = self._openings.get(key)
        if found is None:
            days = [day for day in (self.date - ONE_DAY, self.date) if self._is_worked(day, kind)]
            found = self._openings[key] = tuple(
                Opening(day, one.begins, one.ends)
                for day in days
                for one in self._stretches(day, zone, is_confirmation=is_confirmation)
                if self.as_of < one.ends
            )
        return found

    def closed(self, kind: Purpose) -> Block:
        """Why there are no hours left: nobody works today, or the hours are over, or there were none."""
        if not self._is_worked(self.date, kind):
            return Block(Reason.DAY_OFF, self.begin_of(self.working_days.next_after(self.date)))
        return Block(Reason.OUTSIDE_WINDOW, self.begin_of(self.date + ONE_DAY))

    def _is_worked(self, day: date, kind: Purpose) -> bool:
        is_allowed = kind is Purpose.CONFIRMATION and self._confirms_on_days_off
        return is_allowed or not self.working_days.is_off(day)

    def _stretches(self, day: date, zone: ZoneInfo, *, is_confirmation: bool) -> Sequence[Stretch]:
        opened = stretch_of(day, self._hours, self.zone)
        left = [] if opened is None else [opened]
        if is_confirmation:
            left = shared(left, _around(day, self._confirmation, self.zone))
        if zone.key != self.zone.key:
            left = shared(left, _around(day, self._hours, zone))
        return left


def soonest(openings: Sequence[Opening], as_of: datetime, blocks: Iterable[Block]) -> tuple[datetime, Opening] | None:
    """The first moment within the openings at which no block of hours holds, and the opening in which it lies.

    Blocks of days, and those that hold longer than the openings, do not count: they are no matter of waiting.
    """
    if not openings:
        return None
    moment = max((as_of, *(block.until for block in blocks if passes(block, openings) and block.until)))
    for one in openings:
        if moment < one.ends:
            return max(moment, one.begins), one
    return None


def passes(block: Block, openings: Sequence[Opening]) -> bool:
    """Whether a block is over while there are still hours for calls today."""
    return block.by_hours and block.until is not None and bool(openings) and block.until < openings[-1].ends


def _around(day: date, hours: DailyHours, zone: ZoneInfo) -> Sequence[Stretch]:
    days = (day + ONE_DAY * number for number in range(-_FURTHEST_DATE, _FURTHEST_DATE + 2))
    return merged(found for one in days if (found := stretch_of(one, hours, zone)) is not None)
