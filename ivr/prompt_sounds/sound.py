"""A prompt as sound: the values that this package deals in. Pure."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

import numpy as np

from ivr.speech.port import Samples


class Rate(IntEnum):
    """Samples a second of what is handed out."""

    NARROW = 8000
    """What every telephone line carries."""
    WIDE = 16000
    """For lines with a wide-band codec."""

    @property
    def ending(self) -> str:
        """The ending of a file of this rate, by which Asterisk picks the one that suits the line: 'wav' or 'wav16'."""
        return "wav" if self is Rate.NARROW else "wav16"


class SoundSource(StrEnum):
    """Where a sound came from."""

    STUDIO = "studio"
    KEPT = "kept"
    """Rendered before by the voice engine, and kept."""
    ENGINE = "engine"
    """Rendered now."""
    GENERAL = "general"
    """Not the words that were asked for: 'one moment please, a person will help you'."""
    NOTHING = "nothing"
    """The text was empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One sound at both rates."""

    wide: Samples
    narrow: Samples

    def at(self, rate: Rate) -> Samples:
        """The samples at one rate."""
        return self.narrow if rate is Rate.NARROW else self.wide

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.wide) / Rate.WIDE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sound:
    """What is played for one prompt."""

    prompt: str
    """Id of the prompt that was asked for."""
    source: SoundSource
    rate: Rate
    samples: Samples
    path: Path | None
    """The file that holds it; its twin of the other rate lies beside it. None where there was nothing to say, or where
    the disk took no file and the caller can do without one."""

    @property
    def seconds(self) -> float:
        """How long it takes to play."""
        return len(self.samples) / self.rate

    @property
    def is_general(self) -> bool:
        """Whether the caller heard the general prompt instead of the words: the call belongs to a person now."""
        return self.source is SoundSource.GENERAL


NO_SAMPLES: Samples = np.zeros(0, dtype=np.int16)
"""No sound."""
