"""Text in lines of a given width, without a browser: widths are estimated, a little more rather than less. Pure."""

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'!|()[] -«»“”’·")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that the text takes at a font size."""
    return sum(_width(sign) for sign in text) * size * (1.08 if bold else 1.0)


def wrapped(text: str, width: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines, `most` at most; the last one ends with an ellipsis where something is left out."""
    lines = list(_lines(text, width, size, bold))
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width_of(last + "…", size, bold=bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _lines(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if line and width_of((line + piece).rstrip(), size, bold=bold) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
        while width_of(line.rstrip(), size, bold=bold) > width and len(line) > 1:
            cut = len(line) - 1
            while cut > 1 and width_of(line[:cut], size, bold=bold) > width:
                cut -= 1
            yield line[:cut]
            line = line[cut:]
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: after a space, and around every Chinese sign but before its punctuation."""
    piece = ""
    for sign in text:
        if piece and (piece[-1] == " " or (_is_wide(sign) and unicodedata.category(sign)[0] == "L")):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _width(sign: str) -> float:
    if _is_wide(sign):
        return 1.0
    if sign in _NARROW:
        return 0.38
    if sign in "mwMWжшщюмфыЖШЩЮМФЫ—…":
        return 0.9
    return 0.7 if sign.isupper() else 0.62
