"""What a voice engine gives us: a text said aloud, as telephone audio."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language

RATE_HZ = 8000
"""Samples a second of speech, unless another rate was asked for: what a telephone line carries."""

Samples = npt.NDArray[np.int16]
"""Mono audio, 16 bits; at RATE_HZ unless another rate was asked for."""


class SpeechError(CallCenterError):
    """The text could not be said; the message says why."""


class Speaker(StrEnum):
    """Whose voice it is; each language has one of its own for every speaker."""

    OPERATOR_FEMALE = "operator-female"
    OPERATOR_MALE = "operator-male"
    PATIENT_FEMALE = "patient-female"
    PATIENT_MALE = "patient-male"
    ROBOT = "robot"
    """The clinic's own prompts."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word and when it begins, in seconds from the first sample."""

    text: str
    start: float


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A text said aloud."""

    samples: Samples
    words: tuple[Word, ...] = ()
    """In the order of speaking; engines that do not tell give none."""
    rate_hz: int = RATE_HZ
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """How long it takes to say."""
        return len(self.samples) / self.rate_hz


class Voice(Protocol):
    """A speech engine; may be used from several threads."""

    def speak(self, text: str, language: Language, speaker: str) -> Speech:
        """`text` said in `language`; `speaker` is a value of Speaker. An empty text is no sound.

        The same call gives the same samples every time. Raises SpeechError.
        """
        ...

    def samples(self, text: str, language: Language, speaker: str) -> Samples:
        """The sound of `speak` alone."""
        ...

    def close(self) -> None:
        """Free what the engine holds; a later `speak` may take it again. May be called twice."""
        ...
