"""Kaldi's binary writing: tokens, numbers, vectors and matrices. Pure.

`\\0B`, then tokens (text and a space), integers (`\\4` + int32), floats (`\\4` + float32), doubles (`\\10` octal +
float64), vectors `FV ` and matrices `FM ` with sized dimensions; a vector of integers has its size mark but a raw
count.
"""

import struct
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray


class KaldiWriter:
    """Collects the bytes of one file."""

    def __init__(self) -> None:
        self._bytes = bytearray(b"\0B")

    @property
    def content(self) -> bytes:
        """All that was written."""
        return bytes(self._bytes)

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self._bytes += data

    def token(self, *names: str) -> None:
        """Words of the format, such as `<Nnet3>`."""
        for name in names:
            self._bytes += name.encode() + b" "

    def integer(self, *values: int) -> None:
        """32-bit whole numbers."""
        for value in values:
            self._bytes += b"\4" + struct.pack("<i", value)

    def single(self, value: float) -> None:
        """A 32-bit number."""
        self._bytes += b"\4" + struct.pack("<f", value)

    def double(self, value: float) -> None:
        """A 64-bit number."""
        self._bytes += b"\x08" + struct.pack("<d", value)

    def integers(self, values: Iterable[int]) -> None:
        """A vector of whole numbers."""
        array = np.asarray(list(values), "<i4")
        self._bytes += b"\4" + struct.pack("<i", len(array)) + array.tobytes()

    def vector(self, values: ArrayLike) -> None:
        """A vector of 32-bit numbers."""
        array = np.asarray(values, "<f4")
        self.token("FV")
        self.integer(len(array))
        self.raw(array.tobytes())

    def matrix(self, values: NDArray[np.float32]) -> None:
        """A matrix of 32-bit numbers, row after row."""
        self.token("FM")
        self.integer(*values.shape)
        self.raw(np.ascontiguousarray(values, "<f4").tobytes())
