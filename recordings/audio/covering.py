"""A kept recording with stretches of it silenced, as bytes of a WAV file that is never written: the original stays."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from recordings.audio.errors import AudioError
from recordings.stretch import Stretch

_CHUNK_FRAMES = 65_536
_RAMP_S = 0.005
"""How long the sound takes to fade, so that no click is heard."""
_TONE_HZ = 1000.0
_TONE_LEVEL = 0.05
_FULL = 32_767


class Cover(StrEnum):
    """What is heard in place of private words."""

    SILENCE = "silence"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class CoveredSound:
    """The bytes of a 16-bit WAV file like `path`, in which all channels of the stretches are covered."""

    path: Path
    header: bytes
    """All bytes before the first sample."""
    size: int
    """Of the whole file, in bytes."""
    rate: int
    channels: int
    stretches: tuple[Stretch, ...]
    cover: Cover = Cover.SILENCE

    def read(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both included, a few seconds of sound at a time."""
        if first < len(self.header):
            yield self.header[first : last + 1]
            first = len(self.header)
        step = 2 * self.channels
        with self.path.open("rb") as file:
            while first <= last:
                frame = (first - len(self.header)) // step
                begin = len(self.header) + frame * step
                file.seek(begin)
                data = file.read(min(_CHUNK_FRAMES * step, self.size - begin))
                if not data:
                    return
                covered = self._covered(data, frame, step)
                yield covered[first - begin : last + 1 - begin]
                first = begin + len(covered)

    def blocks(self) -> Iterator[npt.NDArray[np.int16]]:
        """The samples as (frames, channels), a few seconds at a time."""
        for data in self.read(len(self.header), self.size - 1):
            whole = len(data) - len(data) % (2 * self.channels)
            yield np.frombuffer(data[:whole], dtype="<i2").reshape(-1, self.channels)

    def _covered(self, data: bytes, frame: int, step: int) -> bytes:
        whole = len(data) - len(data) % step
        frames = np.arange(frame, frame + whole // step)
        gain = self._gain(frames)
        if gain is None:
            return data
        samples = np.frombuffer(data[:whole], dtype="<i2").reshape(-1, self.channels) * gain[:, None]
        if self.cover is Cover.TONE:
            tone = _TONE_LEVEL * _FULL * np.sin(2 * np.pi * _TONE_HZ * frames / self.rate)
            samples = samples + ((1 - gain) * tone)[:, None]
        return samples.round().astype("<i2").tobytes() + data[whole:]

    def _gain(self, frames: npt.NDArray[np.int64]) -> npt.NDArray[np.float64] | None:
        """How much of the sound is left at each frame, 0 within a stretch; None where all of it is."""
        gain: npt.NDArray[np.float64] | None = None
        ramp = _RAMP_S * self.rate
        for stretch in self.stretches:
            start, end = stretch.start * self.rate, stretch.end * self.rate
            if end + ramp < frames[0] or start - ramp > frames[-1]:
                continue
            outside = np.maximum(start - frames, frames - end)
            gain = np.ones(len(frames)) if gain is None else gain
            gain = np.minimum(gain, np.clip(outside / ramp, 0.0, 1.0))
        return gain


def cover_sound(path: Path, stretches: Sequence[Stretch], cover: Cover = Cover.SILENCE) -> CoveredSound:
    """The recording at `path`, as we keep recordings, with stretches of it covered. Raises AudioError."""
    try:
        with path.open("rb") as file:
            begin = _first_sample(file.read(4096))
            file.seek(0)
            header = file.read(begin)
        info = soundfile.info(str(path))
    except (OSError, ValueError, soundfile.LibsndfileError) as exc:
        raise AudioError(f"{path.name} cannot be read; it may be gone from the recordings folder") from exc
    if info.subtype != "PCM_16":
        raise AudioError(f"{path.name} is not a 16-bit WAV file, as recordings are kept; ingest it once more")
    size = min(path.stat().st_size, begin + info.frames * info.channels * 2)
    return CoveredSound(path, header, size, info.samplerate, info.channels, tuple(stretches), cover)


def write_covered(sound: CoveredSound, target: Path, progress: Callable[[float], None] | None = None) -> None:
    """Write the covered sound to a file: WAV, FLAC or OGG by its name; `progress` is told the share that is done.

    A file that cannot be finished is taken away. Raises AudioError.
    """
    kind = target.suffix.lower().removeprefix(".").upper()
    subtype = "VORBIS" if kind == "OGG" else "PCM_16"
    frames = (sound.size - len(sound.header)) // (2 * sound.channels)
    done = 0
    try:
        with soundfile.SoundFile(str(target), "w", sound.rate, sound.channels, subtype, format=kind) as file:
            for block in sound.blocks():
                file.write(block)
                done += len(block)
                if progress is not None:
                    progress(done / frames)
    except (soundfile.LibsndfileError, ValueError) as exc:
        raise AudioError(f"{target} cannot be written as {kind}; see to the disk, its space and its rights") from exc
    finally:
        if done < frames:
            target.unlink(missing_ok=True)


def _first_sample(beginning: bytes) -> int:
    """Where the samples begin in a WAV file. Raises ValueError."""
    place = 12
    while place + 8 <= len(beginning):
        size = int.from_bytes(beginning[place + 4 : place + 8], "little")
        if beginning[place : place + 4] == b"data":
            return place + 8
        place += 8 + size + size % 2
    raise ValueError("no samples")
