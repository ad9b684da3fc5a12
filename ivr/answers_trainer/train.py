"""Trains the models of one language, all questions together. Pure.

Each question has a linear support vector machine over its own lessons; to its weights those of the model that all
questions share are added, as both look at the same features. Run time sees one linear model a question.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from callcenter.kit.languages import Language
from ivr.answers.answer_features import answer_features
from ivr.answers.concepts import Concepts
from ivr.answers.corpus import Answer
from ivr.answers.model import AnswerModel
from ivr.answers.names import Asked
from ivr.answers_trainer.common import ORDER, fit_common
from ivr.answers_trainer.lessons import Lesson, common_lessons, heard, lessons_of

FIRST_SHARPNESS = 4.0
_LEAST_SEEN = 2
_SOFTNESS = 1.0
"""Inverse strength of the L2 penalty."""
_COMMON = 0.25
"""By how much the weights of the shared model count. Of 0, 0.15, 0.3 and 0.5 those between did best."""
_MOST_FEATURES = 24_000


def train_all(
    corpus: Sequence[Answer], language: Language, concepts: Concepts, *, seed: int = 0
) -> Mapping[Asked, AnswerModel]:
    """The models of all questions that a corpus teaches; the same corpus gives the same models."""
    shared = list(common_lessons(corpus, seed))
    seen = [answer_features(lesson.words, concepts) for lesson in shared]
    counts = Counter(feature for found in seen for feature in found)
    rows = {
        feature: row for row, feature in enumerate(sorted(f for f, times in counts.items() if times >= _LEAST_SEEN))
    }
    common = fit_common(_matrix(seen, rows), shared)
    return {
        asked: _of_question(list(heard(lessons_of(asked, corpus, language), seed)), concepts, rows, common)
        for asked in Asked
    }


def _of_question(
    lessons: Sequence[Lesson],
    concepts: Concepts,
    rows: Mapping[int, int],
    common: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> AnswerModel:
    meanings = tuple(sorted({lesson.meaning for lesson in lessons}))
    labels = np.array([meanings.index(lesson.meaning) for lesson in lessons])
    matrix = _matrix([answer_features(lesson.words, concepts) for lesson in lessons], rows)
    learned = LinearSVC(C=_SOFTNESS, random_state=0).fit(
        matrix, labels, sample_weight=np.array([lesson.weight for lesson in lessons])
    )
    columns = [ORDER.index(meaning) for meaning in meanings]
    weights = learned.coef_.T + _COMMON * common[0][:, columns]
    bias = learned.intercept_ + _COMMON * common[1][columns]
    says = np.abs(weights).max(axis=1)
    kept = np.sort(np.argsort(-says, kind="stable")[:_MOST_FEATURES])
    features = np.fromiter(rows, dtype=np.int64)[kept]
    return AnswerModel(
        meanings,
        {feature: row for row, feature in enumerate(features.tolist())},
        weights[kept].astype(np.float32),
        bias.astype(np.float32),
        FIRST_SHARPNESS,
    )


def _matrix(seen: Sequence[set[int]], rows: Mapping[int, int]) -> csr_matrix:
    known = [[rows[feature] for feature in sorted(found) if feature in rows] for found in seen]
    ends = np.cumsum([0, *map(len, known)])
    values = np.concatenate([np.full(len(found), max(1, len(found)) ** -0.5, dtype=np.float32) for found in known])
    return csr_matrix((values, np.concatenate(known).astype(np.int64), ends), shape=(len(seen), len(rows)))
