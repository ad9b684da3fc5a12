"""When will it be done? From what is left, the pace, the lines and how long calls take. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outbound.campaigns.pacing import Trunk

USUAL_CALL = timedelta(seconds=40)
"""How long a line is taken by one attempt, ringing included, where nothing was measured yet."""
_ENOUGH = 20
"""From so many measured calls on, they alone are believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is left of a campaign."""

    attempts: float
    """Calls still to be made, the repeated ones that are to be expected included."""
    measured: timedelta = USUAL_CALL
    """How long a line was taken by an attempt, on average."""
    measured_calls: int = 0
    earliest_end: datetime | None = None
    """No end before this: a repeated call waits for its time."""

    @property
    def one(self) -> timedelta:
        """How long an attempt is reckoned to take: the measured time, drawn to the usual one while little is known."""
        weight = min(1.0, self.measured_calls / _ENOUGH)
        return USUAL_CALL + (self.measured - USUAL_CALL) * weight


def calls_a_second(trunk: Trunk, one: timedelta, lines: int) -> float:
    """How many attempts a second a number of lines carries: what the pace allows, or what the lines do (Little's law:
    calls at once = calls a second x their length)."""
    return min(trunk.calls_per_second, lines / one.total_seconds()) if lines > 0 else 0.0


def ends_at(load: Load, trunk: Trunk, now: datetime, *, lines: int) -> datetime | None:
    """When the last call is over, if `lines` stay free for this campaign; None where no line is.

    Nothing left: now.
    """
    if load.attempts <= 0:
        return now
    speed = calls_a_second(trunk, load.one, lines)
    if speed == 0:
        return None
    end = now + timedelta(seconds=load.attempts / speed) + load.one
    return max(end, load.earliest_end) if load.earliest_end else end
