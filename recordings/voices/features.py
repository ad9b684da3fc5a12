"""What a voice sounds like, moment by moment: the shape of its spectrum, its pitch, its loudness. Pure numpy."""

from functools import cache

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]

FRAME_S = 0.040
HOP_S = 0.010
LOWEST_HZ = 120.0
HIGHEST_HZ = 3600.0
"""What every telephone line carries."""
_BANDS = 26
_CEPSTRA = 14
_PITCH_HZ = (70.0, 400.0)
_VOICED_FROM = 0.5
"""Height of the first peak of the autocorrelation, 0 to 1, from which a frame counts as voiced."""
_NEARLY = 0.85
_WITHIN_DB = 25.0
"""Frames this much below the loudest of their stretch are pauses, not voice."""
WIDTH = _CEPSTRA + 1
"""Numbers a frame: the spectrum's shape (without its loudness), then the pitch in octaves above 1 Hz."""


def voiced_frames(samples: Samples, rate: int) -> Matrix:
    """The voiced frames of a stretch, (frames, WIDTH): where the vocal cords sound is where voices differ most."""
    size, hop = round(FRAME_S * rate), round(HOP_S * rate)
    if len(samples) < size:
        return np.zeros((0, WIDTH))
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(size), _transform_size(size))) ** 2
    loudness = 10 * np.log10(power.sum(axis=1) + 1e-9)
    pitch, height = _pitch(power, rate, size)
    chosen = (height >= _VOICED_FROM) & (loudness >= loudness.max() - _WITHIN_DB)
    bands = np.log(power[chosen] @ _mel(rate, power.shape[1]).T + 1e-9)
    return np.hstack([bands @ _cosines().T, np.log2(pitch[chosen])[:, None]])


def _pitch(power: Matrix, rate: int, size: int) -> tuple[Matrix, Matrix]:
    """Pitch in Hz of each frame, and how sure it is, from the autocorrelation of the frame's power spectrum.

    Every multiple of a period is a peak, too: the first that is nearly as high as the highest is taken.
    """
    correlation = np.fft.irfft(power, axis=1)
    shortest, longest = int(rate / _PITCH_HZ[1]), int(rate / _PITCH_HZ[0])
    correlation = correlation / (correlation[:, :1] + 1e-9) / _window_correlation(size, power.shape[1])
    window = correlation[:, shortest:longest]
    is_peak = (window >= correlation[:, shortest - 1 : longest - 1]) & (
        window >= correlation[:, shortest + 1 : longest + 1]
    )
    peaks = np.where(is_peak, window, 0.0)
    highest = peaks.max(axis=1, keepdims=True)
    places = (peaks >= _NEARLY * highest).argmax(axis=1)
    return rate / (places + shortest), peaks[np.arange(len(peaks)), places]


def _transform_size(size: int) -> int:
    """Twice the frame at least, so that the autocorrelation does not wrap around."""
    return int(2 ** np.ceil(np.log2(2 * size)))


@cache
def _window_correlation(size: int, bins: int) -> Matrix:
    """How much the window itself weakens the autocorrelation at each lag."""
    own = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(size), 2 * (bins - 1))) ** 2)
    weakened: Matrix = np.maximum(own / own[0], 0.05)
    return weakened


@cache
def _mel(rate: int, bins: int) -> Matrix:
    """Triangles of equal width on the mel scale, (bands, bins)."""

    def mel(hz: float) -> float:
        return float(2595 * np.log10(1 + hz / 700))

    edges = 700 * (10 ** (np.linspace(mel(LOWEST_HZ), mel(HIGHEST_HZ), _BANDS + 2) / 2595) - 1)
    hz = np.linspace(0, rate / 2, bins)
    rising = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    triangles: Matrix = np.clip(np.minimum(rising, falling), 0, None)
    return triangles


@cache
def _cosines() -> Matrix:
    """The cosine transform from the second coefficient on: the first is the loudness."""
    order, band = np.arange(1, _CEPSTRA + 1)[:, None], np.arange(_BANDS) + 0.5
    cosines: Matrix = np.sqrt(2 / _BANDS) * np.cos(np.pi * order * band / _BANDS)
    return cosines
