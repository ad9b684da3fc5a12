"""How well told probabilities agree with what happened. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """Visits whose probabilities lay close together."""

    visits: int
    told: float
    """The mean probability of not coming."""
    seen: float
    """The share that did not come."""


def calibration(told: Sequence[float], missed: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Bins of about equal size, from the least to the most likely."""
    order = sorted(range(len(told)), key=told.__getitem__)
    found = []
    for number in range(bins):
        part = order[number * len(order) // bins : (number + 1) * len(order) // bins]
        if part:
            found.append(
                Bin(
                    visits=len(part),
                    told=sum(told[one] for one in part) / len(part),
                    seen=sum(missed[one] for one in part) / len(part),
                )
            )
    return tuple(found)


def error(bins: Sequence[Bin]) -> float:
    """The mean distance between what was told and what was seen, weighted by visits: 0 is perfect."""
    visits = sum(one.visits for one in bins)
    return sum(one.visits * abs(one.told - one.seen) for one in bins) / visits if visits else 0.0


def score(told: Sequence[float], missed: Sequence[bool]) -> float:
    """Brier's score: the mean square distance, 0 is perfect, 0.25 is tossing a coin."""
    return sum((chance - was) ** 2 for chance, was in zip(told, missed, strict=True)) / len(told) if told else 0.0
