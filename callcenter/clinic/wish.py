"""When somebody would like to come, as far as it was said. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_PARTS: Mapping[str, tuple[time, time]] = {
    "morning": (time(0), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(23, 59)),
}
_PART_BEGINS = {"morning": time(9), "afternoon": time(13), "evening": time(17)}
_DAY_BEGINS = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish; what was not said is empty."""

    day: date | None = None
    weekday: int = 0
    """1 is Monday; 0: none was said."""
    earliest: time | None = None
    latest: time | None = None
    part: str = ""
    """morning, afternoon or evening."""
    doctor: str = ""
    """As it was said."""

    def fits(self, at: datetime) -> bool:
        """Whether a place that begins then, on the clinic's clock, is what was wished."""
        low, high = _PARTS.get(self.part, (time(0), time(23, 59)))
        if self.day is not None and at.date() != self.day:
            return False
        if self.weekday and not self.day and at.isoweekday() != self.weekday:
            return False
        return max(low, self.earliest or low) <= at.time() <= min(high, self.latest or high)

    def distance(self, at: datetime) -> int:
        """How many minutes a fitting place begins after the time that was wished; 0 where none was."""
        if self.earliest is None:
            return 0
        return (at.hour - self.earliest.hour) * 60 + at.minute - self.earliest.minute

    def moment(self, now: datetime, zone: ZoneInfo) -> datetime:
        """When to call somebody who wishes to be called then; `now` where nothing was said or it has passed."""
        local = now.astimezone(zone)
        day = self.day
        if day is None and self.weekday:
            day = local.date() + timedelta(days=(self.weekday - local.isoweekday()) % 7)
        at = self.earliest or _PART_BEGINS.get(self.part)
        if day is None and at is None:
            return now
        wished = datetime.combine(day or local.date(), at or _DAY_BEGINS, zone)
        if wished < local and day is None:
            wished += timedelta(days=1)
        return max(now, wished.astimezone(now.tzinfo))


def read_wish(said: Mapping[str, object]) -> Wish:
    """A wish as a flow gives it: date, weekday, from, to, part, doctor; what cannot be read counts as not said."""
    weekday = said.get("weekday")
    return Wish(
        day=_date(said.get("date")),
        weekday=weekday if isinstance(weekday, int) and 1 <= weekday <= 7 else 0,
        earliest=_time(said.get("from")),
        latest=_time(said.get("to")),
        part=str(said.get("part") or ""),
        doctor=str(said.get("doctor") or ""),
    )


def _date(raw: object) -> date | None:
    try:
        return date.fromisoformat(str(raw)) if raw else None
    except ValueError:
        return None


def _time(raw: object) -> time | None:
    try:
        return time.fromisoformat(str(raw)) if raw else None
    except ValueError:
        return None
