"""Which pieces of an utterance are looked at: its sentences, pairs of them, and in a flow of words a sliding window.

A recogniser writes no sentences, and long turns do several things at once: an act is looked for in pieces of about the
length of the corpus's utterances. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from recordings.scoring.text import Spoken

_SHORT = 3
"""A sentence of fewer words ('No problem.') says too little by itself: it is looked at with its neighbours."""
_LONG = 16
"""A sentence of more words is looked at through a window too."""
_WINDOW = 10
_STEP = 5
_WHOLE = 40
"""Utterances up to so many words are also taken whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` up to, not including, `end` of an utterance."""

    first: int
    end: int


def pieces(spoken: Spoken, sentence_ends: tuple[int, ...], *, signs_a_word: int = 1) -> tuple[Piece, ...]:
    """The pieces of an utterance; `sentence_ends` are the words before which a sentence begins or the text ends.

    `signs_a_word` is 2 where the 'words' are Chinese signs: lengths are then counted in pairs.
    """
    return tuple(dict.fromkeys(_pieces(len(spoken.words), sentence_ends, signs_a_word)))


def _pieces(words: int, ends: tuple[int, ...], scale: int) -> Iterator[Piece]:
    if 0 < words <= _WHOLE * scale:
        yield Piece(0, words)
    starts = (0, *ends)[: len(ends)]  # none of a turn without words
    sentences = [Piece(first, end) for first, end in zip(starts, ends, strict=True) if end > first]
    yield from (sentence for sentence in sentences if sentence.end - sentence.first >= _SHORT * scale)
    for one, other in pairwise(sentences):
        yield Piece(one.first, other.end)
    for sentence in sentences:
        if sentence.end - sentence.first > _LONG * scale:
            yield from _windows(sentence, _WINDOW * scale, _STEP * scale)


def _windows(piece: Piece, size: int, step: int) -> Iterator[Piece]:
    for first in range(piece.first, piece.end - size + step, step):
        yield Piece(first, min(first + size, piece.end))
