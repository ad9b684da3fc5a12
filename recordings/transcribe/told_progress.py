"""How far a transcription is, told to the service's other processes by a small file beside the sound.

Written once a second at most, and only where it takes longer than that: most calls are done sooner. A file that a
killed process has left is deleted by the next try.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recordings.transcribe.port import Progress

EVERY_S = 1.0


@contextmanager
def told_beside(audio: Path, seconds_now: Callable[[], float] = time.monotonic) -> Iterator[Progress]:
    """What a transcriber tells in the block is written beside `audio`; the file is gone after it."""
    note = _note(audio)
    told_at = seconds_now()

    def tell(share: float) -> None:
        nonlocal told_at
        if seconds_now() - told_at >= EVERY_S:
            told_at = seconds_now()
            with suppress(OSError):  # a full or read-only disk costs the figure, nothing more
                note.write_text(f"{share:.3f}", encoding="ascii")

    with suppress(OSError):
        note.unlink(missing_ok=True)
    try:
        yield tell
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def progress_beside(audio: Path) -> float | None:
    """The share that is done, 0 to 1; None where nobody has told of any."""
    try:
        share = float(_note(audio).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return share if 0 <= share <= 1 else None


def _note(audio: Path) -> Path:
    return audio.with_suffix(".progress")
