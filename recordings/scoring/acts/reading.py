"""What every utterance of a call does, by the models of its two sides. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.pieces import Piece, pieces
from recordings.scoring.text import Match, Spoken

_SIGNS_A_WORD = 2
_ENOUGH = 0.4
"""A sentence so much as likely as the surest piece holds what does the act; of less, the act lies in several."""


@dataclass(frozen=True, slots=True)
class Done:
    """How likely an utterance does an act, and in which of its words."""

    likelihood: float
    """0 to 1."""
    match: Match
    """Of several sentences, the one that does it most."""


@dataclass(frozen=True, slots=True)
class ActModels:
    """The models of one language."""

    administrator: ActModel
    patient: ActModel


def read_acts(utterances: Sequence[Spoken], model: ActModel) -> Iterator[Mapping[str, Done]]:
    """For each utterance of one side how likely it does each of the model's acts; empty for one without words."""
    scale = 1 if model.spaced else _SIGNS_A_WORD
    cut = [pieces(len(spoken.words), signs_a_word=scale) for spoken in utterances]
    sentences = [_sentences(spoken) for spoken in utterances]
    every = [
        spoken.words[piece.first : piece.end]
        for spoken, own, whole in zip(utterances, cut, sentences, strict=True)
        for piece in (*own, *whole)
    ]
    likelihoods = model.likelihoods(every)
    row = 0
    for spoken, own, whole in zip(utterances, cut, sentences, strict=True):
        if not own:
            yield {}
            continue
        of_pieces = likelihoods[row : row + len(own)]
        of_sentences = likelihoods[row + len(own) : row + len(own) + len(whole)]
        row += len(own) + len(whole)
        matches = _matches(spoken, own, of_pieces, whole, of_sentences)
        best = zip(model.acts, of_pieces.max(axis=0).tolist(), matches, strict=True)
        yield {act: Done(likelihood, match) for act, likelihood, match in best}


def _sentences(spoken: Spoken) -> tuple[Piece, ...]:
    """The sentences of an utterance that has several: not what is judged (pieces.py says why), but what is quoted."""
    found = spoken.sentences()
    return tuple(Piece(first, end) for first, end in found) if len(found) > 1 else ()


def _matches(
    spoken: Spoken,
    own: Sequence[Piece],
    of_pieces: NDArray[np.float32],
    sentences: Sequence[Piece],
    of_sentences: NDArray[np.float32],
) -> list[Match]:
    """By act the words that do it: the surest sentence where it is about as sure as the surest piece, else that."""
    pieces_at = of_pieces.argmax(axis=0).tolist()
    found = [spoken.match(own[place].first, own[place].end) for place in pieces_at]
    if not sentences:
        return found
    enough = (of_sentences.max(axis=0) >= _ENOUGH * of_pieces.max(axis=0)).tolist()
    for act, place in enumerate(of_sentences.argmax(axis=0).tolist()):
        if enough[act]:
            found[act] = spoken.match(sentences[place].first, sentences[place].end)
    return found
