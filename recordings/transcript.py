"""A call as text: who said what, when. Frozen values; `transcript_json` has their form in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from recordings.stretch import Stretch

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Speaker(StrEnum):
    """Whose voice a side of the recording carries."""

    PATIENT = "patient"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word. Times are seconds from the start of the file; confidence is 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Who may have said a turn of a recording that holds both voices on one side. Never taken for a fact."""

    voice: int
    """1 or 2: the one that is heard first is 1."""
    confidence: float
    """0 to 1, as far as the sound tells."""
    role: Speaker | None = None
    """Whose voice it is, where the words tell; None where they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker said without a break. Turns of the two sides may overlap: that is an interruption."""

    speaker: Speaker
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    guess: Guess | None = None
    """Only where both voices are on one side, where `speaker` says nothing; None where nobody can tell."""
    unknown: tuple[Stretch, ...] = ()
    """When words were said that the recogniser does not know, in order; neither `text` nor `words` hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A stretch in which the caller was made to wait, in seconds from the answer."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTranscript:
    """One call in words. Times are seconds from the answer; turns are in the order of their starts."""

    id: str
    language: Language
    direction: Direction = Direction.INBOUND
    clinic: str = ""
    """The clinic's name as the greeting should say it; empty where nobody knows it."""
    administrator: str = ""
    """The administrator's name as the greeting should say it; empty where nobody knows it."""
    ring_seconds: float | None = None
    turns: tuple[Turn, ...] = ()
    holds: tuple[Hold, ...] = ()
    loudness: float | None = None
    """How loud the administrator's speech is, in dBFS; None where no sound was measured."""
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Fields of the file that are not ours, such as labels; kept for whoever knows them."""
