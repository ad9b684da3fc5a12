"""Trains one model of acts: a linear support vector machine an act, over all lessons of a side. Pure."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from recordings.act_trainer.augment import Lesson, augmented
from recordings.scoring.acts.features import features
from recordings.scoring.acts.model import ActModel

_LEAST_SEEN = 2
_SOFTNESS = 0.5
"""Inverse strength of the L2 penalty. Chosen by cross-validation on the Russian and Polish corpora, where it did better
than a logistic regression in a quarter of the time."""
_NEVER = -2.0
_MOST_FEATURES = 60_000


def train(lessons: Sequence[Lesson], acts: Sequence[str], *, spaced: bool, seed: int = 0) -> ActModel:
    """The model that `lessons` teach; the same lessons give the same model.

    Its sums are distances from the border, 1 being one margin; validate.py makes likelihoods of them.
    """
    every = list(augmented(lessons, seed))
    seen = [features(lesson.words, spaced=spaced) for lesson in every]
    counts = Counter(feature for found in seen for feature in found)
    rows = {
        feature: row for row, feature in enumerate(sorted(f for f, times in counts.items() if times >= _LEAST_SEEN))
    }
    matrix = _matrix(seen, rows)
    weights = np.zeros((len(rows), len(acts)), dtype=np.float32)
    bias = np.full(len(acts), _NEVER, dtype=np.float32)
    for column, act in enumerate(acts):
        does = np.array([act in lesson.acts for lesson in every])
        if does.any():
            learned = LinearSVC(C=_SOFTNESS).fit(matrix, does)
            weights[:, column], bias[column] = learned.coef_[0], learned.intercept_[0]
    return _pruned(ActModel(tuple(acts), rows, weights, bias, spaced))


def _matrix(seen: Sequence[set[int]], rows: dict[int, int]) -> csr_matrix:
    known = [[rows[feature] for feature in found if feature in rows] for found in seen]
    ends = np.cumsum([0, *map(len, known)])
    values = np.concatenate([np.full(len(found), max(1, len(found)) ** -0.5, dtype=np.float32) for found in known])
    return csr_matrix((values, np.concatenate(known).astype(np.int64), ends), shape=(len(seen), len(rows)))


def _pruned(model: ActModel) -> ActModel:
    """The model without the features that say least of anything."""
    says: NDArray[np.float32] = np.abs(model.weights).max(axis=1)
    if len(says) <= _MOST_FEATURES:
        return model
    kept = set(np.argsort(-says)[:_MOST_FEATURES].tolist())
    features_kept = [feature for feature, row in model.rows.items() if row in kept]
    weights = model.weights[[model.rows[feature] for feature in features_kept]]
    return ActModel(
        model.acts, {feature: row for row, feature in enumerate(features_kept)}, weights, model.bias, model.spaced
    )
