"""How well acts are known in utterances that were not learned, and from which likelihood on an act is best believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from recordings.act_trainer.augment import Lesson, damaged
from recordings.act_trainer.train import train
from recordings.scoring.acts.model import ActModel

_FOLDS = 4
_LIMITS = np.arange(-1.0, 0.61, 0.05)


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """One act over all folds."""

    utterances: int
    limit: float
    """The distance from which on the act is believed: the one of the best F1 over clean and damaged utterances."""
    slope: float
    """How fast likelihood grows with distance, from a logistic regression on the distances (Platt scaling)."""
    f1: float
    f1_damaged: float

    def as_json(self) -> dict[str, float]:
        """The figures as they stand in the manifest."""
        figures = {"limit": self.limit, "f1": self.f1, "f1_damaged": self.f1_damaged}
        return {"utterances": self.utterances, **{name: round(float(value), 3) for name, value in figures.items()}}


def cross_validate(lessons: Sequence[Lesson], acts: Sequence[str], *, spaced: bool) -> dict[str, CrossValidated]:
    """Each act's figures; every fourth utterance is asked of a model that has not learned it."""
    does = np.array([[act in lesson.acts for act in acts] for lesson in lessons])
    heard = damaged(lessons, seed=1)
    clean, noisy = np.zeros(does.shape), np.zeros(does.shape)
    for fold in range(_FOLDS):
        asked = range(fold, len(lessons), _FOLDS)
        taught = [lesson for place, lesson in enumerate(lessons) if place % _FOLDS != fold]
        model = train(taught, acts, spaced=spaced, seed=fold)
        clean[fold::_FOLDS] = model.sums([lessons[place].words for place in asked])
        noisy[fold::_FOLDS] = model.sums([heard[place].words for place in asked])
    return {act: _best(does[:, column], clean[:, column], noisy[:, column]) for column, act in enumerate(acts)}


def _best(does: NDArray[np.bool_], clean: NDArray[np.float64], noisy: NDArray[np.float64]) -> CrossValidated:
    both = [(_f1(does, clean >= limit), _f1(does, noisy >= limit), float(limit)) for limit in _LIMITS]
    f1, f1_damaged, limit = max(both, key=lambda figures: figures[0] + figures[1])
    return CrossValidated(int(does.sum()), limit, _slope(does, clean, noisy), f1, f1_damaged)


def _slope(does: NDArray[np.bool_], clean: NDArray[np.float64], noisy: NDArray[np.float64]) -> float:
    if not does.any():
        return 1.0
    distances = np.concatenate([clean, noisy]).reshape(-1, 1)
    fitted = LogisticRegression(C=1e3).fit(distances, np.concatenate([does, does]))
    return max(1.0, float(fitted.coef_[0][0]))


def _f1(does: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return 2 * float((does & said).sum()) / max(1.0, float(does.sum() + said.sum()))


def calibrated(model: ActModel, validated: Mapping[str, CrossValidated]) -> ActModel:
    """The model with likelihoods for distances, every act's limit at one half."""
    slope = np.array([validated[act].slope for act in model.acts])
    limit = np.array([validated[act].limit for act in model.acts])
    weights, bias = (model.weights * slope).astype(np.float32), ((model.bias - limit) * slope).astype(np.float32)
    return ActModel(model.acts, model.rows, weights, bias, model.spaced)
