"""What every utterance of a call does, by the models of its two sides. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.pieces import Piece, pieces
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
    cut = [pieces(spoken, spoken.sentence_ends(), signs_a_word=scale) for spoken in utterances]
    every = [
        spoken.words[piece.first : piece.end] for spoken, own in zip(utterances, cut, strict=True) for piece in own
    ]
    likelihoods = model.likelihoods(every)
    row = 0
    for spoken, own in zip(utterances, cut, strict=True):
        yield _best(spoken, own, model, likelihoods[row : row + len(own)].tolist())
        row += len(own)


def _best(
    spoken: Spoken, own: Sequence[Piece], model: ActModel, likelihoods: Sequence[Sequence[float]]
) -> Mapping[str, Done]:
    if not own:
        return {}
    best: dict[str, Done] = {}
    for column, act in enumerate(model.acts):
        place = max(range(len(own)), key=lambda number: likelihoods[number][column])
        best[act] = Done(likelihoods[place][column], spoken.match(own[place].first, own[place].end))
    return best
