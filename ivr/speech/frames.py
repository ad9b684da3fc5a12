"""One piece of rendered speech as bytes: a JSON line that tells rate and size, then the samples (s16, little-endian).

The same form travels through the child's pipe and lies in the cache. Standard library only: the child reads this too.
"""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """Rendered speech at the engine's own rate."""

    rate: int
    """Samples a second."""
    pcm: bytes
    words: tuple[tuple[str, float], ...] = ()
    """Each word with its start in seconds."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line of a frame says."""

    rate: int
    size: int
    """Bytes of sound that follow."""
    words: tuple[tuple[str, float], ...]
    error: str = ""
    """Why there is no sound, where there is none."""


class BadFrameError(ValueError):
    """These bytes are not a frame."""


def encode(frame: Frame) -> bytes:
    """The frame as bytes."""
    head = {"rate": frame.rate, "size": len(frame.pcm), "words": frame.words}
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + frame.pcm


def encode_error(message: str) -> bytes:
    """A frame that says why there is no sound."""
    return json.dumps({"rate": 0, "size": 0, "words": [], "error": message}, ensure_ascii=False).encode() + b"\n"


def decode_head(line: bytes) -> Head:
    """The first line of a frame. Raises BadFrameError."""
    try:
        head = json.loads(line)
        words = tuple((str(text), float(start)) for text, start in head["words"])
        found = Head(int(head["rate"]), int(head["size"]), words, str(head.get("error", "")))
    except (ValueError, KeyError, TypeError) as exc:
        raise BadFrameError("the frame's first line is not readable") from exc
    if found.size < 0 or found.size % 2 or (found.size and found.rate <= 0):
        raise BadFrameError("the frame's size or rate is impossible")
    return found


def decode(data: bytes) -> Frame:
    """A whole frame. Raises BadFrameError, also where bytes are missing or left over."""
    line, newline, pcm = data.partition(b"\n")
    head = decode_head(line)
    if not newline or len(pcm) != head.size or head.error:
        raise BadFrameError("the frame is cut short or carries an error")
    return Frame(head.rate, pcm, head.words)
