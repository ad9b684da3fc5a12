"""The text of a turn in pieces, each word with its time, so that it can follow the sound. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from recordings.stretch import Stretch
from recordings.transcript import Turn

UNSURE_BELOW = 0.5
"""Words that the recogniser was less sure of than this are marked."""
UNKNOWN = "…"
"""Stands for a word that the recogniser does not know."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its time, or what stands between words (then without one)."""

    text: str
    start: float | None = None
    end: float | None = None
    is_unsure: bool = False
    is_unknown: bool = False
    """It stands for a word that the recogniser does not know, and is none of the turn's words."""
    said: str = ""
    """The words that were spoken, where the text is figures instead."""
    private: str = ""
    """What private thing it is part of, in the reader's language; empty for most words."""
    opens: bool = False
    """The first word of a private stretch."""
    closes: bool = False
    """The last one."""


def pieces_of(turn: Turn) -> list[Piece]:
    """The text of a turn cut into its words, with all that stands between them; whole where they do not fit it. Each
    word that the recogniser does not know stands as '…' where it was said."""
    return _with_unknown(_known(turn), turn.unknown) if turn.unknown else _known(turn)


def _known(turn: Turn) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for word in turn.words:
        place = turn.text.find(word.text, done)
        if place < 0 or not word.text:
            return [Piece(turn.text)]
        if place > done:
            pieces.append(Piece(turn.text[done:place]))
        pieces.append(Piece(word.text, word.start, word.end, word.confidence < UNSURE_BELOW))
        done = place + len(word.text)
    if done < len(turn.text):
        pieces.append(Piece(turn.text[done:]))
    return pieces


def _with_unknown(pieces: list[Piece], unknown: Sequence[Stretch]) -> list[Piece]:
    """Each unknown word before the first known one that begins after it, parted by spaces from what is beside it."""
    shown = list(pieces)
    for one in unknown:
        behind = (place for place, piece in enumerate(shown) if piece.start is not None and piece.start > one.start)
        place = next(behind, len(shown))
        mark = Piece(UNKNOWN, one.start, one.end, is_unsure=True, is_unknown=True)
        shown[place:place] = [mark, Piece(" ")] if place < len(shown) else [Piece(" "), mark] if shown else [mark]
    return shown
