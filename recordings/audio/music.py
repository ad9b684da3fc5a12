"""Telling music and tones from a voice. Pure numpy.

In music, and in the tones of a telephone, the strong frequencies stand still for a fifth of a second and longer; in a
voice they glide all the time. Measured is how much of the strength of a stretch stands still. Every voice that our
tests speak with stays below 0.05, instruments and tones lie above 0.6. A whistle or hum on the line, which stands still
all the time, is left out of it: there may be a voice beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from recordings.audio.source import Block
from recordings.stretch import Stretch

STRETCH_S = 3.0
"""What is judged at a time."""

_MUSIC_FROM = 0.4
_WINDOW_S = 0.128
_STEP_S = 0.032
_STILL_STEPS = 6
_LOW_HZ, _HIGH_HZ = 300, 3400
_ABOVE_AROUND = 4.0
"""A peak is this many times as strong as the frequencies around it, on the mean."""
_AROUND_HZ = 260
_ALWAYS = 0.8
_NOTHING_ELSE = 0.02
_FAINT = 0.05
_FEWEST_STEPS = 12

Samples = npt.NDArray[np.float32]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked at, step by step; `still` begins with the first `_STILL_STEPS` steps together."""

    spectra: Block
    still: _Flags


def which_are_music(samples: Samples, rate: int, stretches: Sequence[Stretch]) -> list[bool]:
    """Whether each of these stretches of one side, -1 to 1, is music or tones rather than a voice; silence is neither.

    The stretches count from the first sample, to the nearest 32 ms. What they share is looked at once.
    """
    looked = _looked(_spectra(samples, rate))
    window, step = round(_WINDOW_S * rate), round(_STEP_S * rate)
    answers = []
    for stretch in stretches:
        count = max(0, 1 + (int(stretch.seconds * rate) - window) // step)
        first = max(0, min(round(stretch.start * rate / step), len(looked.spectra) - count))
        answers.append(_is_music(looked, first, min(len(looked.spectra), first + count)))
    return answers


def _looked(spectra: Block) -> _Looked:
    steps = len(spectra) - _STILL_STEPS + 1
    if steps <= 0:
        return _Looked(spectra, np.zeros((0, spectra.shape[1]), dtype=np.bool_))
    near = _widened(_peaks(spectra), 1)
    still = _widened(np.logical_and.reduce([near[step : step + steps] for step in range(_STILL_STEPS)]), 2)
    return _Looked(spectra, still)


def _is_music(looked: _Looked, first: int, end: int) -> bool:
    """Of the steps from `first` to `end`."""
    if end - first < _STILL_STEPS + _FEWEST_STEPS:
        return False
    steps = end - first - _STILL_STEPS + 1
    still = looked.still[first : first + steps]
    middle = looked.spectra[first + _STILL_STEPS // 2 :][:steps]
    always = still.mean(axis=0) > _ALWAYS
    rest = np.where(always, 0.0, middle)
    if rest.sum() < _NOTHING_ELSE * middle.sum():
        return True
    strength = rest.sum(axis=1)
    heard = strength > max(_FAINT * float(np.median(strength)), 1e-9)
    if heard.sum() < _FEWEST_STEPS:
        return False
    share = (rest * still).sum(axis=1)[heard] / strength[heard]
    return bool(np.median(share) >= _MUSIC_FROM)


def _spectra(samples: Samples, rate: int) -> Block:
    """The strength of each frequency of a telephone's band, step by step."""
    window, step = round(_WINDOW_S * rate), round(_STEP_S * rate)
    if len(samples) < window:
        return np.zeros((0, 1), dtype=np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(samples, window)[::step]
    waves = np.fft.rfft(pieces * np.hanning(window), axis=1)
    band = waves[:, round(_LOW_HZ * _WINDOW_S) : round(_HIGH_HZ * _WINDOW_S)]
    return cast(Block, (band.real**2 + band.imag**2).astype(np.float32))


def _peaks(spectra: Block) -> _Flags:
    reach = round(_AROUND_HZ * _WINDOW_S / 2)
    padded = np.pad(spectra, ((0, 0), (reach + 1, reach)), mode="edge")
    sums = np.cumsum(padded, axis=1, dtype=np.float64)
    width = 2 * reach + 1
    around = (sums[:, width:] - sums[:, :-width]) / width
    peaks = np.zeros(spectra.shape, dtype=np.bool_)
    inner = spectra[:, 1:-1]
    peaks[:, 1:-1] = (inner > spectra[:, :-2]) & (inner > spectra[:, 2:])
    return peaks & (spectra > _ABOVE_AROUND * around)


def _widened(flags: _Flags, by: int) -> _Flags:
    """Each flag stands for its neighbours too."""
    wide = flags.copy()
    for shift in range(1, by + 1):
        wide[:, shift:] |= flags[:, :-shift]
        wide[:, :-shift] |= flags[:, shift:]
    return wide
