"""Telephone sound: what a line does to a voice. Samples are int16, mono, 8 kHz."""

import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from callcenter.kit.languages import Language

RATE_HZ = 8000

Samples = npt.NDArray[np.int16]

Say = Callable[[str, Language, str], Samples]
"""Speech: text, language and speaker give the sound. Raises a CallCenterError where it cannot."""

NOISE_LEVEL = 10.0
"""Root mean square of the line's hiss, of 32768: about -70 dBFS, so that silence is never digital zero."""

_LOWEST_HZ, _LOW_HZ, _HIGH_HZ, _HIGHEST_HZ = 200.0, 300.0, 3400.0, 3700.0
"""A telephone passes 300 to 3400 Hz; the edges fall off over the neighbouring band."""


def through_the_line(sound: Samples, dice: random.Random) -> Samples:
    """The voice as the other end hears it: the telephone's band, and a little quieter on some lines than on others."""
    if not len(sound):
        return sound
    spectrum = np.fft.rfft(sound.astype(np.float64))
    frequency = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    passed = np.interp(frequency, (_LOWEST_HZ, _LOW_HZ, _HIGH_HZ, _HIGHEST_HZ), (0.0, 1.0, 1.0, 0.0))
    voice = np.fft.irfft(spectrum * passed, len(sound)) * dice.uniform(0.8, 1.0)
    return to_samples(voice)


def to_samples(sound: npt.NDArray[np.floating]) -> Samples:
    """Whole samples, cut off where they are too loud."""
    whole: Samples = np.clip(np.rint(sound), -32768, 32767).astype(np.int16)
    return whole


def silence(seconds: float) -> Samples:
    """No sound for a while."""
    return np.zeros(round(seconds * RATE_HZ), dtype=np.int16)


def beep(hertz: float = 1000.0, seconds: float = 0.6) -> Samples:
    """The tone after which an answering machine records."""
    wave = 9000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
    return to_samples(wave)
