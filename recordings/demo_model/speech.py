"""What the voice gives: sound with the time of every word and phoneme. Pure."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

SILENCE = "SIL"
"""The name of the phoneme that is none."""


class Kind(IntEnum):
    """Event types that the builder reads (espeak_EVENT_TYPE)."""

    END_OF_LIST = 0
    WORD = 1
    PHONEME = 7


@dataclass(frozen=True, slots=True)
class Event:
    """A word or a phoneme begins."""

    kind: Kind
    sample: int
    position: int = 0
    """Where the word stands in the text, in characters from 0."""
    length: int = 0
    """Characters of the word."""
    phoneme: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound (16-bit mono) with its events in time order."""

    samples: NDArray[np.int16]
    rate: int
    events: tuple[Event, ...]


@dataclass(slots=True)
class Sound:
    """A phoneme and its start in seconds from the start of the speech; it lasts until the next one."""

    phoneme: str
    start: float


@dataclass(slots=True)
class SpokenWord:
    """What the voice took for one word: the text that it names, its start in seconds, its phonemes and their starts."""

    text: str
    start: float
    phonemes: list[str]
    starts: list[float]
