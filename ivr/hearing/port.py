"""The ear of a call, and the recogniser that it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.news import HearingNews

Told = Callable[[HearingNews], None]
"""Takes one piece of news at once, from whichever thread; must not wait."""


class EarSession(Protocol):
    """Hears one call. Its methods may be called from any thread, and none of them waits."""

    def put(self, frame: SoundFrame) -> None:
        """Hear a little more; `VoiceExchange.listen` can be given this."""
        ...

    def close(self) -> None:
        """There will be no more; nothing is told after this. May be called twice."""
        ...


class Ear(Protocol):
    """Hears calls."""

    def open(self, language: Language, told: Told) -> EarSession:
        """Begin to hear a call. Without a speech model of the language voices and tones are heard, but no words: `told`
        is given `Deaf` once."""
        ...


# What a recogniser is to an ear. Times are seconds on the clock of the frames that it was given.


@dataclass(frozen=True, slots=True)
class TimedWord:
    """One word."""

    text: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of what was said since the last final ones."""

    words: tuple[TimedWord, ...]
    is_final: bool


@dataclass(frozen=True, slots=True)
class AllTold:
    """The answer to `settle`: there are no unfinished words of the sound that was handed over before it."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The recogniser has died, and another one goes on by itself; words under way are lost."""


@dataclass(frozen=True, slots=True)
class GaveUp:
    """No more will come."""

    why: str


RecogniserNews: TypeAlias = Ready | Recognised | AllTold | Interrupted | GaveUp


class RecogniserSession(Protocol):
    """Makes out the words of one call; none of its methods waits."""

    def put(self, frame: SoundFrame) -> None:
        """Hear a little more."""
        ...

    def settle(self) -> None:
        """Whoever spoke has paused: tell what was said so far as final words, then AllTold."""
        ...

    def close(self) -> None:
        """There will be no more."""
        ...


class CallRecogniser(Protocol):
    """Makes out words."""

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> RecogniserSession:
        """Begin. It returns at once: where there is no model, or it cannot be loaded, `told` is given GaveUp."""
        ...
