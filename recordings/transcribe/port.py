"""What a transcriber gives: the words of each side with their times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from recordings.stretch import Stretch
from recordings.transcript import Speaker, Word


class TranscribeError(CallCenterError):
    """The words of a recording could not be had; the message says why and what can be done."""


class ModelUnusableError(TranscribeError):
    """The speech model is at fault and not the recording, which can be written down once the model is a good one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechModel:
    """A speech model on this machine's disk."""

    language: Language
    path: Path
    name: str
    """As transcripts name it, with its version where it has one."""
    is_demo: bool = False
    """True for the small synthetic models that understand the demo's voices only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was recognised in one file."""

    words: Mapping[Speaker, tuple[Word, ...]]
    """By side, in time order; a side on which nobody spoke has none."""
    seconds: float
    """Length of the audio."""
    speech: Mapping[Speaker, tuple[Stretch, ...]] = field(default_factory=dict)
    """Where somebody spoke, by side, in time order and without overlaps; pauses under 0.3 s are part of it. Every word
    lies within one. Empty from a transcriber that does not look for voices."""
    unknown: Mapping[Speaker, tuple[Stretch, ...]] = field(default_factory=dict)
    """By side, in time order: when words were said that the model does not know. They are not among `words`."""

    def count_unknown(self) -> dict[Speaker, int]:
        """How many of them each side said."""
        return {side: len(stretches) for side, stretches in self.unknown.items()}


Progress = Callable[[float], None]
"""Called now and then with the share that is done, 0 to 1."""


class Transcriber(Protocol):
    """Turns the sides of a recording into words."""

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words of `audio`, a 16-bit PCM WAV file; `sides` says whose voice each channel (from 0) carries.

        Raises TranscribeError, and ModelUnusableError where the model cannot be loaded.
        """
        ...
