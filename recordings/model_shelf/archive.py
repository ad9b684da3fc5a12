"""Unpacking the zip file of a model, which may be broken, hostile or larger than it says."""

import errno
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from recordings.model_shelf.disk import full_disk
from recordings.model_shelf.errors import BrokenArchiveError, ModelError
from recordings.model_shelf.wording import megabytes

_PIECE = 1 << 18
_MOST_FILES = 2_000
_MOST_GROWN = 8
"""Times the size of the zip file that its content may have; the official ones grow to less than twice."""
_ALWAYS_ALLOWED = 64_000_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
)
"""What Python's reader raises over a file that is no whole zip."""

_ODD_NAMES = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL})
_ANYWAY = "nothing was installed"


def unpack(archive: Path, into: Path) -> None:
    """The files of a zip file, written below the empty folder `into`, each forced to the disk.

    Raises BrokenArchiveError for a file that is no whole zip, names places outside `into`, holds links or grows too
    much, and ModelError where the disk is full.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            files = [entry for entry in opened.infolist() if not entry.filename.endswith("/")]
            _check(archive, files, into)
            for entry in files:
                _write(opened, entry, into)
    except _BROKEN as exc:
        raise BrokenArchiveError(f"{_name(archive)} is broken ({exc}), {_ANYWAY}; fetch it again") from exc
    except OSError as exc:
        raise full_disk(exc, into) or _unwritable(exc, archive, into) from exc


def _check(archive: Path, files: Sequence[zipfile.ZipInfo], into: Path) -> None:
    if not files or len(files) > _MOST_FILES:
        raise BrokenArchiveError(
            f"{_name(archive)} holds {len(files)} files as no model does, {_ANYWAY}; fetch an official one"
        )
    for entry in files:
        if not _stays_inside(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise BrokenArchiveError(
                f"{_name(archive)} wants to write to {entry.filename!r}, outside the models' folder: "
                f"do not trust whoever gave it to you; {_ANYWAY}, fetch an official one"
            )
    grown = sum(entry.file_size for entry in files)
    if grown > _ALWAYS_ALLOWED + _MOST_GROWN * archive.stat().st_size:
        raise BrokenArchiveError(
            f"{_name(archive)} would grow to {megabytes(grown)}, {_ANYWAY}; fetch an official model"
        )
    free = shutil.disk_usage(into).free
    if grown > free:
        raise ModelError(
            f"{_name(archive)} unpacks to {megabytes(grown)} and the disk of {into.parent} has {megabytes(free)} free; "
            "make room there, then run this again"
        )


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not set("\\:\0") & set(name)


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path) -> None:
    target = into.joinpath(*PurePosixPath(entry.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    # zipfile itself stops at the size that was checked above, and raises where the checksum of a file is wrong.
    with opened.open(entry) as source, target.open("xb") as out:
        shutil.copyfileobj(source, out, _PIECE)
        out.flush()
        os.fsync(out.fileno())


def _unwritable(error: OSError, archive: Path, into: Path) -> ModelError:
    if error.errno in _ODD_NAMES:
        return BrokenArchiveError(
            f"{_name(archive)} holds files whose names do not go together, {_ANYWAY}; fetch an official model"
        )
    return ModelError(f"{into.parent} cannot be written ({error.strerror}), {_ANYWAY}; see to its disk and rights")


def _name(archive: Path) -> str:
    """As the person knows the file, who has never heard of our parts."""
    return archive.name.removesuffix(".part")
