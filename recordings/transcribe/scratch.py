"""Folders for sound that is needed for a moment only, below the machine's folder for temporary files.

Each is locked by the process that uses it. The system lets go of the lock when that process ends, even by kill -9, so
`sweep` knows which folders nobody will delete any more: a patient's voice must not stay there.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recordings.transcribe.unwritable import FULL, UnwritableError

_PREFIX = "callcenter-sound-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that nobody else may read, deleted with all that is in it when the block ends.

    Raises UnwritableError where it cannot be made.
    """
    try:
        held = _locked_folder()
    except OSError as exc:
        raise _unwritable(exc) from exc
    # TemporaryDirectory deletes the folder when the program ends in the middle, too.
    folder, lock = held
    try:
        with folder as name:
            yield Path(name)
    finally:
        os.close(lock)


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Around what writes to a scratch folder and nowhere else. Raises UnwritableError where that fails."""
    try:
        yield
    except OSError as exc:
        if _is_about(exc, str(folder)):
            raise _unwritable(exc) from exc
        raise


def sweep() -> None:
    """Delete the folders of processes that were killed."""
    with suppress(OSError):
        for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                _delete_where_left(left)


def _locked_folder() -> tuple[tempfile.TemporaryDirectory[str], int]:
    while True:
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        try:
            lock = _opened(Path(folder.name))
        except FileNotFoundError:
            continue  # swept between the two lines above
        fcntl.flock(lock, fcntl.LOCK_EX)
        if Path(folder.name).is_dir():
            return folder, lock
        os.close(lock)  # swept before we had the lock


def _delete_where_left(folder: Path) -> None:
    lock = _opened(folder)
    try:
        if os.fstat(lock).st_uid == os.geteuid():
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _is_about(error: OSError, folder: str) -> bool:
    """Whether the folder's disk is meant. A failed write names no file."""
    if error.filename is None:
        return error.errno in FULL
    return str(error.filename).startswith(folder)


def _unwritable(error: OSError) -> UnwritableError:
    try:
        place = tempfile.gettempdir()
    except OSError:
        place = os.environ.get("TMPDIR", "/tmp")  # noqa: S108 - named in a message only
    return UnwritableError(Path(place), error, "set TMPDIR to another folder")
