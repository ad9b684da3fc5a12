"""Which lines of the corpus teach which question: its own, those that may come to any, and its neighbours'. Pure."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from callcenter.kit.wordmodel.mishearing import damage_words
from ivr.answers.corpus import Answer
from ivr.answers.names import Asked, Meaning
from ivr.answers.words import matching_form
from ivr.answers_trainer.common import CommonLesson

_SHARE = 0.25
"""Of the words of an answer so many are misheard. Of 0.15, 0.2, 0.25 and 0.35 this did best."""
_TIMES = 4
_MISHEARD = 0.5
"""What a misheard answer weighs beside one that was heard well."""

_A, _M = Asked, Meaning
NEIGHBOURS: Mapping[Asked, Mapping[tuple[Asked, Meaning], Meaning]] = {
    _A.IDENTITY: {
        (_A.YES_NO, _M.YES): _M.YES,
    },
    _A.CONFIRM_VISIT: {
        (_A.CONFIRM_VISITS, _M.KEEP): _M.KEEP,
        (_A.CONFIRM_VISITS, _M.MOVE): _M.MOVE,
        (_A.CONFIRM_VISITS, _M.CANCEL): _M.CANCEL,
        (_A.CONFIRM_VISITS, _M.UNSURE): _M.UNSURE,
        (_A.OFFER_SLOT, _M.MOVE): _M.MOVE,
        (_A.OFFER_SLOT, _M.UNSURE): _M.UNSURE,
    },
    _A.CONFIRM_VISITS: {
        (_A.CONFIRM_VISIT, _M.KEEP): _M.KEEP,
        (_A.CONFIRM_VISIT, _M.MOVE): _M.MOVE,
        (_A.CONFIRM_VISIT, _M.CANCEL): _M.CANCEL,
        (_A.CONFIRM_VISIT, _M.UNSURE): _M.UNSURE,
    },
    _A.OFFER_SLOT: {
        (_A.YES_NO, _M.YES): _M.YES,
        (_A.YES_NO, _M.NO): _M.NO,
        (_A.CONFIRM_VISIT, _M.MOVE): _M.MOVE,
        (_A.CONFIRM_VISIT, _M.KEEP): _M.YES,
        (_A.WHEN, _M.WHEN): _M.MOVE,
        (_A.WHEN, _M.UNSURE): _M.UNSURE,
    },
    _A.YES_NO: {
        (_A.OFFER_SLOT, _M.YES): _M.YES,
        (_A.OFFER_SLOT, _M.NO): _M.NO,
        (_A.OFFER_SLOT, _M.UNSURE): _M.UNSURE,
        (_A.CONFIRM_VISIT, _M.KEEP): _M.YES,
    },
    _A.WHEN: {
        (_A.OFFER_SLOT, _M.MOVE): _M.WHEN,
        (_A.OFFER_SLOT, _M.UNSURE): _M.UNSURE,
    },
    _A.RATE: {},
    _A.MENU: {
        (_A.CONFIRM_VISIT, _M.MOVE): _M.MY_VISIT,
        (_A.CONFIRM_VISIT, _M.CANCEL): _M.MY_VISIT,
    },
    _A.OPEN: {
        (_A.YES_NO, _M.NO): _M.NO,
    },
}
"""Lines of another question that mean something to this one too."""
_EVERYWHERE = frozenset({_M.LATER, _M.REPEAT, _M.WHO, _M.PERSON, _M.STOP, _M.WRONG_NUMBER, _M.EMERGENCY, _M.MACHINE})
"""Meanings that are the same whatever the question was."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Words in matching form, and what they mean to a question."""

    words: tuple[str, ...]
    meaning: Meaning
    weight: float
    own: bool
    """Whether the line was written for this question or for any, and so is asked in validation."""
    said: str = ""


def lessons_of(asked: Asked, corpus: Sequence[Answer], language: Language) -> list[Lesson]:
    """What a question learns: own lines first; where lines are the same, the first counts."""
    found: dict[tuple[str, ...], Lesson] = {}
    for answer in corpus:
        if answer.asked is asked:
            _add(found, answer, answer.meaning, 1.0, own=True)
    for answer in corpus:
        if answer.asked is None:
            _add(found, answer, answer.meaning, 1.0, own=True)
    near = NEIGHBOURS[asked]
    for answer in corpus:
        if answer.asked is not None and answer.meaning in _EVERYWHERE:
            _add(found, answer, answer.meaning, 0.5, own=False)
        elif answer.asked is not None and (answer.asked, answer.meaning) in near:
            _add(found, answer, near[answer.asked, answer.meaning], 0.5, own=False)
    return list(found.values())


def _add(found: dict[tuple[str, ...], Lesson], answer: Answer, meaning: Meaning, weight: float, *, own: bool) -> None:
    words = matching_form(answer.text)
    if words and words not in found:
        found[words] = Lesson(words, meaning, weight, own, answer.text)


def heard(lessons: Sequence[Lesson], seed: int) -> Iterator[Lesson]:
    """Each lesson as it is, and some times as a recogniser hears it."""
    dice = random.Random(seed)  # noqa: S311 - repeatable lessons, not a secret
    for lesson in lessons:
        yield lesson
        for words in _misheard(lesson.words, dice):
            yield Lesson(words, lesson.meaning, lesson.weight * _MISHEARD, own=False)


def common_lessons(corpus: Sequence[Answer], seed: int) -> Iterator[CommonLesson]:
    """What the model of all questions learns: each line with its question, as it is and misheard."""
    dice = random.Random(seed)  # noqa: S311 - repeatable lessons, not a secret
    known: set[tuple[Asked | None, tuple[str, ...]]] = set()
    for answer in corpus:
        words = matching_form(answer.text)
        if not words or (answer.asked, words) in known:
            continue
        known.add((answer.asked, words))
        yield CommonLesson(words, answer.asked, answer.meaning, 1.0)
        for misheard in _misheard(words, dice):
            yield CommonLesson(misheard, answer.asked, answer.meaning, _MISHEARD)


def _misheard(words: tuple[str, ...], dice: random.Random) -> Iterator[tuple[str, ...]]:
    for _ in range(_TIMES if len(words) > 1 else 0):
        damaged = tuple(damage_words(words, dice, _SHARE))
        if damaged and damaged != words:
            yield damaged
