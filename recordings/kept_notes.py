"""What was found wrong with a sound when it was kept, as notes. Pure."""

from collections.abc import Iterator

from recordings.audio.keeping import KeptAudio
from recordings.recording import Sides, SoundFault, SoundNote


def notes_when_kept(kept: KeptAudio, sides: Sides) -> tuple[SoundNote, ...]:
    """What was found when the sound was kept."""
    return (
        *(SoundNote(SoundFault.SIDE_UNUSABLE, said) for said in kept.missing),
        *(SoundNote(SoundFault.CUT_OFF, said) for said in kept.cut_off),
        *_silence(kept, sides),
        *_overdrive(kept, sides),
        *((SoundNote(SoundFault.COARSE),) if kept.is_coarse else ()),
        *(SoundNote(SoundFault.NO_NUMBERS, said) for said in kept.no_numbers),
        *((SoundNote(SoundFault.OUT_OF_STEP, kept.out_of_step),) if kept.out_of_step else ()),
        *((SoundNote(SoundFault.MONO),) if sides is Sides.MONO else ()),
    )


def _silence(kept: KeptAudio, sides: Sides) -> Iterator[SoundNote]:
    if all(kept.is_silent):
        yield SoundNote(SoundFault.NOBODY_HEARD)
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
