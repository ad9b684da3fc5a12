"""Arithmetic on blocks of samples. Pure numpy."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from recordings.audio.source import Block

Pcm = npt.NDArray[np.int16]

_STEP = 65_536


def to_pcm(block: Block) -> Pcm:
    """The samples as 16-bit whole numbers; what is louder than full scale is clipped."""
    return np.round(np.clip(block, -1.0, 1.0) * 32_767).astype(np.int16)


def shifted(blocks: Iterable[Block], lead: int) -> Iterator[Block]:
    """One side (a single channel) that begins `lead` samples later, with silence before it."""
    while lead > 0:
        step = min(lead, _STEP)
        yield np.zeros((step, 1), dtype=np.float32)
        lead -= step
    yield from blocks


def with_pauses(blocks: Iterable[Block], pauses: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """One side with silence put in: `pauses` are (place, length) in samples of the result, in order."""
    side, at = _Even(blocks), 0
    for place, length in pauses:
        while at < place and len(block := side.take(min(_STEP, place - at))):
            at += len(block)
            yield block
        yield from shifted((), length)
        at += length
    while len(block := side.take(_STEP)):
        yield block


def beside(left: Iterable[Block], right: Iterable[Block]) -> Iterator[Block]:
    """Two single channels as one stereo stream; the shorter is filled up with silence."""
    sides = (_Even(left), _Even(right))
    while True:
        parts = [side.take(_STEP) for side in sides]
        length = max(len(part) for part in parts)
        if length == 0:
            return
        yield np.concatenate([_filled(part, length) for part in parts], axis=1)


class _Even:
    """Hands out blocks of the length asked for, however the stream is cut."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = iter(blocks)
        self._kept = np.zeros((0, 1), dtype=np.float32)

    def take(self, frames: int) -> Block:
        while len(self._kept) < frames:
            block = next(self._blocks, None)
            if block is None:
                break
            self._kept = np.concatenate([self._kept, block[:, :1]])
        taken, self._kept = self._kept[:frames], self._kept[frames:]
        return taken


def _filled(part: Block, length: int) -> Block:
    return np.concatenate([part, np.zeros((length - len(part), 1), dtype=np.float32)])
