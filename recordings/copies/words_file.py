"""A transcript as a file for a person or for a program. Pure."""

import json
import unicodedata

from recordings.copies.names import SideNames
from recordings.reading.pieces import pieces_of
from recordings.reading.readable import readable
from recordings.transcript import CallTranscript
from recordings.transcript_json import transcript_to_json


def as_json(call: CallTranscript) -> str:
    """A transcript as a JSON file holds it, word by word as it was spoken."""
    return json.dumps(transcript_to_json(call), ensure_ascii=False, indent=1) + "\n"


def as_text(call: CallTranscript, names: SideNames, *, is_mono: bool) -> str:
    """A transcript as lines: minute and second, who, what, with figures for spoken numbers as on the call's page."""
    who = [names.of(turn, is_mono=is_mono) for turn in call.turns]
    width = max(map(_width, who), default=0)
    lines = []
    for name, turn in zip(who, call.turns, strict=True):
        said = "".join(piece.text for piece in readable(pieces_of(turn), turn, call.language))
        pad = " " * (width - _width(name))
        lines.append(f"{int(turn.start // 60):3d}:{int(turn.start % 60):02d}  {name}{pad}  {said}\n")
    return "".join(lines)


def _width(text: str) -> int:
    """How many columns it takes: Chinese signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
