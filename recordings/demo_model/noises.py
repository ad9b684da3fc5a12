"""Sounds on a line that are not speech. Without them in training a model puts words into every hiss. Pure."""

import random
from collections.abc import Callable

import numpy as np

from recordings.demo_model.features import RATE
from recordings.demo_model.filters import Samples
from recordings.demo_model.telephone import FULL_SCALE, clipped, coloured_noise, white_noise

_TONES = (425.0, 440.0, 350.0, 480.0, 620.0)
_KEYS_LOW, _KEYS_HIGH = (697, 770, 852, 941), (1209, 1336, 1477)
_CHORD = (1.0, 1.25, 1.5, 2.0)

_Kind = Callable[[int, random.Random], Samples]


def not_speech(rng: random.Random) -> Samples:
    """One to four seconds of noise, silence, tones, keys, bursts, music or clicks."""
    count = int(RATE * rng.uniform(1, 4))
    kinds: tuple[_Kind, ...] = (_noise, _silence, _tone, _keys, _bursts, _music, _clicks)
    (kind,) = rng.choices(kinds, weights=(30, 10, 15, 10, 10, 15, 10))
    return clipped(kind(count, rng) + white_noise(count, rng) * rng.choice([0, 3, 30]))


def _noise(count: int, rng: random.Random) -> Samples:
    """Hiss and rumble of any loudness, by chance with the hum of a bad cable."""
    x: Samples = coloured_noise(count, rng.uniform(0, 0.97), rng) * 10 ** (rng.uniform(-70, -12) / 20) * FULL_SCALE
    if rng.random() < 0.3:
        x = x + rng.uniform(5, 200) * _sine(rng.choice([50, 100]), count)
    return x


def _silence(count: int, rng: random.Random) -> Samples:
    return np.zeros(count)


def _tone(count: int, rng: random.Random) -> Samples:
    """Ringback, engaged, any whistle."""
    frequency, on = rng.choice([*_TONES, rng.uniform(200, 3000)]), rng.uniform(0.2, 1.5)
    return _switched(_sine(frequency, count) * rng.uniform(500, 12000), on, on)


def _keys(count: int, rng: random.Random) -> Samples:
    """Keys of a telephone."""
    low, high = rng.choice(_KEYS_LOW), rng.choice(_KEYS_HIGH)
    return _switched((_sine(low, count) + _sine(high, count)) * rng.uniform(500, 8000), 0.15, 0.15)


def _bursts(count: int, rng: random.Random) -> Samples:
    """A hand at the microphone."""
    loudness: Samples = np.repeat(np.abs(white_noise(count // 800 + 1, rng)) ** 3, 800)[:count]
    return white_noise(count, rng) * loudness * rng.uniform(20, 800)


def _music(count: int, rng: random.Random) -> Samples:
    """Hold music: chords with overtones, each struck and dying away."""
    x: Samples = np.zeros(count)
    length = int(RATE * rng.uniform(0.3, 1.2))
    for start in range(0, count, length):
        size = min(length, count - start)
        base = rng.uniform(130, 530)
        chord = np.sum([_sine(base * step * part, size) / part for step in _CHORD for part in (1, 2, 3)], axis=0)
        x[start : start + size] = chord * np.exp(-_time(size) * rng.uniform(0, 4))
    return x * (rng.uniform(300, 5000) / (float(np.abs(x).max()) + 1e-9))


def _clicks(count: int, rng: random.Random) -> Samples:
    """A keyboard, a pen, a relay."""
    x = np.zeros(count)
    for _ in range(rng.randint(2, 20)):
        size = rng.randint(20, 200)
        start = rng.randrange(max(count - size, 1))
        strike = white_noise(size, rng) * np.exp(-np.arange(size) / (size / 4))
        x[start : start + size] += strike[: count - start] * rng.uniform(300, 8000)
    return x


def _sine(hertz: float, count: int) -> Samples:
    wave: Samples = np.sin(2 * np.pi * hertz * _time(count))
    return wave


def _switched(x: Samples, on: float, off: float) -> Samples:
    """Heard for `on` seconds, then silent for `off`, and so on."""
    heard: Samples = x * ((_time(len(x)) % (on + off)) < on)
    return heard


def _time(count: int) -> Samples:
    return np.arange(count) / RATE


def quiet_lines(seconds: int = 10) -> dict[str, Samples]:
    """Lines on which nobody speaks, by name; the same each time. A model must hear nothing in them."""
    count = RATE * seconds
    rng = random.Random(1)
    return {
        "silence": np.zeros(count),
        "quiet noise": white_noise(count, rng) * 300,
        "loud noise": white_noise(count, rng) * 6000,
        "tone": 8000 * _sine(440, count),
        "ringback": _switched(4000 * _sine(425, count), 1.0, 3.0),
        "steady hiss": white_noise(count, rng) * 100,
        "keys": _switched(5000 * (_sine(770, count) + _sine(1336, count)), 0.2, 0.2),
    }
