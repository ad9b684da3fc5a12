"""Some stretches of a kept recording, read in a stream."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recordings.stretch import Stretch

Span = npt.NDArray[np.float32]


def spans_of(path: Path, stretches: Iterable[Stretch]) -> tuple[int, Iterator[Span]]:
    """The rate of a one-channel 16-bit WAV file, and the samples of each stretch, -1 to 1; nothing beyond its ends."""
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate()
    return rate, _read(path, stretches)


def _read(path: Path, stretches: Iterable[Stretch]) -> Iterator[Span]:
    with wave.open(str(path), "rb") as file:
        rate, frames = file.getframerate(), file.getnframes()
        for stretch in stretches:
            first = min(frames, max(0, round(stretch.start * rate)))
            file.setpos(first)
            data = file.readframes(max(0, min(frames, round(stretch.end * rate)) - first))
            yield np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(32768)
