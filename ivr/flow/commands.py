"""What the engine wants an exchange or a feature to do, in the order of their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from callcenter.kit.languages import Language
from ivr.answers.names import Asked
from ivr.flow.facts import Appointment
from ivr.flow.model import Whom
from ivr.flow.outcomes import FlowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command."""

    number: int
    """Counted over the call; the input that answers it bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One prompt in words."""

    prompt: str
    """Its id, by which a studio recording is found."""
    text: str
    spoken: str
    """The same with numbers, dates and times in words, for a voice."""
    private: bool
    """True where nobody but the patient may hear it."""
    fixed: bool
    """True where it names nothing, or nothing but the clinic, so that one recording fits every call."""
    for_anybody: bool = False
    """True where it names the clinic and its number at most, so that an answering machine may hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play(Command):
    """Say prompts one after another; nothing answers it."""

    said: tuple[Said, ...]
    barge_in: bool = False
    """Stop when the listener answers; the Listen that follows is on from the prompt's beginning."""

    @property
    def private(self) -> bool:
        """Whether any of it is private."""
        return any(one.private for one in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen(Command):
    """Wait for an answer. Answered by Heard or Silence."""

    asked: Asked
    language: Language
    keys: str
    """The keys that mean something here; every other one is an answer too."""
    seconds: float
    """How long to wait for the first word or key once the prompt is over."""
    longest_s: float
    """How long an answer may be."""
    pause_s: float
    """A pause of this length ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perform(Command):
    """Have a feature do something. Answered by Result."""

    action: str
    values: Mapping[str, object]
    """What was said that the action takes."""
    offer: Appointment | None = None
    """The place that was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Command):
    """Record a message. Answered by Recorded; one of no seconds where nothing was said."""

    longest_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect(Command):
    """Put the call through. Answered by Connected or NotConnected."""

    whom: Whom
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp(Command):
    """End the call; nothing answers it."""

    outcome: FlowOutcome


AnyCommand: TypeAlias = Play | Listen | Perform | Record | Connect | HangUp
