"""Is anything to be heard? Told by loudness against the line's own noise. Pure.

Half of a call is the other side's turn: what is sure to be silence need not be decoded. Whether it is speech is left
to the recogniser; this only finds stretches that lie as low as the line ever lies.
"""

import numpy as np

NOTHING = 16.0
"""Loudness (root mean square of 16-bit samples) below which there is nothing on any line: -66 dBFS."""
ABOVE_NOISE = 2.0
"""Less than this above the line's noise, as a ratio (6 dB), is noise."""
_BLOCK_S = 2.0


class Quiet:
    """Follows the noise of one line: its lowest loudness of the last two to four seconds."""

    def __init__(self) -> None:
        self._lowest = self._lowest_before = float("inf")
        self._block_s = 0.0
        self.lasts_s = 0.0
        """For how long there has been nothing to hear, up to now."""

    def hear(self, samples: bytes, seconds: float) -> None:
        """The next step of sound; `seconds` is its length."""
        level = loudness(samples)
        self._lowest = min(self._lowest, level)
        noise = min(self._lowest, self._lowest_before)
        self.lasts_s = self.lasts_s + seconds if level < max(NOTHING, ABOVE_NOISE * noise) else 0.0
        self._block_s += seconds
        if self._block_s >= _BLOCK_S:
            self._lowest, self._lowest_before, self._block_s = float("inf"), self._lowest, 0.0


def loudness(samples: bytes) -> float:
    """The root mean square of 16-bit samples, 0 to 32768."""
    if not samples:
        return 0.0
    values = np.frombuffer(samples, dtype="<i2").astype(np.float32)
    return float(np.sqrt(np.dot(values, values) / len(values)))
