"""Places on a line in a given order, each as near as possible to where it wants to be. Pure."""

from collections.abc import Sequence
from itertools import pairwise


def placed(wanted: Sequence[float], widths: Sequence[float], gap: float, weights: Sequence[float]) -> list[float]:
    """The middles of boxes that stand side by side in this order, `gap` apart at least, with the least sum of weighted
    squares of how far each is from where it wants to be: isotonic regression by pooling adjacent violators."""
    if not wanted:
        return []
    offsets = [0.0]
    for before, width in pairwise(widths):
        offsets.append(offsets[-1] + (before + width) / 2 + gap)
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        pool = (want - offset, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, mass, count = pools.pop()
            total = mass + pool[1]
            pool = ((mean * mass + pool[0] * pool[1]) / total, total, count + pool[2])
        pools.append(pool)
    levels = [mean for mean, _, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
