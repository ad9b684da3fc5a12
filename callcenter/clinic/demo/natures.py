"""How the demo's patients are with the clinic's robot, as plain data. Frozen; `load_natures.py` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from callcenter.domain.clinic import Gender
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language


class PicksUp(StrEnum):
    """What becomes of a call that rings at the patient."""

    ANSWERS = "answers"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    REFUSES = "refuses"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """One way to be with a robot."""

    id: str
    title: str
    """In the patients' language."""
    picks_up: PicksUp = PicksUp.ANSWERS
    is_machine: bool = False
    """An answering machine takes the call."""
    beeps: bool = False
    """A tone after the greeting."""
    voice: Gender | None = None
    """Whose voice answers; None is the patient's own."""
    greeting: str = ""
    replies: Mapping[str, tuple[str, ...]]
    """By prompt, what is said at its first, second, ... hearing. Keys stand in square brackets, silence is ''."""
    interrupts: frozenset[str] = frozenset()
    """Prompts that are answered half way through."""
    hangs_up_after: frozenset[str] = frozenset()
    """Prompts after whose reply the patient rings off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Natures:
    """The natures of a language, and whose they are."""

    language: Language
    by_id: Mapping[str, Nature]
    patients: Mapping[PatientId, tuple[str, ...]]
    """By patient of this language's clinic, the nature shown at the first, second, ... call; the last one stays."""
    callers: Mapping[str, str]
    """By demo caller who phones in, the nature shown to a robot that answers."""
    stranger: str
    """The nature of whoever else is rung."""
    caller: str
    """The nature of whoever else phones in."""

    def at_call(self, patient: PatientId, nth: int) -> str:
        """The nature that a patient shows at the `nth` call, counted from 0."""
        shown = self.patients.get(patient, (self.stranger,))
        return shown[min(nth, len(shown) - 1)]

    def texts(self) -> tuple[str, ...]:
        """Everything that is said aloud, each text once."""
        said = [text for one in self.by_id.values() for texts in one.replies.values() for text in texts]
        said += [one.greeting for one in self.by_id.values()]
        return tuple(dict.fromkeys(text for text in said if text and not text.startswith("[")))
