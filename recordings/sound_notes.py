"""What is wrong with a sound once its words are known, as notes that stay with its recording. Pure."""

from collections.abc import Sequence

from recordings.recording import Recording, SoundFault, SoundNote
from recordings.transcribe.likely_language import is_unlikely
from recordings.transcribe.port import Heard, SpeechModel

_BY_SCORE = {fault.value: fault for fault in (SoundFault.ONE_VOICE, SoundFault.TWO_CALLS)}
"""What only the scoring finds."""
_OF_WORDS = frozenset({SoundFault.NO_WORDS, *_BY_SCORE.values()})
"""What another transcript may take away."""
_EXPLAINS_ONE_VOICE = frozenset(
    {SoundFault.PATIENT_SILENT, SoundFault.ADMINISTRATOR_SILENT, SoundFault.SIDE_UNUSABLE, SoundFault.MONO}
)
_ALL_SILENT = SoundNote(SoundFault.NOBODY_HEARD)


def notes_when_heard(recording: Recording, heard: Heard, model: SpeechModel) -> tuple[SoundNote, ...]:
    """The notes of a recording once its words are known; said twice, a thing is noted once."""
    notes = tuple(note for note in without_doubt(recording.notes) if note.fault not in _OF_WORDS)
    if is_unlikely(heard, model):
        return (SoundNote(SoundFault.OTHER_LANGUAGE, recording.language.value), *notes)
    if any(heard.words.values()) or _ALL_SILENT in notes:
        return notes
    return (*notes, SoundNote(SoundFault.NO_WORDS))


def notes_when_scored(notes: Sequence[SoundNote], doubts: Sequence[str]) -> tuple[SoundNote, ...]:
    """The notes of a recording whose words were scored, with what is doubtful in them (scoring/doubts.py)."""
    kept = [note for note in notes if note.fault not in _BY_SCORE.values()]
    silent = any(note.fault in _EXPLAINS_ONE_VOICE for note in kept)
    told = [fault for doubt, fault in _BY_SCORE.items() if doubt in doubts]
    return (*kept, *(SoundNote(fault) for fault in told if not (silent and fault is SoundFault.ONE_VOICE)))


def without_doubt(notes: Sequence[SoundNote]) -> tuple[SoundNote, ...]:
    """The notes without a doubt about the language."""
    return tuple(note for note in notes if note.fault is not SoundFault.OTHER_LANGUAGE)
