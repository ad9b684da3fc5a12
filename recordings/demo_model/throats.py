"""Other throats for the training: spectra stretched along frequency, on the features themselves. Pure.

Costs next to nothing, so every batch hears voices that the synthesiser does not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recordings.demo_model.features import DIMENSIONS, HIGHEST_HZ, LOWEST_HZ

STRETCHES: Sequence[float] = tuple(np.linspace(0.88, 1.13, 11).tolist())
"""Frequencies are multiplied by one of these: throats from long to short."""
_LIFTER = 22  # Kaldi's default cepstral lifter


@dataclass(frozen=True, slots=True)
class Throat:
    """What a stretch does to scaled features: `matrix` @ feature + `offset`."""

    matrix: NDArray[np.float32]
    offset: NDArray[np.float32]


def throat(stretch: float, mean: NDArray[np.float32], deviation: NDArray[np.float32]) -> Throat:
    """The throat of `stretch` for features that were scaled by `mean` and `deviation`."""
    matrix = _stretched(stretch)
    return Throat(
        matrix=(matrix * deviation[None, :] / deviation[:, None]).astype(np.float32),
        offset=((matrix @ mean - mean) / deviation).astype(np.float32),
    )


def _stretched(stretch: float) -> NDArray[np.float64]:
    """MFCC to the MFCC of the stretched spectrum: back to mel bands, moved, and to cepstra again."""
    rows = np.arange(DIMENSIONS)
    cosine = np.sqrt(2 / DIMENSIONS) * np.cos(np.pi * rows[:, None] * (rows[None, :] + 0.5) / DIMENSIONS)
    cosine[0] = np.sqrt(1 / DIMENSIONS)
    lifter = 1 + 0.5 * _LIFTER * np.sin(np.pi * rows / _LIFTER)
    to_cepstra = lifter[:, None] * cosine
    from_cepstra = cosine.T / lifter[None, :]
    result: NDArray[np.float64] = to_cepstra @ _moved_bands(stretch) @ from_cepstra
    return result


def _moved_bands(stretch: float) -> NDArray[np.float64]:
    """Each mel band takes what lay at its frequency times `stretch`, between the two bands that are nearest."""
    lowest, highest = (_mel(np.array(float(hertz))) for hertz in (LOWEST_HZ, HIGHEST_HZ))
    width = (highest - lowest) / (DIMENSIONS + 1)
    centres = lowest + (np.arange(DIMENSIONS) + 1) * width
    wanted = np.clip((_mel(_hertz(centres) * stretch) - centres[0]) / width, 0, DIMENSIONS - 1)
    below = np.minimum(wanted.astype(np.int64), DIMENSIONS - 2)
    moved = np.zeros((DIMENSIONS, DIMENSIONS))
    moved[np.arange(DIMENSIONS), below] = 1 - (wanted - below)
    moved[np.arange(DIMENSIONS), below + 1] += wanted - below
    return moved


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127 * np.log1p(hertz / 700)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return 700 * np.expm1(mel / 1127)
