"""News that comes twice, late or never, as it does on a real link; by seed, so that a test can repeat it."""

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often what goes wrong; shares from 0 to 1. The default is a perfect link."""

    lose: float = 0.0
    """Share of news about calls that never arrives."""
    duplicate: float = 0.0
    """Share that arrives twice."""
    delay: float = 0.0
    """Share that arrives late, and so out of order."""
    longest_delay: timedelta = timedelta(seconds=10)

    def deliveries(self, dice: random.Random) -> tuple[timedelta, ...]:
        """After which delays one piece of news arrives: none where it is lost, two where it comes twice."""
        if dice.random() < self.lose:
            return ()
        times = 2 if dice.random() < self.duplicate else 1
        return tuple(self._delay(dice) for _ in range(times))

    def _delay(self, dice: random.Random) -> timedelta:
        late = dice.random() < self.delay
        return self.longest_delay * dice.random() if late else timedelta(0)
