"""What a recogniser gives. Pure."""

from dataclasses import dataclass
from typing import TypedDict


class HeardWord(TypedDict):
    """A word as Vosk gives it; times in seconds from the start."""

    word: str
    start: float
    end: float
    conf: float


@dataclass(frozen=True, slots=True)
class Heard:
    """Words with times, in time order."""

    words: list[HeardWord]

    @property
    def text(self) -> list[str]:
        """The words alone, unknown ones too."""
        return [word["word"] for word in self.words]
