"""WAV files whose header is not true: Asterisk writes the sizes last, so a killed one leaves zeros.

The samples are there all the same.

Source of the layout: Multimedia Programming Interface and Data Specifications 1.0, RIFF WAVE.
"""

import io
import os
import struct
from dataclasses import dataclass
from pathlib import Path

_CHUNK = struct.Struct("<4sI")
_LONGEST_HEADER = 65_536
_LARGEST_SIZE = 0xFFFF_FFFF
_TOLD_NOTHING = 0x7FFF_0000
"""Sizes from here on are what programs write that do not know the size yet."""


@dataclass(frozen=True, slots=True)
class TrueHeader:
    """The header of a WAV file with its sizes put right."""

    header: bytes
    stands_for: int
    """How many bytes at the beginning of the file it replaces."""
    share: float | None
    """How much of the sound that the old header told of is there, 0 to 1; None where that told nothing."""


def true_header(path: Path) -> TrueHeader | None:
    """What the header should be; None where the file is no WAV, or its sizes are true already."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(min(size, _LONGEST_HEADER))
    if len(head) < 12 or head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return None
    place = 12
    while place + _CHUNK.size <= len(head):
        name, length = _CHUNK.unpack_from(head, place)
        begin = place + _CHUNK.size
        if name == b"data":
            there = size - begin
            if 0 < length <= there:
                return None
            riff = struct.pack("<4sI", b"RIFF", min(size - 8, _LARGEST_SIZE))
            data = _CHUNK.pack(b"data", min(there, _LARGEST_SIZE))
            told = 0 < length < _TOLD_NOTHING
            return TrueHeader(riff + head[8:place] + data, begin, max(0, there) / length if told else None)
        place = begin + length + (length & 1)
    return None


class RepairedFile(io.RawIOBase):
    """A file read as if its header were right; nothing is written."""

    def __init__(self, path: Path, true: TrueHeader) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._header = true.header
        self._stands_for = true.stands_for
        self._size = len(true.header) + max(0, path.stat().st_size - true.stands_for)
        self._place = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to another byte."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # typeshed wants Buffer
        """Fill `buffer` from the right header, then from the file behind it."""
        wanted = len(buffer)
        data = self._header[self._place : self._place + wanted]
        if len(data) < wanted:
            behind = max(0, self._place + len(data) - len(self._header))
            self._file.seek(self._stands_for + behind)
            data += self._file.read(wanted - len(data))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
