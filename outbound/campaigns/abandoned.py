"""The share of calls in which a patient answered and no person was there, with its confidence. Pure.

Regulators count it over a campaign and a day (Ofcom's policy statement of 2016 and the FTC's Telemarketing Sales Rule,
16 CFR 310.4(b)(4): at most 3 % of the calls that a live person answered; a person must be there within two seconds of
the greeting). Few calls say little, so what counts here is not the share seen but the least share below which the true
one lies with the stated confidence: the upper bound of Wilson's score interval (E. B. Wilson, JASA 22, 1927).
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

MOST = 0.03
"""The share that is kept below."""
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Abandoned:
    """What was counted."""

    answered: int
    """Calls that a live person answered."""
    abandoned: int
    """Those of them in which nobody of ours was there within two seconds."""

    @property
    def share(self) -> float:
        """What was seen, 0 to 1; 0 where nothing was."""
        return self.abandoned / self.answered if self.answered else 0.0

    def surely_below(self, confidence: float = CONFIDENCE) -> float:
        """The true share lies below this, 0 to 1, with `confidence` (one-sided); 1 where nothing was counted."""
        n = self.answered
        if n == 0:
            return 1.0
        z, p = NormalDist().inv_cdf(confidence), self.share
        middle = p + z * z / (2 * n)
        spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, (middle + spread) / (1 + z * z / n))

    @property
    def allows_ahead(self) -> bool:
        """Whether a call may go out before a person has said that they are ready for it."""
        return self.surely_below() < MOST
