"""A clock that runs faster than the machine's, the same in every process of a test."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class FastClock:
    """`begins` is shown at `began` of the machine's steady clock; every second since then counts `speed` times."""

    begins: datetime
    began: float
    speed: float

    def now(self) -> datetime:
        """The moment that it shows."""
        return (self.begins + timedelta(seconds=(time.monotonic() - self.began) * self.speed)).astimezone(UTC)

    def real_s(self, moment: datetime) -> float:
        """How many real seconds there are until a moment; less than 0 where it is past."""
        return (moment - self.now()).total_seconds() / self.speed


def fast_clock(begins: datetime, speed: float) -> FastClock:
    """A clock that begins now."""
    return FastClock(begins, time.monotonic(), speed)
