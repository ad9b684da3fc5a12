"""Where a transcript says what a number or a name is about. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recordings.private_words.spans import PrivateKind
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

LOOKED_BACK = 14
"""Words of the same turn in which a cue counts for what follows."""
TURNS_BACK = 2
"""Turns before, in which a question counts for the answer."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: the tokens `first` to `last` of a turn."""

    kind: PrivateKind | None
    """None for a bare 'number'."""
    turn: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of a call by turn."""

    by_turn: Sequence[Sequence[Cue]]
    turns: Sequence[TokenTurn]

    def of(self, turn: int, kind: PrivateKind) -> list[Cue]:
        """The cues of one kind in one turn."""
        return [cue for cue in self.by_turn[turn] if cue.kind is kind]

    def about(self, turn: int, first: int, last: int, kinds: Iterable[PrivateKind]) -> Cue | None:
        """What the words from `first` on are about: the nearest cue before them, in this turn or in a question just
        before; else one close behind them. A cue that says what outweighs a bare 'number'."""
        wanted = {None, *kinds}
        before = [cue for cue in self.by_turn[turn] if cue.kind in wanted and first - LOOKED_BACK <= cue.last < first]
        for found in (before, *self._asked(turn, wanted)):
            if told := [cue for cue in found if cue.kind is not None]:
                return told[-1]
        behind = [cue for cue in self.by_turn[turn] if cue.kind in wanted and last < cue.first <= last + 4]
        for found in (behind, before, *self._asked(turn, wanted)):
            if found:
                return found[-1]
        return None

    def _asked(self, turn: int, wanted: set[PrivateKind | None]) -> list[list[Cue]]:
        return [
            [cue for cue in self.by_turn[place] if cue.kind in wanted]
            for place in range(turn - 1, max(-1, turn - 1 - TURNS_BACK), -1)
        ]


def cues_of(turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> Cues:
    """All cues, in the order of their ends; of those that end together the longest is the last."""
    return Cues([sorted(_in_turn(turn, vocabulary), key=lambda cue: (cue.last, -cue.first)) for turn in turns], turns)


def _in_turn(turn: TokenTurn, vocabulary: Vocabulary) -> list[Cue]:
    phrases: list[tuple[PrivateKind | None, tuple[str, ...]]] = [
        (kind, phrase) for kind, some in vocabulary.phrases.items() for phrase in some
    ]
    phrases += [(None, vocabulary.phrase(cue)) for cue in vocabulary.number_cues]
    texts = turn.texts
    return [
        Cue(kind, turn.index, place, place + len(phrase) - 1)
        for kind, phrase in phrases
        for place in range(len(texts) - len(phrase) + 1)
        if says(texts, place, phrase)
    ]


def says(texts: Sequence[str], place: int, phrase: Sequence[str]) -> bool:
    """Whether the words at `place` are a phrase; a word of it that ends in * stands for all that begin so."""
    return all(
        text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted
        for text, wanted in zip(texts[place:], phrase, strict=False)
    )
