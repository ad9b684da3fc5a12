"""Numbers that belong together though words, breaths or the other side's 'yes' stand between them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from recordings.private_words.runs import Run, runs_of
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary
from recordings.transcript import Speaker

_LOOSE_WORDS = 4
"""How many words may stand between the parts of a number that goes over turns: yes, go on, written down."""
_TURNS_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs that make one number, perhaps repeated by the other side."""

    runs: tuple[Run, ...]
    digits: str
    """What the side said that said most of it."""

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups, of both sides."""
        return tuple(group for run in self.runs for group in run.groups)


def chains_of(turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> list[Chain]:
    """The chains of a call in order."""
    chains: list[list[Run]] = []
    for turn in turns:
        for run in runs_of(turn, vocabulary):
            if run.is_plain:
                continue
            if chains and _belongs(chains[-1], run, turns, vocabulary):
                chains[-1].append(run)
            else:
                chains.append([run])
    return [Chain(tuple(runs), _most_said(runs, turns)) for runs in chains]


def _most_said(runs: Sequence[Run], turns: Sequence[TokenTurn]) -> str:
    said = {speaker: "".join(run.digits for run in runs if turns[run.turn].speaker is speaker) for speaker in Speaker}
    return max(said.values(), key=len)


def _belongs(chain: Sequence[Run], run: Run, turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> bool:
    last = chain[-1]
    if last.turn == run.turn:
        between = turns[run.turn].texts[last.last + 1 : run.first]
        unknown = [text for text in between if text not in vocabulary.fillers]
        if any(_breaks(text, vocabulary) for text in unknown) or len(between) > _LOOSE_WORDS:
            return False
        said = sum(len(one.digits) for one in chain)
        return not unknown or (len(unknown) == 1 and said >= 2 and len(run.digits) >= 2)
    if run.turn - last.turn > _TURNS_BETWEEN + 1:
        return False
    tail = turns[last.turn].texts[last.last + 1 :]
    head = turns[run.turn].texts[: run.first]
    middle = [turns[place].texts for place in range(last.turn + 1, run.turn)]
    if any(text in vocabulary.amounts for text in (*tail, *head)):
        return False
    return all(len(words) <= _LOOSE_WORDS for words in (tail, head, *middle))


def _breaks(text: str, vocabulary: Vocabulary) -> bool:
    return bool(
        text in vocabulary.breakers
        or text in vocabulary.amounts
        or vocabulary.ordinal.fullmatch(text)
        or vocabulary.month.fullmatch(text)
        or text.startswith(vocabulary.counted)
    )
