"""The shape of a recording's sound for its picture: how loud each side is, bucket by bucket."""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from recordings.audio.errors import SOUND_GONE, AudioError
from recordings.stretch import Stretch


def peaks_of(path: Path, buckets: int) -> list[list[float]]:
    """For each channel of a kept file `buckets` values of 0 to 1: the loudest sample of each stretch. In a stream."""
    try:
        with wave.open(str(path), "rb") as file:
            channels, frames = file.getnchannels(), file.getnframes()
            size = max(1, -(-frames // buckets))
            peaks: list[list[float]] = [[] for _ in range(channels)]
            while data := file.readframes(size):
                block = np.abs(np.frombuffer(data, dtype="<i2").astype(np.int32)).reshape(-1, channels)
                for channel, loudest in enumerate(block.max(axis=0)):
                    peaks[channel].append(round(float(loudest) / 32_768, 3))
            return peaks
    except FileNotFoundError as exc:
        raise AudioError(SOUND_GONE) from exc
    except (wave.Error, EOFError) as exc:
        raise AudioError(f"the kept audio cannot be read ({exc})") from exc


def silenced(peaks: Sequence[Sequence[float]], stretches: Sequence[Stretch], seconds: float) -> list[list[float]]:
    """The outline of a sound of `seconds` in which all channels are silent during `stretches`: each bucket that touches
    one, and one more, as buckets are cut by samples and not by time."""
    quiet = [list(side) for side in peaks]
    for side in quiet:
        each = seconds / len(side) if side else 0.0
        for stretch in stretches if each else ():
            first, last = max(0, int(stretch.start / each) - 1), min(len(side), int(stretch.end / each) + 2)
            side[first:last] = [0.0] * (last - first)
    return quiet
