"""Which recordings lie below the given paths, and where the words of each go."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.errors import BadInputError

SUFFIXES = frozenset(
    [".wav", ".wave", ".w64", ".rf64", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".aif", ".aiff", ".au", ".snd", ".caf"]
)
"""Of files that may be recordings; other files in a folder are left alone. A file that is named itself may end in
anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """One recording."""

    audio: Path
    result: Path
    """The JSON file for its words."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder or file that could not be looked at."""

    path: Path
    reason: str


def find_recordings(paths: Sequence[Path], out: Path | None) -> tuple[list[Found], list[Unreadable]]:
    """The recordings that `paths` name: files, and folders with all that is in them, in order and each once.

    Results go beside the recordings, or below `out` in folders of the same names. Raises BadInputError where a path
    does not exist, where nothing is found, or where two recordings would get one result.
    """
    found: dict[Path, Found] = {}
    unreadable: list[Unreadable] = []
    for path in paths:
        if not path.exists():
            raise BadInputError(f"{path} is not there; check the path")
        for audio in _audio_below(path, unreadable) if path.is_dir() else (path,):
            within = audio.relative_to(path) if path.is_dir() else Path(audio.name)
            place = audio.parent if out is None else out / within.parent
            found.setdefault(audio.resolve(), Found(audio, place / f"{audio.name}.json"))
    if not found and not unreadable:
        raise BadInputError(f"there are no recordings in {', '.join(map(str, paths))}; give WAV, MP3, OGG or FLAC")
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


def _refuse_twins(found: Iterable[Found]) -> None:
    taken: dict[Path, Path] = {}
    for one in found:
        other = taken.setdefault(one.result, one.audio)
        if other != one.audio:
            raise BadInputError(
                f"{other} and {one.audio} would both be written to {one.result}; transcribe them one after the other"
                " with different --out folders"
            )
