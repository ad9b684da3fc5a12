"""Sounds of a line, made up from a seed: voices, coughs, noise, tones, and the frames that carry them."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from callcenter.telephony.voice_port import SoundFrame

RATE = 8000
Sound = npt.NDArray[np.float64]


def _times(seconds: float) -> Sound:
    return np.arange(round(seconds * RATE)) / RATE


def noise(seconds: float, level: float, seed: int = 1) -> Sound:
    """Hiss; `level` is its root mean square."""
    return np.random.default_rng(seed).normal(0, level, round(seconds * RATE))


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE))


def voice(seconds: float, pitch: float = 140, level: float = 2000) -> Sound:
    """A vowel: overtones of a pitch that moves, stronger around 500 and 1500 Hz."""
    times = _times(seconds)
    swing = pitch * (1 + 0.08 * np.sin(2 * np.pi * 2.3 * times))
    phase = 2 * np.pi * np.cumsum(swing) / RATE
    overtones = [n for n in range(1, 25) if n * pitch < 3600]
    weights = {
        n: 1 / (1 + ((n * pitch - 500) / 400) ** 2) + 0.4 / (1 + ((n * pitch - 1500) / 300) ** 2) for n in overtones
    }
    made: Sound = sum((weights[n] * np.sin(n * phase) for n in overtones), np.zeros(len(times)))
    return _loud(made * _shape(len(made)), level)


def cough(level: float = 4000, seed: int = 3) -> Sound:
    """A burst and what follows it: noise, with a little voice at its end."""
    burst = noise(0.06, 1, seed) * 3
    breath = noise(0.22, 1, seed + 1) * np.linspace(1, 0.3, round(0.22 * RATE))
    return _loud(np.concatenate([burst, breath, voice(0.12, level=0.7)]), level)


def tone(seconds: float, *pitches: float, level: float = 2000) -> Sound:
    """One pitch or several at once."""
    times = _times(seconds)
    return _loud(sum((np.sin(2 * np.pi * pitch * times) for pitch in pitches), np.zeros(len(times))), level)


def music(seconds: float, level: float = 1500, seed: int = 5) -> Sound:
    """Chords, one after another without a gap."""
    draw = np.random.default_rng(seed)
    return np.concatenate([tone(0.4, *draw.uniform(200, 1200, 3), level=level) for _ in range(round(seconds / 0.4))])


def _shape(size: int) -> Sound:
    edge = min(size // 2, 160)
    return np.concatenate([np.linspace(0, 1, edge), np.ones(size - 2 * edge), np.linspace(1, 0, edge)])


def _loud(sound: Sound, level: float) -> Sound:
    return sound * (level / max(1e-9, float(np.sqrt(np.mean(sound**2)))))


def on_a_line(*parts: Sound, hiss: float = 20, seed: int = 9) -> Sound:
    """Sounds one after another, over the line's noise."""
    whole = np.concatenate(parts)
    return whole + noise(len(whole) / RATE, hiss, seed)[: len(whole)]


def frames(sound: Sound | Sequence[int], rate: int = RATE, frame_s: float = 0.02) -> Iterator[SoundFrame]:
    """The frames of a sound."""
    samples = np.clip(np.asarray(sound), -32768, 32767).astype("<i2")
    size = round(frame_s * rate)
    for number in range(len(samples) // size):
        piece = samples[number * size : (number + 1) * size]
        yield SoundFrame(sequence=number, at=number * size / rate, rate=rate, samples=piece.tobytes())
