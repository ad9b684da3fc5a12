"""Sums of weights over features, and weights as they are packed into files. Pure."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_MOST = 127


def sums_of(
    seen: Sequence[Iterable[int]], rows: Mapping[int, int], weights: NDArray[np.float32], bias: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the weights add up to: one row for each set of features in `seen`, one column for each of `bias`.

    `rows` says which row of `weights` a feature has; features without one are left out. Sums are by the root of the
    number of features that are known, as the trainers count them.
    """
    sums = np.empty((len(seen), len(bias)), dtype=np.float32)
    for place, found in enumerate(seen):
        known = [row for row in map(rows.get, found) if row is not None]
        sums[place] = weights[known].sum(axis=0) / max(1, len(known)) ** 0.5 + bias
    return sums


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights in steps of a 127th of their column's largest, and the size of a step by column."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-6) / _MOST).astype(np.float32)
    return np.round(weights / scale).astype(np.int8), scale
