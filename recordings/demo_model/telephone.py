"""What a telephone does to speech, each thing by chance. Pure."""

import random

import numpy as np

from recordings.demo_model.features import RATE
from recordings.demo_model.filters import Samples, band_passed, darkened

FULL_SCALE = 32768


def distort(x: Samples, rng: random.Random) -> Samples:
    """Band-pass, tilt, a light room, any loudness, noise 10 to 45 dB below, G.711."""
    if rng.random() < 0.5:
        x = band_passed(x, rng.uniform(150, 320), rng.uniform(3300, 3700), RATE)
    if rng.random() < 0.3:
        x = np.convolve(x, [1, -rng.uniform(-0.4, 0.4)])[: len(x)]
    if rng.random() < 0.25:
        x = np.convolve(x, _room(rng))[: len(x)]
    x = x * (10 ** (rng.uniform(-38, -14) / 20) * FULL_SCALE / (_rms(x) + 1e-9))
    if rng.random() < 0.75:
        x = x + coloured_noise(len(x), rng.uniform(0, 0.95), rng) * _rms(x) * 10 ** (-rng.uniform(10, 45) / 20)
    x = clipped(x)
    return _g711(x) if rng.random() < 0.5 else x


def coloured_noise(count: int, darkness: float, rng: random.Random) -> Samples:
    """Noise with a standard deviation of 1; `darkness` from 0 (white) to below 1."""
    noise = darkened(white_noise(count, rng), darkness)
    return np.asarray(noise / noise.std(), dtype=np.float64)


def white_noise(count: int, rng: random.Random) -> Samples:
    """Normally distributed samples with a standard deviation of 1."""
    return np.random.RandomState(rng.randrange(1 << 30)).randn(count)


def clipped(x: Samples) -> Samples:
    """Whole numbers that fit into 16 bits."""
    return np.clip(np.round(x), -FULL_SCALE, FULL_SCALE - 1).astype(np.float64)


def _room(rng: random.Random) -> Samples:
    count = int(RATE * rng.uniform(0.03, 0.12))
    echo = white_noise(count, rng) * np.exp(-np.arange(count) / (count / 5.0))
    echo *= rng.uniform(0.05, 0.25) / np.sqrt((echo**2).sum())
    echo[0] = 1
    return np.asarray(echo, dtype=np.float64)


def _rms(x: Samples) -> float:
    return float(np.sqrt((x**2).mean()))


def _g711(x: Samples) -> Samples:
    """The steps of mu-law: 127 on each side, finer where it is quiet."""
    mu = 255.0
    y = x / FULL_SCALE
    q = np.round(np.sign(y) * np.log1p(mu * np.abs(y)) / np.log1p(mu) * 127) / 127
    return np.asarray(np.round(np.sign(q) * ((1 + mu) ** np.abs(q) - 1) / mu * (FULL_SCALE - 1)), dtype=np.float64)
