"""One running service a data folder: a second one would take up the first one's work and its audio files."""

import fcntl
import os
from pathlib import Path
from typing import IO

from callcenter.kit.errors import CallCenterError


class AlreadyRunningError(CallCenterError):
    """Another process works in this data folder."""


class FolderLock:
    """Held from `take` until the process ends, however it ends: the system lets go of it even after kill -9."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock and write our process id into it. Raises AlreadyRunningError, naming the other process."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
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
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go of the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None
