"""A trained model of one language and side: how likely it is that some words do each act. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callcenter.kit.wordmodel.linear import sums_of
from recordings.scoring.acts.features import features


@dataclass(frozen=True, slots=True)
class ActModel:
    """Linear models over the same features, one an act."""

    acts: tuple[str, ...]
    rows: Mapping[int, int]
    """The row of `weights` that a feature has."""
    weights: NDArray[np.float32]
    """Features by acts."""
    bias: NDArray[np.float32]
    spaced: bool
    common: frozenset[str] = frozenset()
    """Words that are no names; empty for the administrator's side."""

    def likelihoods(self, pieces: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """How likely (0..1) each piece, given as words in matching form, does each act: pieces by `acts`."""
        return (1 / (1 + np.exp(-self.sums(pieces)))).astype(np.float32)

    def sums(self, pieces: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """What the weights add up to, by piece and act; 0 is even."""
        seen = [features(words, spaced=self.spaced) for words in pieces]
        return sums_of(seen, self.rows, self.weights, self.bias)
