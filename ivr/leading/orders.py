"""What a call's line is told to do, and what the engine is told of it: the outcome of each turn of `line.Line`."""

from dataclasses import dataclass
from typing import TypeAlias

from callcenter.kit.languages import Language
from ivr.flow.commands import Said
from ivr.flow.inputs import Input
from ivr.flow.model import Whom


@dataclass(frozen=True, slots=True)
class Speak:
    """Say prompts."""

    command: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SayGeneral:
    """Say that a person will help."""

    command: int


@dataclass(frozen=True, slots=True)
class FallSilent:
    """Stop what is being said."""


@dataclass(frozen=True, slots=True)
class Await:
    """An answer is awaited: the exchange's own recogniser, where it has one, begins."""

    language: Language
    seconds: float


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Record a message."""

    command: int
    longest_s: float
    pause_s: float


@dataclass(frozen=True, slots=True)
class PutOn:
    """Put the call through."""

    command: int
    whom: Whom
    to: str


@dataclass(frozen=True, slots=True)
class PutDown:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell the engine what happened."""

    given: Input


Order: TypeAlias = Speak | SayGeneral | FallSilent | Await | TakeMessage | PutOn | PutDown | Tell
