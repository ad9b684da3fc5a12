"""What passes between the service and the worker process: records of bytes to it, JSON lines back. Pure."""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from recordings.transcribe.live.port import Frame
from recordings.transcript import Speaker, Word

_HEAD = struct.Struct("<IBBQdII")
_SIDES = tuple(Speaker)


class Kind(IntEnum):
    """What a record says."""

    OPEN = 1
    FRAME = 2
    RESET = 3
    CLOSE = 4
    SETTLE = 5


@dataclass(frozen=True, slots=True)
class Record:
    """One thing said to the worker."""

    kind: Kind
    session: int
    frame: Frame | None = None


def encode(kind: Kind, session: int, frame: Frame | None = None) -> bytes:
    """A record as bytes."""
    if frame is None:
        return _HEAD.pack(session, kind, 0, 0, 0.0, 0, 0)
    head = _HEAD.pack(session, kind, _SIDES.index(frame.side), frame.sequence, frame.at, frame.rate, len(frame.samples))
    return head + frame.samples


class Decoder:
    """Records out of a stream of bytes, however it is cut."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Record]:
        """The records that are whole now."""
        self._rest += data
        place = 0
        while len(self._rest) - place >= _HEAD.size:
            session, kind, side, sequence, at, rate, size = _HEAD.unpack_from(self._rest, place)
            end = place + _HEAD.size + size
            if len(self._rest) < end:
                break
            samples = bytes(self._rest[place + _HEAD.size : end])
            place = end
            frame = None
            if kind == Kind.FRAME:
                frame = Frame(side=_SIDES[side], sequence=sequence, at=at, rate=rate, samples=samples)
            yield Record(Kind(kind), session, frame)
        del self._rest[:place]


class Said:
    """Kinds of lines that the worker says."""

    READY = "ready"
    PARTIAL = "partial"
    FINAL = "final"
    DONE = "done"
    """So many seconds of a session's sound are recognised."""
    LAG = "lag"
    SETTLED = "settled"
    OVER = "over"


def line(said: str, session: int = 0, value: float = 0.0, words: Sequence[Word] = ()) -> bytes:
    """A line as the worker says it."""
    spoken = [[word.text, word.start, word.end, round(word.confidence, 3)] for word in words]
    return json.dumps([said, session, value, spoken], ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read."""

    said: str
    session: int
    value: float
    words: tuple[Word, ...]


def read_line(data: bytes) -> Line:
    """Raises ValueError for what is no line of ours, such as what a C library prints."""
    try:
        said, session, value, spoken = json.loads(data)
        words = tuple(
            Word(text=text, start=start, end=end, confidence=confidence)
            for text, start, end, confidence in cast("list[tuple[str, float, float, float]]", spoken)
        )
        return Line(str(said), int(session), float(value), words)
    except (TypeError, ValueError) as exc:
        raise ValueError("this line is not the worker's") from exc
