"""What we know about one kept recording."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from callcenter.domain.calls import Direction
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.outside import one_line
from recordings.transcript import Hold, Speaker

_LONGEST_TITLE = 200
AWAY = "the files cannot be read at present, and this is tried again"
"""In the problem of a recording whose files were not there, so that they may be there another time."""


class SoundFault(StrEnum):
    """What can be wrong with the sound itself; it stays so whatever becomes of the transcript."""

    NOBODY_HEARD = "nobody_heard"
    PATIENT_SILENT = "patient_silent"
    ADMINISTRATOR_SILENT = "administrator_silent"
    MONO = "mono"
    """Both voices are on one side."""
    SIDE_UNUSABLE = "side_unusable"
    """The file of one side could not be used, so this side is silence."""
    CUT_OFF = "cut_off"
    """A file breaks off before its end."""
    PATIENT_OVERDRIVEN = "patient_overdriven"
    ADMINISTRATOR_OVERDRIVEN = "administrator_overdriven"
    OVERDRIVEN = "overdriven"
    """Recorded too loud, on the one side that holds both voices."""
    COARSE = "coarse"
    """In linear 8 bits, which are coarser than a telephone."""
    NO_NUMBERS = "no_numbers"
    """A file holds samples that are no numbers; they are silence."""
    OUT_OF_STEP = "out_of_step"
    """The sides lie further apart, or closer, than they were spoken."""
    NO_WORDS = "no_words"
    """There is sound and no speech in it."""
    OTHER_LANGUAGE = "other_language"
    """What was heard is probably not the recording's language; the detail is the language's code."""
    ONE_VOICE = "one_voice"
    """One side talks at length and the other says nothing."""
    TWO_CALLS = "two_calls"
    """A call seems to end in it and another to begin."""


@dataclass(frozen=True, slots=True)
class SoundNote:
    """One fault of a recording's sound."""

    fault: SoundFault
    detail: str = ""
    """What the program said, in English, where it said something."""


class RecordingState(StrEnum):
    """How far a recording has come."""

    KEPT = "kept"
    TRANSCRIBED = "transcribed"
    SCORED = "scored"
    NO_MODEL = "no_model"
    """Not transcribed for want of a speech model; can be done once there is one."""
    FAILED = "failed"
    """Something is wrong that a person must look at; `problem` says what."""

    @property
    def is_written(self) -> bool:
        """There is a transcript."""
        return self in (RecordingState.TRANSCRIBED, RecordingState.SCORED)


class Sides(StrEnum):
    """Whose voices a recording holds apart."""

    BOTH = "both"
    """Two channels: the patient left, the administrator right."""
    MONO = "mono"
    """One channel with both voices: who spoke is not known."""

    @property
    def speakers(self) -> dict[int, Speaker]:
        """Whose voice each channel carries. One channel with both voices is written down as the patient's side,
        because what nobody heard the administrator say must not be counted for or against the administrator."""
        if self is Sides.BOTH:
            return {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}
        return {0: Speaker.PATIENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One kept recording."""

    id: RecordingId
    call: CallId | None
    """The call that was recorded; None for a file from outside."""
    language: Language
    path: str
    """Of the audio, relative to the recordings folder; empty where nothing could be kept."""
    seconds: float
    sides: Sides
    state: RecordingState
    problem: str = ""
    """Why it was not kept or not transcribed, as an English sentence; empty where all went well."""
    notes: tuple[SoundNote, ...] = ()
    """What was found wrong with the sound when it was kept."""
    kept_at: datetime
    sha256: str
    """Of the samples, so that the same file brought twice is known."""
    title: str = ""
    """The name of a file from outside."""
    lead_seconds: float = 0.0
    """How much of the sound lies before the answer; times within a recording count from its first sample."""

    @property
    def is_doubted(self) -> bool:
        """Its words are probably nonsense, because another language is spoken; they are not scored."""
        return any(note.fault is SoundFault.OTHER_LANGUAGE for note in self.notes)

    @property
    def sound_is_away(self) -> bool:
        """Nothing is kept of this call because its files could not be read: they may be there another time."""
        return self.call is not None and not self.path and AWAY in self.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What a transcript says about its call beside the words."""

    direction: Direction = Direction.INBOUND
    administrator: str = ""
    """The name of the operator who answered; empty where nobody knows."""
    ring_seconds: float | None = None
    language: Language | None = None
    """The patient's language, where the patient is known."""
    started_at: datetime | None = None
    talk_seconds: float | None = None
    """From the answer to the end of the call; None where one of them is not known."""
    holds: tuple[Hold, ...] = ()
    """In seconds from the answer."""


def title_of(file: Path) -> str:
    """The name of a file from outside as a person may read it: on one line, and without bytes that are no text."""
    name = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return one_line(name, _LONGEST_TITLE)
