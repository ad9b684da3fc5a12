"""Which recordings lie below the given paths, and where the words of each go."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.errors import BadInputError
from callcenter.kit.outside import printable

SUFFIXES = frozenset(
    [".wav", ".wave", ".w64", ".rf64", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".aif", ".aiff", ".au", ".snd", ".caf"]
)
"""Of files that may be recordings; other files in a folder are left alone. A file that is named itself may end in
anything."""


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """One recording."""

    audio: Path
    result: Path
    """The JSON file for its words."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder or file that could not be looked at."""

    path: Path
    reason: str


def find_recordings(paths: Sequence[Path], out: Path | None) -> tuple[list[FoundRecording], list[Unreadable]]:
    """The recordings that `paths` name: files, and folders with all that is in them, in order and each once.

    Where a recording is reached by links too, the file that is none counts. Results go beside the recordings, or below
    `out` in folders of the same names. Raises BadInputError where a path does not exist, where nothing is found, or
    where two recordings would get one result.
    """
    found: dict[Path, FoundRecording] = {}
    unreadable: list[Unreadable] = []
    for path in paths:
        if not path.exists():
            raise BadInputError(f"{printable(str(path))} is not there; check the path")
        for audio in _audio_below(path, unreadable) if path.is_dir() else (path,):
            within = audio.relative_to(path) if path.is_dir() else Path(audio.name)
            place = audio.parent if out is None else out / within.parent
            try:
                real = audio.resolve()
            except (RuntimeError, OSError):  # Python 3.11 raises RuntimeError for a link that leads back to itself
                unreadable.append(Unreadable(audio, "a link that leads nowhere but to itself; delete it"))
                continue
            if real not in found or (found[real].audio.is_symlink() and not audio.is_symlink()):
                found[real] = FoundRecording(audio, place / f"{audio.name}.json")
    if not found and not unreadable:
        given = printable(", ".join(map(str, paths)))
        raise BadInputError(f"there are no recordings in {given}; give WAV, MP3, OGG or FLAC")
    _refuse_twins(found.values())
    return list(found.values()), unreadable


def _audio_below(folder: Path, unreadable: list[Unreadable]) -> Iterator[Path]:
    def note(problem: OSError) -> None:
        unreadable.append(Unreadable(Path(problem.filename), f"{problem.strerror}; see to its rights"))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(place) / name


def _refuse_twins(found: Iterable[FoundRecording]) -> None:
    taken: dict[Path, Path] = {}
    for one in found:
        other = taken.setdefault(one.result, one.audio)
        if other != one.audio:
            both = printable(f"{other} and {one.audio} would both be written to {one.result}")
            raise BadInputError(f"{both}; transcribe them one after the other with different --out folders")
