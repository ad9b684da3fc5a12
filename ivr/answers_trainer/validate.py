"""How well answers are known that were not learned; from this comes how sharp likelihoods are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ivr.answers.concepts import Concepts
from ivr.answers.names import Meaning
from ivr.answers_trainer.lessons import Lesson
from ivr.answers_trainer.train import train

_FOLDS = 4
_SHARPNESS = np.arange(1.0, 8.01, 0.5)


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer that was not learned, and what the model took it for."""

    lesson: Lesson
    likelihoods: dict[Meaning, float]

    @property
    def best(self) -> Meaning:
        """The likeliest meaning."""
        return max(self.likelihoods, key=lambda meaning: self.likelihoods[meaning])


def cross_validate(lessons: Sequence[Lesson], concepts: Concepts) -> list[Guess]:
    """Every own answer, asked of a model that has not learned it."""
    order = list(range(len(lessons)))
    random.Random(3).shuffle(order)  # noqa: S311 - the same folds at every run, not a secret
    guesses: list[Guess] = []
    for fold in range(_FOLDS):
        asked = set(order[fold::_FOLDS])
        model = train([one for place, one in enumerate(lessons) if place not in asked], concepts, seed=fold)
        own = [lessons[place] for place in sorted(asked) if lessons[place].own]
        found = model.likelihoods([lesson.words for lesson in own], concepts)
        guesses += [Guess(lesson, shares) for lesson, shares in zip(own, found, strict=True)]
    return guesses


def sharpness_of(guesses: Sequence[Guess], used: float) -> float:
    """The sharpness by which the guesses' likelihoods fit best to how often they were right (least log loss)."""
    logs = [
        {meaning: np.log(max(share, 1e-12)) / used for meaning, share in guess.likelihoods.items()} for guess in guesses
    ]

    def loss(sharpness: float) -> float:
        total = 0.0
        for guess, log in zip(guesses, logs, strict=True):
            powers = np.exp(sharpness * np.array(list(log.values())))
            right = np.exp(sharpness * log[guess.lesson.meaning]) if guess.lesson.meaning in log else 1e-9
            total -= float(np.log(max(right / powers.sum(), 1e-9)))
        return total

    return float(min(_SHARPNESS, key=lambda sharpness: loss(float(sharpness))))
