"""Where somebody may be speaking, so that long silence need not be decoded. Pure numpy.

It is there to lose no word, not to tell voices from other sounds: whatever rises a little above the hiss of its line
for a moment is taken for a voice, music and traffic too. It costs about a hundredth of decoding the same sound.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recordings.stretch import Stretch, common, joined

Levels = npt.NDArray[np.float32]
"""dB below full scale by frame of 20 ms, once of all the sound and once of its upper part: (2, frames)."""
Samples = npt.NDArray[np.int16]

FRAMES_A_SECOND = 50
BEFORE_S, AFTER_S = 0.3, 0.6
"""Decoded around each voice: soft beginnings and ends of words lie below the hiss, and a recogniser wants some silence
to see that a sentence is over."""
LEAST_SKIPPED_S = 0.4
"""Less silence than this is decoded: the seam would cost more than it saves."""
PAUSE_S = 0.3
"""A shorter pause is part of the speech."""

_FULL_SCALE = 32_768.0
_QUIETEST_DB = -78.0
"""Quieter than any line's hiss: no voice, and no hiss to learn from (sound that was filled up with zeros)."""
_LOUDEST_HISS_DB = -42.0
"""In a noise louder than this a voice may be as loud as the noise: everything is decoded."""
_ABOVE_HISS_DB = 4.0
"""Steady hiss stays within 2 dB of its tenth part from below."""
_WINDOW_FRAMES, _WINDOW_LEAST = 8, 4
"""80 ms of 160: shorter than any word, longer than the click of a key."""
_BLOCK_FRAMES = 10 * FRAMES_A_SECOND
_BLOCKS_AROUND = 2
"""The hiss is learnt over 50 seconds: people pause in that time, and lines change slower."""
_EMPHASIS = 0.95
_FAR_S = 1.0


def levels_of(samples: Samples, rate: int) -> Levels:
    """How loud one channel is by frame; the end that fills no frame counts as one."""
    frame = rate // FRAMES_A_SECOND
    sound = np.zeros(-(-len(samples) // frame) * frame, dtype=np.float32)
    sound[: len(samples)] = samples
    upper = sound.copy()
    upper[1:] -= _EMPHASIS * sound[:-1]  # leaves out the hum of mains and the rumble of a street
    parts = np.stack([sound, upper]).reshape(2, -1, frame)
    parts[0] -= parts[0].mean(axis=1, keepdims=True)
    power = np.einsum("ijk,ijk->ij", parts, parts) / np.float32(frame * _FULL_SCALE**2)
    levels: Levels = 10 * np.log10(power + np.float32(1e-12))
    return levels


def voices_in(levels: Levels) -> tuple[Stretch, ...]:
    """Where somebody may be speaking on the side with these levels."""
    if not levels.shape[1]:
        return ()
    above = levels > np.maximum(_hiss(levels) + _ABOVE_HISS_DB, _QUIETEST_DB)
    near = np.convolve(above.any(axis=0), np.ones(_WINDOW_FRAMES), "same") >= _WINDOW_LEAST
    edges = np.flatnonzero(np.diff(near, prepend=False, append=False)) / FRAMES_A_SECOND
    return joined((Stretch(float(start), float(end)) for start, end in edges.reshape(-1, 2)), PAUSE_S)


def to_decode(voices: Sequence[Stretch], seconds: float) -> tuple[Stretch, ...]:
    """What must be decoded of a side that lasts `seconds`, in order and without overlaps."""
    around = (Stretch(max(0.0, one.start - BEFORE_S), min(seconds, one.end + AFTER_S)) for one in voices)
    return joined((one for one in around if one.seconds > 0), LEAST_SKIPPED_S)


def spoken(voices: Sequence[Stretch], said: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Where somebody did speak: the voices near recognised words, which are `said`, and each of these words whole.

    Music on hold and a street sound like voices, but do not become words.
    """
    near = joined(Stretch(one.start - _FAR_S, one.end + _FAR_S) for one in said)
    return joined((*common(voices, near), *said), PAUSE_S)


class TimeMap:
    """From the time of what was decoded to the time of the file: the silence that was left out comes back."""

    def __init__(self, decoded: Sequence[Stretch]) -> None:
        """`decoded` in its order, each right behind the one before."""
        self._decoded = decoded
        self._at = [0.0]
        for stretch in decoded:
            self._at.append(self._at[-1] + stretch.seconds)

    def start(self, decoded: float) -> float:
        """Where something begins in the file that begins at `decoded` seconds of the decoded sound."""
        return self._moved(decoded, bisect_right(self._at, decoded) - 1)

    def end(self, decoded: float) -> float:
        """Where it ends; what ends on a seam ends before the silence."""
        return self._moved(decoded, bisect_left(self._at, decoded) - 1)

    def _moved(self, decoded: float, place: int) -> float:
        place = min(max(place, 0), len(self._decoded) - 1)
        return min(self._decoded[place].end, self._decoded[place].start + decoded - self._at[place])


def _hiss(levels: Levels) -> Levels:
    """The level of the line's own noise around each frame."""
    blocks = -(-levels.shape[1] // _BLOCK_FRAMES)
    lowest = np.full((2, blocks + 2 * _BLOCKS_AROUND), np.inf, dtype=np.float32)
    for place in range(blocks):
        part = levels[:, place * _BLOCK_FRAMES : (place + 1) * _BLOCK_FRAMES]
        heard = part[:, part[0] > _QUIETEST_DB]
        if heard.shape[1] >= FRAMES_A_SECOND // 2:
            lowest[:, place + _BLOCKS_AROUND] = np.percentile(heard, 10, axis=1)
    around = np.lib.stride_tricks.sliding_window_view(lowest, 2 * _BLOCKS_AROUND + 1, axis=1).min(axis=2)
    around[~np.isfinite(around)] = _QUIETEST_DB
    around[:, around[0] > _LOUDEST_HISS_DB] = _QUIETEST_DB
    hiss: Levels = np.repeat(around, _BLOCK_FRAMES, axis=1)[:, : levels.shape[1]]
    return hiss
