"""The opinion on one criterion: how likely pass, fail and na are for a call of such features. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recordings.scoring.card import Verdict


@dataclass(frozen=True, slots=True)
class CriterionOpinion:
    """A logistic regression over the features of a call."""

    verdicts: tuple[Verdict, ...]
    weights: NDArray[np.float32]
    """Verdicts by features."""
    bias: NDArray[np.float32]
    decides: bool
    """Whether it did better than the rule on labelled calls that it had not seen; then its verdict counts."""

    def likelihoods(self, features: NDArray[np.float64]) -> Mapping[Verdict, float]:
        """How likely each verdict is; together 1."""
        sums = self.weights @ features + self.bias
        parts = np.exp(sums - sums.max())
        return dict(zip(self.verdicts, (parts / parts.sum()).tolist(), strict=True))


Opinion = Mapping[str, CriterionOpinion]
"""By criterion."""
