"""How far a figure could have come out otherwise: its middle 95 % over calls drawn anew (bootstrap). Pure."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_DRAWS = 200
_LOW, _HIGH = 0.025, 0.975


def interval(items: Sequence[Item], figure: Callable[[Sequence[Item]], float | None]) -> tuple[float, float] | None:
    """Low and high end of `figure` over `items` drawn with return; None where it cannot be had."""
    dice = random.Random(0)  # noqa: S311 - the same interval at every run, not a secret
    drawn = (figure(dice.choices(items, k=len(items))) for _ in range(_DRAWS) if items)
    figures = sorted(value for value in drawn if value is not None)
    if not figures:
        return None
    return figures[int(_LOW * len(figures))], figures[min(len(figures) - 1, int(_HIGH * len(figures)))]
