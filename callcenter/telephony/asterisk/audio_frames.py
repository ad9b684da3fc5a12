"""The AudioSocket protocol, pure: bytes as they come in any pieces -> frames.

A frame is its kind (1 byte), the length of what follows (2 bytes, big-endian) and that. The first names the connection.
"""

import struct
from collections.abc import Iterator
from uuid import UUID

END, NAME, SOUND_8K = 0x00, 0x01, 0x10
_HEADER = struct.Struct(">BH")
_NAME_BYTES = 16
_HOLE_S = 0.06
"""Frames come unevenly; from this on it is a hole."""


class FrameReader:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Kind and content of every frame that is whole now."""
        self._rest += data
        while len(self._rest) >= _HEADER.size:
            kind, length = _HEADER.unpack_from(self._rest)
            end = _HEADER.size + length
            if len(self._rest) < end:
                return
            content, self._rest = self._rest[_HEADER.size : end], self._rest[end:]
            yield kind, content


def name_in(kind: int, content: bytes) -> UUID | None:
    """The connection's name, where the frame is one that tells it."""
    return UUID(bytes=content) if kind == NAME and len(content) == _NAME_BYTES else None


class FrameClock:
    """Where each frame belongs in time. A telephone sends nothing while a key is pressed, nor some in silence, and no
    frame tells of the hole; so its moment of arrival does."""

    def __init__(self) -> None:
        self._began = 0.0
        self._to: float | None = None

    def place(self, now: float, seconds: float) -> float:
        """Seconds from the first frame's beginning to this one's, which lasts so long and came at `now`."""
        if self._to is None:
            self._began, self._to = now - seconds, seconds
            return 0.0
        behind = (now - self._began) - (self._to + seconds)
        if behind < 0:
            self._began += behind  # those before came late
        start = self._to + (behind if behind > _HOLE_S else 0.0)
        self._to = start + seconds
        return start
