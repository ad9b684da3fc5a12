"""Files that hold what patients said: made for their owner alone."""

import os
from pathlib import Path
from typing import TextIO


def open_private(path: Path) -> TextIO:
    """A text file to be written anew, which nobody but its owner may read. Raises OSError."""
    make_private(path)
    return path.open("w", encoding="utf-8")


def make_private(path: Path) -> None:
    """An empty file that nobody but its owner may read; one that was there is emptied. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)
