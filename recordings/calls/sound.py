"""How far the sound of a call has come, as its reader sees it. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.domain.calls import CallState
from recordings.calls.entry import CallLine, Entry, RecordingLine
from recordings.recording import RecordingState

AWAITED_FOR = timedelta(minutes=2)
"""How long after the end of a call its recording may still come from the exchange."""


class Sound(StrEnum):
    """How far the sound of a call has come."""

    LIVE = "live"
    """The call is going on."""
    NOT_ANSWERED = "not_answered"
    """Nobody talked, so there is nothing to record."""
    AWAITED = "awaited"
    """The exchange is still writing it, or it is being copied into the clinic's store."""
    NONE = "none"
    """The two sides talked, and the exchange has left no recording."""
    TRANSCRIBING = "transcribing"
    SCORING = "scoring"
    NOT_SCORED = "not_scored"
    """There are words, and the call could not be scored."""
    DOUBTED = "doubted"
    """There are words, probably wrong ones, because another language was spoken; so there is no score."""
    SCORED = "scored"
    NO_MODEL = "no_model"
    BAD_MODEL = "bad_model"
    """There is a speech model, and it cannot be used."""
    FAILED = "failed"


_BY_STATE = {
    RecordingState.KEPT: Sound.TRANSCRIBING,
    RecordingState.TRANSCRIBED: Sound.SCORING,
    RecordingState.SCORED: Sound.SCORED,
    RecordingState.NO_MODEL: Sound.NO_MODEL,
    RecordingState.FAILED: Sound.FAILED,
}


def sound_of(entry: Entry, now: datetime) -> Sound:
    """How far the sound of an entry of the list has come."""
    if entry.recording is not None:
        return _of_recording(entry.recording)
    return _without_recording(entry.call, now) if entry.call else Sound.NONE


def _of_recording(recording: RecordingLine) -> Sound:
    sound = _BY_STATE[recording.state]
    if sound is Sound.NO_MODEL and recording.has_model:
        return Sound.BAD_MODEL
    if sound is Sound.SCORING and recording.has_problem:
        return Sound.DOUBTED if recording.is_doubted else Sound.NOT_SCORED
    return sound


def _without_recording(call: CallLine, now: datetime) -> Sound:
    if call.state is not CallState.ENDED:
        return Sound.LIVE
    if call.answered_at is None and not call.sides_recorded:
        return Sound.NOT_ANSWERED
    is_fresh = call.ended_at is not None and now - call.ended_at < AWAITED_FOR
    return Sound.AWAITED if call.sides_recorded or is_fresh else Sound.NONE
