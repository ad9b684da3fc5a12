"""What the engine needs of the parser of answers, and what an answer says of who listens. Pure."""

from typing import Protocol

from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question, Understood


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
