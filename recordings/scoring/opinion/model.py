"""The second opinion: how likely each answer to one question about a call is, from the call's features. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Choice:
    """A logistic regression over the features of a call, for one criterion or one fact."""

    values: tuple[str, ...]
    """What may be answered: verdicts of a criterion, values of a fact."""
    own: tuple[str, ...]
    """What the rule may have said, in the order of the question's own features: ids of rules, or values of the fact."""
    weights: NDArray[np.float32]
    """Values by features: the own ones first, then those that all questions share."""
    bias: NDArray[np.float32]
    decides: bool
    """Whether it did better than the rule on labelled calls that it had not seen; then its answer counts."""

    def likelihoods(self, features: NDArray[np.float64]) -> Mapping[str, float]:
        """How likely each value is; together 1."""
        sums = self.weights @ features + self.bias
        parts = np.exp(sums - sums.max())
        return dict(zip(self.values, (parts / parts.sum()).tolist(), strict=True))


def _nothing() -> Mapping[str, Choice]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was learned from labelled calls; empty where the rules alone decide."""

    criteria: Mapping[str, Choice] = field(default_factory=_nothing)
    """By criterion."""
    facts: Mapping[str, Choice] = field(default_factory=_nothing)
    """By the name of the fact."""


NO_OPINION = Opinion()
