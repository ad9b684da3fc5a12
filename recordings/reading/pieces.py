"""The text of a turn in pieces, each word with its time, so that it can follow the sound. Pure."""

from dataclasses import dataclass

from recordings.transcript import Turn

UNSURE_BELOW = 0.5
"""Words that the recogniser was less sure of than this are marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its time, or what stands between words (then without one)."""

    text: str
    start: float | None = None
    end: float | None = None
    is_unsure: bool = False
    said: str = ""
    """The words that were spoken, where the text is figures instead."""
    private: str = ""
    """What private thing it is part of, in the reader's language; empty for most words."""
    opens: bool = False
    """The first word of a private stretch."""
    closes: bool = False
    """The last one."""


def pieces_of(turn: Turn) -> list[Piece]:
    """The text of a turn cut into its words, with all that stands between them; whole where they do not fit it."""
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
