"""Rendered speech on disk, found by the hash of everything that shaped it."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from callcenter.kit.logs import get_logger
from ivr.speech import frames

log = get_logger(__name__)


class SpeechCache:
    """A folder of frames. Writers in several processes do not hurt each other; the oldest files go when it is full."""

    def __init__(self, folder: Path, *, most_files: int = 2000) -> None:
        """`most_files`: a sentence takes about 50 kB, so the default stays near 100 MB."""
        self._folder = folder
        self._most_files = most_files

    def find(self, key: str) -> frames.Frame | None:
        """The speech kept under `key`; None where there is none, or where its file is damaged."""
        try:
            return frames.decode(self._path(key).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, frames.BadFrameError):
            log.warning("cached speech is unreadable, saying it again", key=key)
            return None

    def keep(self, key: str, frame: frames.Frame) -> None:
        """Keep the speech; a full disk or a folder that cannot be written loses only the cache."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room()
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(frames.encode(frame))
            Path(name).replace(self._path(key))
        except OSError:
            log.warning("speech could not be cached", key=key)

    def _make_room(self) -> None:
        files = list(self._folder.glob("*.speech"))
        if len(files) < self._most_files:
            return
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: max(1, self._most_files // 4)]:
            file.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.speech"


def key_of(parts: Sequence[str]) -> str:
    """The name under which speech shaped by `parts` is kept."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]
