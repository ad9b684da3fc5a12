"""More of a corpus than was written: utterances as a recogniser hears them, and with others before and behind. Pure."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callcenter.kit.wordmodel.mishearing import damage_words

_SHARE = 0.15
_LITTLE = 0.08
_MOST_CONTEXT = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """Words in matching form, and what they do."""

    words: tuple[str, ...]
    acts: frozenset[str]


def augmented(lessons: Sequence[Lesson], seed: int) -> Iterator[Lesson]:
    """Each lesson as it is, damaged, beside a few words of another one, and every second joined with another."""
    dice = random.Random(seed)  # noqa: S311 - repeatable lessons, not a secret
    for lesson in lessons:
        yield lesson
        yield Lesson(_damaged(lesson.words, dice, _SHARE), lesson.acts)
        yield Lesson(_damaged(_in_company(lesson.words, dice.choice(lessons).words, dice), dice, _LITTLE), lesson.acts)
        if dice.random() < 0.5:
            other = dice.choice(lessons)
            yield Lesson(lesson.words + other.words, lesson.acts | other.acts)


def _damaged(words: tuple[str, ...], dice: random.Random, share: float) -> tuple[str, ...]:
    return tuple(damage_words(words, dice, share)) or words


def _in_company(words: tuple[str, ...], others: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    few = dice.randint(1, _MOST_CONTEXT)
    return others[-few:] + words if dice.random() < 0.5 else words + others[:few]


def damaged(lessons: Sequence[Lesson], seed: int) -> list[Lesson]:
    """The lessons as a recogniser hears them."""
    dice = random.Random(seed)  # noqa: S311 - repeatable lessons, not a secret
    return [Lesson(_damaged(lesson.words, dice, _SHARE), lesson.acts) for lesson in lessons]
