"""Time as a thing that is passed in, so that tests can jump and nothing ever reads a hidden clock."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from callcenter.kit.errors import BadInputError

_FOLLOWED_BACK = timedelta(minutes=1)


class Clock(Protocol):
    """Where 'now' comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock without small steps back, so that what came later never looks earlier.

    After the wall clock was set back by up to a minute, time goes on at half its speed until the wall clock has
    caught up. A larger step is somebody setting a wrong clock right: it is taken as it is.
    """

    def __init__(self, wall: Callable[[], datetime] | None = None, steady: Callable[[], float] | None = None) -> None:
        """`wall` and `steady` (seconds) are the machine's own clocks where not given."""
        self._wall = wall or (lambda: datetime.now(UTC))
        self._steady = steady or time.monotonic
        self._lock = threading.Lock()
        self._last, self._last_steady = self._wall(), self._steady()

    def now(self) -> datetime:
        """The present moment in UTC."""
        with self._lock:
            wall, steady = self._wall(), self._steady()
            if self._last - _FOLLOWED_BACK < wall <= self._last:
                wall = self._last + timedelta(seconds=(steady - self._last_steady) / 2)
            self._last, self._last_steady = wall, steady
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
