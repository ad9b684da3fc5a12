"""A step of a script that was shown in a call, and what became of it. Frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from callcenter.kit.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A step that stood on the operator's screen."""

    id: str
    title: str
    spoken: str
    """What was to be said, with numbers in words as a recogniser hears them."""
    text: str
    """The same as it stood on the screen."""
    criteria: Sequence[str] = ()
    """Criteria of the phone standard that the step fulfils."""
    is_open: bool = False
    """The call ended here, not at an exit of the script: it need not have been said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A call's way through its script."""

    language: Language
    steps: Sequence[ShownStep]
    """In the order in which they were shown."""


class Kept(StrEnum):
    """What became of a step."""

    SAID = "said"
    PARAPHRASED = "paraphrased"
    """Said in other words, or only in part."""
    OUT_OF_ORDER = "out_of_order"
    """Said, but not where the script has it."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStep:
    """One step of the script with what became of it."""

    step: ShownStep
    kept: Kept
    likeness: float
    """0 to 1: how much of its words was heard."""
    at: float | None = None
    """Seconds from the start of the recording to where it was said; None where it was not."""
