"""A model of meanings that all questions share: what one question has taught, helps the others. Pure.

It is a softmax over all meanings, in which a line competes only with the meanings that its question has; a line that
may come to any question competes with all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from ivr.answers.names import Asked, Meaning, meanings_of

ORDER = tuple(Meaning)
"""The meanings by the columns of the shared model."""
_SOFTNESS = 50.0
"""Inverse strength of the L2 penalty. Of 20, 30, 50 and 100 this did best beside the models by question."""
_STEPS = 60
_IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class CommonLesson:
    """Words in matching form, the question that they answer (None: any), and what they mean."""

    words: tuple[str, ...]
    asked: Asked | None
    meaning: Meaning
    weight: float


def fit_common(seen: csr_matrix, lessons: Sequence[CommonLesson]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights, features by `ORDER`, and the bias that the lessons teach; a row of `seen` is one of them."""
    right = np.array([ORDER.index(lesson.meaning) for lesson in lessons])
    weight = np.array([lesson.weight for lesson in lessons], dtype=np.float32)
    barred = np.array([_barred(lesson.asked) for lesson in lessons], dtype=np.float32)
    count, size, every = seen.shape[1], len(ORDER), np.arange(len(lessons))
    turned = seen.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = flat[: count * size].reshape(count, size).astype(np.float32), flat[count * size :]
        sums = seen @ weights + bias.astype(np.float32) + barred
        sums -= sums.max(axis=1, keepdims=True)
        shares = np.exp(sums)
        shares /= shares.sum(axis=1, keepdims=True)
        total = -float((weight * np.log(np.maximum(shares[every, right], 1e-30))).sum())
        shares[every, right] -= 1
        shares *= weight[:, None]
        slope = np.concatenate([(turned @ shares).ravel(), shares.sum(axis=0)]).astype(np.float64)
        return total + float(flat @ flat) / (2 * _SOFTNESS), slope + flat / _SOFTNESS

    found = minimize(loss, np.zeros((count + 1) * size), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[: count * size].reshape(count, size).astype(np.float32), found[count * size :].astype(np.float32)


def _barred(asked: Asked | None) -> list[float]:
    known = set(ORDER) if asked is None else set(meanings_of(asked))
    return [0.0 if meaning in known else _IMPOSSIBLE for meaning in ORDER]
