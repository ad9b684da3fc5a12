"""Test sounds, and how to tell which of them a stretch of audio holds."""

import struct
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

Samples = npt.NDArray[np.float64]


def tone(hz: float, seconds: float, rate: int = 8000, level: float = 0.3) -> Samples:
    """A steady tone."""
    return level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)


def write(path: Path, *channels: Samples, rate: int = 8000, subtype: str = "PCM_16", kind: str | None = None) -> Path:
    """A file of one or two channels in any form that soundfile writes."""
    soundfile.write(path, np.stack(channels, axis=1), rate, subtype=subtype, format=kind)
    return path


def read_kept(path: Path) -> tuple[Samples, int]:
    """The samples of a kept file as (frames, channels), -1 to 1, and its rate."""
    with wave.open(str(path), "rb") as file:
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return data.reshape(-1, file.getnchannels()) / 32768, file.getframerate()


def strongest_hz(samples: Samples, rate: int) -> float:
    """The frequency that is loudest in a stretch of sound."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


def forget_sizes(path: Path) -> Path:
    """What a killed Asterisk leaves: the sizes in the header are zero, the samples are there."""
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, 4, 0)
    struct.pack_into("<I", data, data.index(b"data") + 4, 0)
    path.write_bytes(data)
    return path
