"""Weights that add up to 100. Pure."""

from collections.abc import Sequence
from math import floor

from recordings.scoring.standard import TOTAL


def to_hundred(weights: Sequence[float]) -> list[int]:
    """Whole weights in the same proportions that add up to 100, none of them below 1.

    What is left after rounding goes to the largest remainders, of equal ones to the first. Weights of 0 or less are
    taken as next to nothing. Raises ValueError for none at all, and for more than 100 of them.
    """
    if not 0 < len(weights) <= TOTAL:
        raise ValueError(f"{len(weights)} weights cannot add up to {TOTAL}")
    known = [max(0.0, weight) for weight in weights]
    largest = max(known)
    known = [weight / largest for weight in known] if largest else [1.0] * len(known)
    free = TOTAL - len(known)  # one point is everybody's; the rest is shared out
    return [1 + share for share in _shared(_wanted(known), free)]


def _wanted(known: Sequence[float]) -> list[float]:
    """What each would get besides its first point, were points not whole."""
    total = sum(known)
    wanted = [max(0.0, TOTAL * weight / total - 1) for weight in known]
    return wanted if sum(wanted) else [1.0] * len(known)


def _shared(wanted: Sequence[float], free: int) -> list[int]:
    total = sum(wanted)
    exact = [free * each / total for each in wanted]
    shares = [floor(each) for each in exact]
    left = free - sum(shares)
    order = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[:left]:
        shares[place] += 1
    return shares
