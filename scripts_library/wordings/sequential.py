"""Which of two wordings is better, by a test that may be looked at after every call. Pure.

Each call is given A or B by the toss of a fair coin. If the wording makes no difference, the coin tells nothing about
how the call came out: among the calls that reached the goal, and among those that did not, each is B with probability
1/2, whatever the share of goals is and however it drifts from week to week. A bet against that, with the unknown share
of B mixed over a beta distribution, is a test martingale under "no difference": by Ville's inequality it ever exceeds
1/level with probability `level` at most. So one may look after every call and stop at the first time that it does.

The mixture of sequential likelihood ratios is Robbins' (Ann. Math. Stat. 41, 1970), its use for such trials is told by
Johari, Koomen, Pekelis and Walsh (Always Valid Inference, Operations Research 70, 2022); this form, for counts given
the outcome, is that of Lindon and Malek (Anytime-Valid Inference for Multinomial Count Data, NeurIPS 2022).
"""

from dataclasses import dataclass
from math import comb, exp, lgamma, log, log1p, sqrt

LEVEL = 0.05
"""How often, at most, a trial of two equal wordings is decided wrongly."""
HARM_LEVEL = 0.10
"""The same for the guard by complaints: it may err more often, on the side of the patients."""
MIXING = 40.0
"""How near to one half the share of B is expected to lie: Beta(40, 40), right for differences of some ten per cent."""
_TUNED_FOR_CALLS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """The calls that were shown one wording."""

    calls: int = 0
    goals: int = 0
    complaints: int = 0

    @property
    def share(self) -> float:
        """Of calls that reached the goal; 0 without calls."""
        return self.goals / self.calls if self.calls else 0.0


def evidence(a: Arm, b: Arm) -> float:
    """The natural logarithm of the bet's wealth against "no difference"; 0 at the start."""
    return _against_even(a.goals, b.goals) + _against_even(a.calls - a.goals, b.calls - b.goals)


def is_decided(a: Arm, b: Arm) -> bool:
    """Whether one wording is better than the other."""
    return evidence(a, b) >= -log(LEVEL) and a.share != b.share


def better(a: Arm, b: Arm) -> str:
    """The wording with the larger share of goals so far: 'A' or 'B'."""
    return "B" if b.share > a.share else "A"


def chance_of_error(a: Arm, b: Arm) -> float:
    """An always valid p-value, as of now."""
    return min(1.0, exp(-evidence(a, b)))


def harm(a: Arm, b: Arm) -> float:
    """The natural logarithm of the wealth of a bet that complaints come from B more often than from A: given one, the
    share of B is mixed evenly over 1/2 to 1."""
    of_a, of_b = a.complaints, b.complaints
    together = of_a + of_b
    beyond_half = sum(comb(together + 1, k) for k in range(of_b + 1))  # of 2 ** (together + 1)
    return log(beyond_half) + _log_beta(of_b + 1, of_a + 1)


def is_harmful(a: Arm, b: Arm) -> bool:
    """Whether B's share of complaints is credibly worse."""
    return harm(a, b) >= -log(HARM_LEVEL)


def difference(a: Arm, b: Arm) -> tuple[float, float, float]:
    """B's share of goals less A's, and the ends of an interval that holds the truth at all times at once with 95 %.

    The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (Ann. Stat. 52, 2024).
    """
    apart, calls = b.share - a.share, a.calls + b.calls
    if min(a.calls, b.calls) < 2:
        return apart, -1.0, 1.0
    variance = calls * (_variance(a) + _variance(b))
    mixed = calls * _MIXED_SQUARED
    width = sqrt(variance * 2 * (mixed + 1) / (calls * mixed) * (0.5 * log1p(mixed) - log(LEVEL)))
    return apart, max(-1.0, apart - width), min(1.0, apart + width)


_MIXED_SQUARED = (-2 * log(LEVEL) + log(-2 * log(LEVEL)) + 1) / _TUNED_FOR_CALLS


def _variance(arm: Arm) -> float:
    """Of a share; one more hit and miss, so that it is never nought."""
    share = (arm.goals + 1) / (arm.calls + 2)
    return share * (1 - share) / arm.calls


def _against_even(of_a: int, of_b: int) -> float:
    mixed = _log_beta(MIXING + of_a, MIXING + of_b) - _log_beta(MIXING, MIXING)
    return mixed + (of_a + of_b) * log(2)


def _log_beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)
