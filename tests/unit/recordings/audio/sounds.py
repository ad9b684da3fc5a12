"""Test sounds, and how to tell which of them a stretch of audio holds."""

import struct
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

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


def music(seconds: float, seed: int, rate: int = 8000) -> Samples:
    """Three instruments that play scales over a drum, as a patient on hold hears them."""
    dice = np.random.default_rng(seed)
    sound = np.zeros(round((seconds + 3) * rate))
    scale = (0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19, 21, 23, 24)
    at = 0.0
    while at < seconds:
        length = float(dice.choice((0.25, 0.375, 0.5, 0.75)))
        for _ in range(3):
            _add(sound, round(at * rate), _note(220 * 2 ** (int(dice.choice(scale)) / 12), length * 1.5, dice, rate))
        at += length
    drum = dice.normal(0, 0.1, rate // 10) * np.exp(-np.arange(rate // 10) / (rate / 50))
    for beat in range(int(seconds * 2)):
        _add(sound, beat * rate // 2, drum)
    return 0.5 * sound[: round(seconds * rate)]


def _note(hz: float, seconds: float, dice: np.random.Generator, rate: int) -> Samples:
    times = np.arange(round(seconds * rate)) / rate
    waves = [np.sin(2 * np.pi * hz * over * times + dice.uniform(0, 6)) / over**1.3 for over in range(1, 7)]
    note: Samples = 0.12 * np.minimum(1, times / 0.02) * np.exp(-1.5 * times) * np.sum(waves, axis=0)
    return note


def _add(sound: Samples, at: int, piece: Samples) -> None:
    end = min(len(sound), at + len(piece))
    sound[at:end] += piece[: end - at]


def resampled(samples: Samples, rate: int, to: int) -> Samples:
    """The same sound at another rate."""
    changed: Samples = soxr.resample(samples, rate, to)
    return changed
