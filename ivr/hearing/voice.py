"""Is somebody speaking? By loudness against the line's own noise, and by how regular the sound is. Pure, no model.

Noise crosses zero often and repeats nothing; a voice swings with its pitch. A cough is a loud noise with little voice
in it, so it begins, but is not told as speaking.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

WINDOW_S = 0.02
QUIETEST = 80.0
"""Root mean square of 16-bit samples below which nobody speaks into a telephone: -52 dBFS."""
ABOVE_NOISE = 3.0
"""A voice is this many times as loud as the line's noise (9.5 dB)."""
BEGINS_AFTER = 3
"""So many windows in a row, 60 ms, begin it: a click is shorter."""
ENDS_AFTER = 8
"""So many quiet ones, 160 ms, end it: the closure of a 'p' or 't' is shorter."""
SPEAKING_S = 0.3
"""So much of voice within one stretch is speaking."""
_MOST_CROSSINGS = 0.35
"""Of all samples; 's' and coughs lie above, vowels below 0.2."""
_REPEATS = 0.5
"""How much a sound is like itself one swing of its pitch before."""
_PITCH_HZ = (70, 400)
_BLOCK_S = 3.0
_FIRST_NOISE = 300.0
"""Nothing louder is taken for the line's noise in the first block: who answers may speak from the first moment."""

_Sound = npt.NDArray[np.float32]


class Change(StrEnum):
    """What happened."""

    BEGAN = "began"
    SPEAKING = "speaking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """A change, and when it was, in seconds from the first sample."""

    change: Change
    at: float


class VoiceActivity:
    """Follows one side at one rate."""

    def __init__(self, rate: int) -> None:
        self._size = round(WINDOW_S * rate)
        self._lags = slice(rate // _PITCH_HZ[1], rate // _PITCH_HZ[0])
        self._fft = 1 << (3 * self._size - 1).bit_length()
        self._before: _Sound = np.zeros(self._size, dtype=np.float32)
        self._lowest = self._lowest_before = float("inf")
        self._levels: deque[float] = deque(maxlen=5)
        self._windows = 0
        self._loud = self._quiet = 0
        self._voiced_s = 0.0
        self._is_told = False
        self.is_on = False
        """Whether there is something to hear now."""
        self.quiet_s = 0.0
        """For how long there has been nothing."""

    def hear(self, window: _Sound) -> list[VoiceChange]:
        """The next WINDOW_S of sound, samples as floats on the scale of 16 bits."""
        sound = window - window.mean()
        level = float(np.sqrt(np.dot(sound, sound) / len(sound)))
        is_loud = level > max(QUIETEST, ABOVE_NOISE * self._noise(level))
        self._windows += 1
        self.quiet_s = 0.0 if is_loud else self.quiet_s + WINDOW_S
        self._loud = self._loud + 1 if is_loud else 0
        self._quiet = 0 if is_loud else self._quiet + 1
        if is_loud and self._is_voiced(sound):
            self._voiced_s += WINDOW_S
        self._before = sound
        return list(self._changes())

    def _changes(self) -> list[VoiceChange]:
        now = self._windows * WINDOW_S
        found = []
        if not self.is_on and self._loud >= BEGINS_AFTER:
            self.is_on, self._is_told = True, False
            found.append(VoiceChange(Change.BEGAN, now - self._loud * WINDOW_S))
        if self.is_on and not self._is_told and self._voiced_s >= SPEAKING_S - WINDOW_S / 2:
            self._is_told = True
            found.append(VoiceChange(Change.SPEAKING, now))
        if self.is_on and self._quiet >= ENDS_AFTER:
            self.is_on = False
            found.append(VoiceChange(Change.ENDED, now - self._quiet * WINDOW_S))
        if not self.is_on and not self._loud:
            self._voiced_s = 0.0
        return found

    def _noise(self, level: float) -> float:
        """The line's noise: the lowest loudness, over a tenth of a second, of the last seconds."""
        self._levels.append(level)
        if len(self._levels) == self._levels.maxlen:
            self._lowest = min(self._lowest, sum(self._levels) / len(self._levels))
        if self._windows and self._windows % round(_BLOCK_S / WINDOW_S) == 0:
            self._lowest_before, self._lowest = self._lowest, float("inf")
        lowest = min(self._lowest, self._lowest_before)
        return lowest if self._windows >= round(_BLOCK_S / WINDOW_S) else min(lowest, _FIRST_NOISE)

    def _is_voiced(self, sound: _Sound) -> bool:
        crossings = np.count_nonzero(np.diff(np.signbit(sound))) / len(sound)
        if crossings > _MOST_CROSSINGS:
            return False
        both = np.concatenate([self._before, sound])
        power = np.abs(np.fft.rfft(both, self._fft)) ** 2
        alike = np.fft.irfft(power)[: len(both)]
        if alike[0] <= 0:
            return False
        shares = alike[self._lags] / (alike[0] * (1 - np.arange(len(both))[self._lags] / len(both)))
        return bool(shares.max() >= _REPEATS)
