"""Speech from one rate to another. Pure."""

import numpy as np
import numpy.typing as npt
import soxr


def resampled(wave: npt.NDArray[np.float64], from_hz: int, to_hz: int) -> npt.NDArray[np.float64]:
    """Mono samples at another rate; the same array where the rates are one."""
    if from_hz == to_hz or not len(wave):
        return wave
    return np.asarray(soxr.resample(wave, from_hz, to_hz), dtype=np.float64)
