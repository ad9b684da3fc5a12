"""One running service a data folder: a second one would take up the first one's work and its audio files."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from callcenter.kit.errors import CallCenterError

_ENDING = ".lock"


class AlreadyRunningError(CallCenterError):
    """Another process works in this data folder."""


class FolderUnusableError(CallCenterError):
    """Nothing can be written into the data folder."""


def running_in(folder: Path) -> str:
    """The process id of a service that works in this data folder; empty where none does."""
    for path in sorted(folder.glob(f"*{_ENDING}")):
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read().strip() or "unknown"
    return ""


class FolderLock:
    """Held from `take` until the process ends, however it ends: the system lets go of it even after kill -9."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}{_ENDING}"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock and write our process id into it. Raises AlreadyRunningError, naming the other process."""
        file = self._open()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            file.seek(0)
            other = file.read().strip() or "unknown"
            file.close()
            raise AlreadyRunningError(
                f"a call centre already runs in {self._path.parent} (process {other}); "
                "stop it first, or give this one its own folder with CALLCENTER_DATA_DIR"
            ) from exc
        self._file = file
        with self._said_plainly():
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()

    def release(self) -> None:
        """Let go of the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[str]:
        with self._said_plainly():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._path.open("a+")

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as exc:
            raise FolderUnusableError(
                f"the data folder {self._path.parent} cannot be written: {exc.strerror}; "
                "see to its disk and owner, or choose another one with CALLCENTER_DATA_DIR"
            ) from exc
