"""How well answers are known that were not learned; from this comes how sharp likelihoods are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from callcenter.kit.languages import Language
from ivr.answers.concepts import Concepts
from ivr.answers.corpus import Answer
from ivr.answers.names import Asked, Meaning
from ivr.answers.words import matching_form
from ivr.answers_trainer.lessons import Lesson, lessons_of
from ivr.answers_trainer.train import train_all

_FOLDS = 4
_ASKED = 1
"""So many of the folds are asked: a quarter of the lines tells enough, and training stays short."""
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


def fold_of(words: Sequence[str]) -> int:
    """The fold in which an answer is asked: the same words are never learned and asked in one, of any question."""
    return crc32(" ".join(words).encode()) % _FOLDS


def cross_validate(corpus: Sequence[Answer], language: Language, concepts: Concepts) -> Mapping[Asked, list[Guess]]:
    """A quarter of the answers of each question and of any, asked of models that have not learned them."""
    guesses: dict[Asked, list[Guess]] = {asked: [] for asked in Asked}
    folds = [fold_of(matching_form(answer.text)) for answer in corpus]
    for fold in range(_ASKED):
        taught = [answer for answer, own in zip(corpus, folds, strict=True) if own != fold]
        models = train_all(taught, language, concepts, seed=fold)
        for asked in Asked:
            own = [one for one in lessons_of(asked, corpus, language) if one.own and fold_of(one.words) == fold]
            found = models[asked].likelihoods([lesson.words for lesson in own], concepts)
            guesses[asked] += [Guess(lesson, shares) for lesson, shares in zip(own, found, strict=True)]
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
