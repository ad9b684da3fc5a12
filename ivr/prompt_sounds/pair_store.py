"""Two files that are one sound: <name>.wav at 8 kHz and <name>.wav16 at 16 kHz. Written whole or not at all."""

import os
import tempfile
from pathlib import Path

from ivr.prompt_sounds import wav
from ivr.prompt_sounds.sound import Pair, Rate
from ivr.speech.port import Samples

PART = ".part"
"""The ending of a file that is being written."""

_MODE = 0o640
"""The exchange may run as another user of our group."""


def path_of(folder: Path, name: str, rate: Rate) -> Path:
    """Where one of the two lies."""
    return folder / f"{name}.{rate.ending}"


def write_pair(folder: Path, name: str, pair: Pair, *, forced: bool = False) -> None:
    """Both files; `forced`: on the disk when this returns. Raises OSError, and leaves nothing half-written then."""
    for rate in Rate:
        write_whole(path_of(folder, name, rate), wav.encode(pair.at(rate), rate), forced=forced)


def read_samples(path: Path, rate: Rate) -> Samples | None:
    """The samples of a file; None where it is gone, cut short, or cannot be read."""
    try:
        return wav.decode(path.read_bytes(), rate)
    except (OSError, wav.BadWavError):
        return None


def write_whole(path: Path, data: bytes, *, forced: bool = False) -> None:
    """A file by way of another name, so that who reads it finds the old one or the new one whole. Raises OSError."""
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, _MODE)
            file.write(data)
            if forced:
                file.flush()
                os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise


def force_folder(folder: Path) -> None:
    """The names in a folder, on the disk when this returns. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
