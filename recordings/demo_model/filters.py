"""Filters and change of rate for the building of models. Pure."""

import numpy as np
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float64]
"""Mono, on the scale of 16-bit integers."""

_TAPS = 101
_FADE = 1e-4  # where the tail of a filter that never ends is cut off


def resampled(x: Samples, before: float, after: float) -> Samples:
    """Samples of the rate `before` at the rate `after`."""
    return np.asarray(soxr.resample(x, before, after), dtype=np.float64)


def band_passed(x: Samples, lowest: float, highest: float, rate: int) -> Samples:
    """What lies between two frequencies in hertz; nothing is delayed."""
    n = np.arange(_TAPS) - _TAPS // 2
    taps = (np.sinc(2 * highest / rate * n) * highest - np.sinc(2 * lowest / rate * n) * lowest) * 2 / rate
    return np.convolve(x, taps * np.hamming(_TAPS), "same")


def darkened(x: Samples, darkness: float) -> Samples:
    """Each sample with `darkness` (0 to below 1) times the one before it, which has its own from before, and so on."""
    if darkness <= 0:
        return x
    length = int(np.log(_FADE) / np.log(darkness)) + 1
    return np.convolve(x, darkness ** np.arange(length))[: len(x)]
