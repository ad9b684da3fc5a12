"""What is heard on a line, as whoever leads the call is told. Moments are those of the sound, not of the telling."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceBegan:
    """Something louder than the line's noise: perhaps a voice, perhaps a cough."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What began is a voice: it has sounded for long enough and is no noise."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEnded:
    """It is quiet; told a little later, when it is sure."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beeped:
    """One steady tone with quiet behind it, as an answering machine's; none of the network's own tones."""

    at: datetime
    """Its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One word."""

    text: str
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsHeard:
    """What was made out of the words that go on since the last final ones."""

    words: tuple[SpokenWord, ...]
    is_final: bool
    """False: the next ones take their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """All words that were spoken up to this moment have been told as final ones."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaf:
    """No words can be made out, until `HearsAgain`: keys alone answer. Told once a time."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearsAgain:
    """Words are made out from now on."""

    at: datetime


HearingNews: TypeAlias = VoiceBegan | Speaking | VoiceEnded | Beeped | WordsHeard | Settled | Deaf | HearsAgain
