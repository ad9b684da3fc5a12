"""What the engine needs of the parser of answers, and what an answer says of who listens. Pure."""

from typing import Protocol

from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question, Understood
from ivr.flow.inputs import AnsweredBy


class Understand(Protocol):
    """The parser; the same question has the same answer, and none raises."""

    def __call__(self, question: Question) -> Understood:
        """What it means."""


def known_after(asked: Asked, meaning: Meaning, *, known: bool) -> bool:
    """Whether the listener is known to be the patient, after this answer. Lint and engine both go by it."""
    if meaning in {Meaning.THIRD_PERSON, Meaning.WRONG_NUMBER, Meaning.MACHINE}:
        return False
    if asked is Asked.IDENTITY and meaning in {Meaning.YES, Meaning.NO}:
        return meaning is Meaning.YES
    return known


def listener_after(meaning: Meaning, who: AnsweredBy, *, is_sure: bool) -> AnsweredBy:
    """Who listens, after this answer: a machine gives none that is understood, and whoever says to be one is one."""
    if meaning is Meaning.MACHINE:
        return AnsweredBy.MACHINE
    is_human = who is AnsweredBy.UNSURE and is_sure and meaning is not Meaning.NONE
    return AnsweredBy.HUMAN if is_human else who
