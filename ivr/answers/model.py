"""A trained model of one language and question: how likely an answer has each meaning. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callcenter.kit.wordmodel.linear import sums_of
from ivr.answers.answer_features import answer_features
from ivr.answers.concepts import Concepts
from ivr.answers.names import Meaning


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """Linear models over the same features, one a meaning."""

    meanings: tuple[Meaning, ...]
    rows: Mapping[int, int]
    """The row of `weights` that a feature has."""
    weights: NDArray[np.float32]
    """Features by meanings."""
    bias: NDArray[np.float32]
    sharpness: float
    """By what sums are multiplied to become the logarithms of likelihoods; fitted on answers that were not learned."""

    def likelihoods(self, said: Sequence[Sequence[str]], concepts: Concepts) -> list[dict[Meaning, float]]:
        """How likely each answer, given in matching form, has each meaning; those of an answer add up to 1."""
        sums = sums_of([answer_features(words, concepts) for words in said], self.rows, self.weights, self.bias)
        powers = np.exp(self.sharpness * (sums - sums.max(axis=1, keepdims=True)))
        shares = powers / powers.sum(axis=1, keepdims=True)
        return [dict(zip(self.meanings, row, strict=True)) for row in shares.tolist()]
