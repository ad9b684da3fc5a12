"""What a transcript of a file from outside tells beside its words of what may make them wrong. Pure."""

from collections.abc import Mapping, Sequence

from recordings.recording import SoundFault, SoundNote
from recordings.transcript import Json

OTHER_LANGUAGE = "other_language"
"""True where the words are probably wrong, being of another language."""
SOUND = "sound"
"""What was found wrong with the sound: a list of faults, each with its `detail`."""
_USUAL = frozenset({SoundFault.MONO})
"""One channel is no fault of a file from outside: the words say by themselves that the voices are guessed."""


def worth_telling(notes: Sequence[SoundNote]) -> tuple[SoundNote, ...]:
    """Those faults of a sound that are told of a file from outside."""
    return tuple(note for note in notes if note.fault not in _USUAL)


def sound_to_json(notes: Sequence[SoundNote]) -> dict[str, Json]:
    """The faults of a sound as a transcript tells them; empty where there are none."""
    told: list[Json] = [{"fault": note.fault.value, "detail": note.detail} for note in worth_telling(notes)]
    return {SOUND: told} if told else {}


def sound_from_json(told: Mapping[str, Json]) -> tuple[SoundNote, ...]:
    """The faults that a transcript tells; those that this version does not know are left out."""
    notes, faults = told.get(SOUND), {fault.value: fault for fault in SoundFault}
    if not isinstance(notes, list):
        return ()
    read = ((str(note.get("fault")), str(note.get("detail") or "")) for note in notes if isinstance(note, dict))
    return tuple(SoundNote(faults[fault], detail) for fault, detail in read if fault in faults)


def marks_of(told: Mapping[str, Json]) -> dict[str, Json]:
    """Of all that a transcript tells, what may make its words wrong."""
    return {name: told[name] for name in (OTHER_LANGUAGE, SOUND) if name in told}
