"""Trains the model of one question, over all its lessons. Pure."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from ivr.answers.answer_features import answer_features, meaningful_features
from ivr.answers.concepts import Concepts
from ivr.answers.model import AnswerModel
from ivr.answers_trainer.lessons import Lesson, heard

_LEAST_SEEN = 2
_SOFTNESS = 2.0
"""Inverse strength of the L2 penalty. Of 0.2, 0.5, 1 and 2 this did best by cross-validation in three languages."""
_LOUDNESS = 0.6
"""By how much what words stand for weighs more than their parts. Of 0.6, 1, 2, 3 and 4 this did best."""
_MOST_FEATURES = 25_000


def train(lessons: Sequence[Lesson], concepts: Concepts, *, seed: int = 0, sharpness: float = 4.0) -> AnswerModel:
    """The model that `lessons` teach; the same lessons give the same model."""
    every = list(heard(lessons, seed))
    seen = [answer_features(lesson.words, concepts) for lesson in every]
    counts = Counter(feature for found in seen for feature in found)
    loud = set().union(*(meaningful_features(lesson.words, concepts) for lesson in every))
    rows = {
        feature: row for row, feature in enumerate(sorted(f for f, times in counts.items() if times >= _LEAST_SEEN))
    }
    meanings = tuple(sorted({lesson.meaning for lesson in every}))
    labels = np.array([meanings.index(lesson.meaning) for lesson in every])
    weights = np.array([lesson.weight for lesson in every])
    loudness = np.array([_LOUDNESS if feature in loud else 1.0 for feature in rows])
    matrix = _matrix(seen, rows) @ diags(loudness)
    learned = LinearSVC(C=_SOFTNESS, random_state=0).fit(matrix, labels, sample_weight=weights)
    model = AnswerModel(
        meanings,
        rows,
        (learned.coef_ * loudness).T.astype(np.float32),
        learned.intercept_.astype(np.float32),
        sharpness,
    )
    return _pruned(model)


def _matrix(seen: Sequence[set[int]], rows: dict[int, int]) -> csr_matrix:
    known = [[rows[feature] for feature in sorted(found) if feature in rows] for found in seen]
    ends = np.cumsum([0, *map(len, known)])
    values = np.concatenate([np.full(len(found), max(1, len(found)) ** -0.5, dtype=np.float32) for found in known])
    return csr_matrix((values, np.concatenate(known).astype(np.int64), ends), shape=(len(seen), len(rows)))


def _pruned(model: AnswerModel) -> AnswerModel:
    """The model without the features that say least of anything."""
    says = np.abs(model.weights).max(axis=1)
    if len(says) <= _MOST_FEATURES:
        return model
    kept = set(np.argsort(-says)[:_MOST_FEATURES].tolist())
    features_kept = [feature for feature, row in model.rows.items() if row in kept]
    weights = model.weights[[model.rows[feature] for feature in features_kept]]
    rows = {feature: row for row, feature in enumerate(features_kept)}
    return AnswerModel(model.meanings, rows, weights, model.bias, model.sharpness)
