"""Which sound each answer of the network should name. Pure."""

import numpy as np
from numpy.typing import NDArray

from recordings.demo_model.features import FRAME_MIDDLE_S, FRAME_SHIFT_S, SUBSAMPLING
from recordings.demo_model.speech import SILENCE, Sound

_ROUNDS = 2


def frame_labels(sounds: list[Sound], frames: int) -> NDArray[np.int64]:
    """Index of the sound at the middle of every third frame; a sound too short for a frame borrows a neighbour's."""
    count = (frames + SUBSAMPLING - 1) // SUBSAMPLING
    times = np.arange(count) * FRAME_SHIFT_S * SUBSAMPLING + FRAME_MIDDLE_S
    starts = np.array([sound.start for sound in sounds])
    labels = np.maximum(np.searchsorted(starts, times, side="right") - 1, 0).astype(np.int64)
    for _ in range(_ROUNDS):
        held = np.bincount(labels, minlength=len(sounds))
        for index in np.flatnonzero(held == 0):
            if sounds[index].phoneme != SILENCE:
                _borrow(labels, held, int(index))
    return labels


def _borrow(labels: NDArray[np.int64], held: NDArray[np.int64], index: int) -> None:
    after = int(np.searchsorted(labels, index))
    for neighbour in (after, after - 1):
        if 0 <= neighbour < len(labels) and held[labels[neighbour]] > 1:
            held[labels[neighbour]] -= 1
            labels[neighbour] = index
            held[index] = 1
            return
