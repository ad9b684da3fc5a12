"""What is asked of the parser, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from callcenter.kit.languages import Language
from ivr.answers.names import Asked, Meaning

Slot: TypeAlias = str | int | Sequence[str]
"""`date` (ISO), `weekday` (1 Monday to 7), `from` and `to` (HH:MM), `part` (morning, afternoon, evening), `doctor`,
`value` of a rate, `by_visit` of a split answer (keep, move, cancel in the order of the visits)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An answer as it was heard or pressed, and what it answers."""

    language: Language
    asked: Asked
    text: str = ""
    """As a recogniser gives it: small letters, no signs; empty is silence."""
    keys: str = ""
    """The digits pressed."""
    now: datetime
    """The clinic's local time, from which 'tomorrow' is reckoned."""
    visits: Sequence[datetime] = ()
    """The visits that were named, in their order, in the clinic's local time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What an answer means."""

    meaning: Meaning
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confidence: float
    """How likely it is meant so, 0 to 1."""
    rests_on: str
    """The words or keys that told it."""

    @property
    def is_sure(self) -> bool:
        """Whether a flow may act on it; otherwise it asks again, in other words."""
        return self.confidence >= BAR


BAR = 0.6
"""From this confidence on an answer is acted on."""
