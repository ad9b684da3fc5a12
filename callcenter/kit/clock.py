"""Time as a thing that is passed in, so that tests can jump and nothing ever reads a hidden clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from callcenter.kit.errors import BadInputError


class Clock(Protocol):
    """Where 'now' comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock, made monotone: a step back of the wall clock never shows as time running backwards."""

    def __init__(self) -> None:
        self._last = datetime.now(UTC)

    def now(self) -> datetime:
        """The present moment in UTC; never earlier than the last answer."""
        wall = datetime.now(UTC)
        if wall < self._last:
            return self._last
        self._last = wall
        return wall


class JumpingClock:
    """A clock for tests and for simulations faster than real time: it stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now = as_utc(start)

    def now(self) -> datetime:
        """The moment that the clock was last moved to."""
        return self._now

    def jump(self, by: timedelta) -> datetime:
        """Move forward by `by` (zero or more) and return the new moment."""
        if by < timedelta(0):
            raise BadInputError(f"a clock cannot go back by {-by}; jump forward or make a new clock")
        self._now += by
        return self._now

    def jump_to(self, moment: datetime) -> datetime:
        """Move forward to `moment`; a moment in the past leaves the clock where it is."""
        self._now = max(self._now, as_utc(moment))
        return self._now


def as_utc(moment: datetime) -> datetime:
    """The same moment in UTC; refuses a naive date-time, whose meaning is unknown."""
    if moment.tzinfo is None:
        raise BadInputError(f"{moment.isoformat()} has no time zone; give an aware date-time")
    return moment.astimezone(UTC)
