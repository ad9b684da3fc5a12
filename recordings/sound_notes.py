"""What is wrong with a sound, as notes that stay with its recording. Pure."""

from collections.abc import Iterator, Sequence

from recordings.audio.keeping import KeptAudio
from recordings.recording import Recording, Sides, SoundFault, SoundNote
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


def notes_when_kept(kept: KeptAudio, sides: Sides) -> tuple[SoundNote, ...]:
    """What was found when the sound was kept."""
    return (
        *(SoundNote(SoundFault.SIDE_UNUSABLE, said) for said in kept.missing),
        *(SoundNote(SoundFault.CUT_OFF, said) for said in kept.cut_off),
        *_silence(kept, sides),
        *_overdrive(kept, sides),
        *((SoundNote(SoundFault.COARSE),) if kept.is_coarse else ()),
        *((SoundNote(SoundFault.OUT_OF_STEP, kept.out_of_step),) if kept.out_of_step else ()),
        *((SoundNote(SoundFault.MONO),) if sides is Sides.MONO else ()),
    )


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


def _silence(kept: KeptAudio, sides: Sides) -> Iterator[SoundNote]:
    if all(kept.is_silent):
        yield _ALL_SILENT
    elif sides is Sides.BOTH and any(kept.is_silent):
        yield SoundNote(SoundFault.PATIENT_SILENT if kept.is_silent[0] else SoundFault.ADMINISTRATOR_SILENT)


def _overdrive(kept: KeptAudio, sides: Sides) -> Iterator[SoundNote]:
    if sides is Sides.MONO:
        if any(kept.is_overdriven):
            yield SoundNote(SoundFault.OVERDRIVEN)
        return
    for fault, is_so in zip(
        (SoundFault.PATIENT_OVERDRIVEN, SoundFault.ADMINISTRATOR_OVERDRIVEN), kept.is_overdriven, strict=True
    ):
        if is_so:
            yield SoundNote(fault)
