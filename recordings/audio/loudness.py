"""How loud a recording is, judged block by block: silent, or too loud for its format. Pure numpy."""

import numpy as np

from recordings.audio.source import Block

SILENT_BELOW = 0.001
"""A file whose loudest sample stays below this (-60 dB of full scale) holds no speech."""

_FULL = 0.97
"""From here on a sample counts as full; A-law and mu-law end at 0.98."""
_HEARD = 0.02
_MOST_FULL = 0.003
"""Share of the samples of speech that may be full. Undamaged speech, made as loud as it can be, has less than a tenth
of it; recorded 6 dB too loud it has several times as much."""


class Loudness:
    """Takes the blocks of a file, one after another."""

    def __init__(self, channels: int) -> None:
        self._loudest = np.zeros(channels)
        self._heard = np.zeros(channels)
        self._full = np.zeros(channels)

    def take(self, block: Block) -> None:
        """The next block, as it was before it was brought into the range of the kept file."""
        if not len(block):
            return
        size = np.abs(block)
        self._loudest = np.maximum(self._loudest, size.max(axis=0))
        self._heard += (size > _HEARD).sum(axis=0)
        self._full += (size >= _FULL).sum(axis=0)

    @property
    def is_silent(self) -> tuple[bool, ...]:
        """By channel: nothing louder than line noise."""
        return tuple(bool(peak < SILENT_BELOW) for peak in self._loudest)

    @property
    def is_overdriven(self) -> tuple[bool, ...]:
        """By channel: its peaks are cut off."""
        return tuple(bool(full > _MOST_FULL * heard) for full, heard in zip(self._full, self._heard, strict=True))
