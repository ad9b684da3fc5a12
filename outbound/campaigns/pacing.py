"""How fast and how many: calls a second and calls at once on one trunk. Pure: the time comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HELD = timedelta(minutes=2)
"""Somebody of the family, or the number, is on the line with us: so long is waited before the next look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunk:
    """A way out to the telephone network, and what its provider allows."""

    name: str
    lines: int
    """Calls at once, those that ring included; 0: none."""
    calls_per_second: float
    """Calls begun in a second, over any longer time; more than 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When calls were begun, as far as it matters for the next one.

    Calls are evenly spaced, with no burst: a provider counts over its own second, and what was not used is not saved
    up. The usual word for this is a token bucket of one token.
    """

    next_at: datetime
    """The next call may begin then."""


def begin(now: datetime) -> Pace:
    """The pace of a process that has just begun: it does not know when the one before it dialled last, so it waits as
    long as the slowest usual gap."""
    return Pace(next_at=now + timedelta(seconds=1))


def gap(trunk: Trunk) -> timedelta:
    """The time between two calls."""
    return timedelta(seconds=1 / trunk.calls_per_second)


def may_begin(pace: Pace, trunk: Trunk, *, open_calls: int, now: datetime) -> bool:
    """Whether a call may begin now. `open_calls`: those begun and not known to be over."""
    return open_calls < trunk.lines and now >= pace.next_at


def begun(pace: Pace, trunk: Trunk, now: datetime) -> Pace:
    """The pace after a call that began at `now`.

    A process that comes a little late to its look (a scheduler's tick) catches up by no more than one gap, so that the
    set pace is held and never outrun by more than one call. A clock set back begins anew from `now`.
    """
    step = gap(trunk)
    due = pace.next_at if now - step < pace.next_at <= now else now
    return Pace(next_at=due + step)


def wait(pace: Pace, now: datetime, *, longest: timedelta = timedelta(seconds=5)) -> timedelta:
    """How long until the pace allows a call, for who has to wait for it: from nothing to `longest`. A clock that was
    set back far makes nobody wait for longer."""
    return min(max(pace.next_at - now, timedelta(0)), longest)
