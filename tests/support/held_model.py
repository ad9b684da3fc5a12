"""The demo's speech model with a brake: the recogniser stops in the middle of loading it until it is let go.

One of its files is a named pipe. Whoever opens a pipe waits until somebody opens its other end, so both sides meet
there without either looking at a clock.
"""

import os
import shutil
import threading
from pathlib import Path

from recordings.model_shelf.model_store import SHIPPED

_WITHIN_S = 60.0


class HeldModel:
    """A folder of models (CALLCENTER_MODELS_DIR) whose Russian one holds its reader up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SHIPPED / "demo-ru", folder / "ru")
        self._pipe = folder / "ru" / "graph" / "words.txt"
        self._words = self._pipe.read_bytes()
        self._pipe.unlink()
        os.mkfifo(self._pipe)
        self._opened: list[int] = []

    def wait_until_it_is_loaded(self) -> None:
        """Return as soon as a recogniser is in the middle of loading the model; it stays there."""
        waiting = threading.Thread(target=self._open, daemon=True)
        waiting.start()
        waiting.join(_WITHIN_S)
        assert self._opened, f"no recogniser has begun within {_WITHIN_S:g} s"

    def become_usual(self) -> None:
        """From now on the model loads as any other does; who waits in it now reads nothing more."""
        self._pipe.unlink()
        self._pipe.write_bytes(self._words)
        os.close(self._opened.pop())

    def _open(self) -> None:
        self._opened.append(os.open(self._pipe, os.O_WRONLY))
