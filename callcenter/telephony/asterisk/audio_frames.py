"""The AudioSocket protocol, pure: bytes as they come in any pieces -> frames.

A frame is its kind (1 byte), the length of what follows (2 bytes, big-endian) and that. The first names the connection.
"""

import struct
from collections.abc import Iterator
from uuid import UUID

END, NAME, SOUND_8K = 0x00, 0x01, 0x10
_HEADER = struct.Struct(">BH")
_NAME_BYTES = 16


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
