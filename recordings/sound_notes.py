"""What is wrong with a sound once its words are known, as notes that stay with its recording. Pure."""

from collections.abc import Sequence

from recordings.recording import Recording, SoundFault, SoundNote
from recordings.transcribe.likely_language import is_unlikely
from recordings.transcribe.port import Heard, SpeechModel

_ALL_SILENT = SoundNote(SoundFault.NOBODY_HEARD)


def notes_when_heard(recording: Recording, heard: Heard, model: SpeechModel) -> tuple[SoundNote, ...]:
    """The notes of a recording once its words are known; said twice, a thing is noted once."""
    notes = tuple(note for note in without_doubt(recording.notes) if note.fault is not SoundFault.NO_WORDS)
    if is_unlikely(heard, model):
        return (SoundNote(SoundFault.OTHER_LANGUAGE, recording.language.value), *notes)
    if any(heard.words.values()) or _ALL_SILENT in notes:
        return notes
    return (*notes, SoundNote(SoundFault.NO_WORDS))


def without_doubt(notes: Sequence[SoundNote]) -> tuple[SoundNote, ...]:
    """The notes without a doubt about the language."""
    return tuple(note for note in notes if note.fault is not SoundFault.OTHER_LANGUAGE)
