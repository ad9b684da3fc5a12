"""What every utterance of a call does, by the models of its two sides. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.pieces import pieces
from recordings.scoring.text import Match, Spoken

_SIGNS_A_WORD = 2


@dataclass(frozen=True, slots=True)
class Done:
    """How likely an utterance does an act, and in which of its words."""

    likelihood: float
    """0 to 1."""
    match: Match


@dataclass(frozen=True, slots=True)
class ActModels:
    """The models of one language."""

    administrator: ActModel
    patient: ActModel


def read_acts(utterances: Sequence[Spoken], model: ActModel) -> Iterator[Mapping[str, Done]]:
    """For each utterance of one side how likely it does each of the model's acts; empty for one without words."""
    scale = 1 if model.spaced else _SIGNS_A_WORD
    cut = [pieces(len(spoken.words), signs_a_word=scale) for spoken in utterances]
    every = [
        spoken.words[piece.first : piece.end] for spoken, own in zip(utterances, cut, strict=True) for piece in own
    ]
    likelihoods = model.likelihoods(every)
    row = 0
    for spoken, own in zip(utterances, cut, strict=True):
        if not own:
            yield {}
            continue
        of_utterance = likelihoods[row : row + len(own)]
        row += len(own)
        matches = [spoken.match(piece.first, piece.end) for piece in own]
        best = zip(model.acts, of_utterance.max(axis=0).tolist(), of_utterance.argmax(axis=0).tolist(), strict=True)
        yield {act: Done(likelihood, matches[place]) for act, likelihood, place in best}
