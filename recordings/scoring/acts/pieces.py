"""Which pieces of an utterance are looked at: the whole, and in a long one what a sliding window shows.

Long turns do several things at once: an act is looked for in pieces of about the length of the corpus's utterances. The
ends of sentences are passed over: a recogniser writes none, and each piece more is one more chance to be wrong (on
calls that nothing was learned from, macro-F1 was 0.82 with sentences and pairs of them, 0.84 without). Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_LONG = 16
"""An utterance of more words is looked at through a window too."""
_WINDOW = 10
_STEP = 5
_WHOLE = 40
"""Utterances up to so many words are also taken whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` up to, not including, `end` of an utterance."""

    first: int
    end: int


def pieces(words: int, *, signs_a_word: int = 1) -> tuple[Piece, ...]:
    """The pieces of an utterance of so many words.

    `signs_a_word` is 2 where the 'words' are Chinese signs: lengths are then counted in pairs.
    """
    return tuple(dict.fromkeys(_pieces(words, signs_a_word)))


def _pieces(words: int, scale: int) -> Iterator[Piece]:
    if 0 < words <= _WHOLE * scale:
        yield Piece(0, words)
    if words > _LONG * scale:
        size, step = _WINDOW * scale, _STEP * scale
        for first in range(0, words - size + step, step):
            yield Piece(first, min(first + size, words))
