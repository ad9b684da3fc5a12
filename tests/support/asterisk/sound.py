"""Sounds for tests: pure tones, WAV files, and how much of a tone there is in a recording."""

import wave
from pathlib import Path

import numpy as np

from tests.support.asterisk.g711 import Samples

RATE_HZ = 8000


def tone(frequency_hz: float, seconds: float = 10.0) -> Samples:
    """A pure tone, half of full loudness."""
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (16_000 * np.sin(2 * np.pi * frequency_hz * times)).astype(np.int16)


def read_wav(path: Path) -> Samples:
    """An 8 kHz mono 16-bit WAV."""
    with wave.open(str(path), "rb") as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE_HZ, 1, 2):
            raise ValueError(f"{path.name} is not 8 kHz mono 16 bit")
        return np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)


def share_of_tone(samples: Samples, frequency_hz: float) -> float:
    """0 to 1: which part of the sound's energy is the tone. 0 for silence."""
    if not len(samples):
        return 0.0
    values = samples.astype(np.float64)
    spectrum = np.abs(np.fft.rfft(values)) ** 2
    total = float(spectrum[1:].sum())
    if total < 1.0:
        return 0.0
    frequencies = np.fft.rfftfreq(len(values), 1 / RATE_HZ)
    return float(spectrum[np.abs(frequencies - frequency_hz) <= 30].sum()) / total


def murmur(seconds: float, seed: int = 1) -> Samples:
    """Noise of a voice's loudness that is unlike any other murmur, so that it is known again wherever it is heard."""
    noise = np.random.default_rng(seed).standard_normal(int(seconds * RATE_HZ))
    smooth = np.convolve(noise, np.ones(4) / 4, mode="same")
    return np.clip(smooth * 6000, -30_000, 30_000).astype(np.int16)


def likeness(heard: Samples, said: Samples) -> tuple[float, int]:
    """How much of `said` is in `heard` (0 to 1, by cross-correlation), and at which sample it begins there.

    Its last 50 ms are left out: exchanges cut the last packet of a sound short.
    """
    said = said[: -RATE_HZ // 20]
    if len(heard) < len(said):
        return 0.0, 0
    a, b = heard.astype(np.float64), said.astype(np.float64)
    size = 1 << (len(a) + len(b)).bit_length()
    product = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)[: len(a) - len(b) + 1]
    power = np.convolve(a**2, np.ones(len(b)), mode="valid")
    scores = product / np.sqrt(np.maximum(power, 1.0) * (b**2).sum())
    best = int(np.argmax(scores))
    return float(scores[best]), best
