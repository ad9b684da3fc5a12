"""Numbers that belong together though words, breaths or the other side's 'yes' stand between them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recordings.private_words.runs import Run, runs_of
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary
from recordings.transcript import Speaker

_LOOSE_WORDS = 4
"""How many words may stand between the parts of a number that goes over turns: yes, go on, written down."""
_TURNS_BETWEEN = 2
_ECHO_TURNS = 2
"""How many turns behind a number the other side may repeat it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs that make one number, and those in which the other side repeats it."""

    runs: tuple[Run, ...]
    groups: tuple[str, ...]
    """The digits as the side said them that gave the number."""

    @property
    def digits(self) -> str:
        """All digits of the number."""
        return "".join(self.groups)


def chains_of(turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> list[Chain]:
    """The numbers of a call in order; a number that was repeated may be found twice, from either side."""
    runs = [run for turn in turns for run in runs_of(turn, vocabulary) if not run.is_plain]
    chains = []
    for speaker in Speaker:
        own = [run for run in runs if turns[run.turn].speaker is speaker]
        others = [run for run in runs if turns[run.turn].speaker is not speaker]
        chains += [_with_echo(chain, others, turns) for chain in _chained(own, turns, vocabulary)]
    return sorted(chains, key=lambda chain: (chain.runs[0].turn, chain.runs[0].first))


def _chained(runs: Iterable[Run], turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> list[list[Run]]:
    chains: list[list[Run]] = []
    for run in runs:
        if chains and _belongs(chains[-1], run, turns, vocabulary):
            chains[-1].append(run)
        else:
            chains.append([run])
    return chains


def _with_echo(chain: Sequence[Run], others: Iterable[Run], turns: Sequence[TokenTurn]) -> Chain:
    groups = tuple(group for run in chain for group in run.groups)
    around = range(chain[0].turn - 1, chain[-1].turn + _ECHO_TURNS + 1)
    echo = [run for run in others if run.turn in around and _repeats(run, groups, turns[run.turn])]
    return Chain(tuple(sorted((*chain, *echo), key=lambda run: (run.turn, run.first))), groups)


def _repeats(run: Run, groups: Sequence[str], turn: TokenTurn) -> bool:
    """Whether a run says again what was said: its digits stand in the number, or half of its groups do."""
    same = sum(group in groups for group in run.groups)
    is_telling = len(run.digits) > 1 or len(turn.tokens) == 1
    return is_telling and (run.digits in "".join(groups) or same * 2 >= len(run.groups))


def _belongs(chain: Sequence[Run], run: Run, turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> bool:
    if chain[-1].turn == run.turn:
        return _goes_on_in_turn(chain, run, turns[run.turn].texts, vocabulary)
    return _goes_on_in_later_turn(chain[-1], run, turns, vocabulary)


def _goes_on_in_turn(chain: Sequence[Run], run: Run, texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    between = texts[chain[-1].last + 1 : run.first]
    unknown = [text for text in between if text not in vocabulary.fillers]
    if len(between) > _LOOSE_WORDS or any(_breaks(text, vocabulary) for text in unknown):
        return False
    said = sum(len(one.digits) for one in chain)
    return not unknown or (len(unknown) == 1 and said >= 2 and len(run.digits) >= 2)


def _goes_on_in_later_turn(last: Run, run: Run, turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> bool:
    if run.turn - last.turn > _TURNS_BETWEEN + 1:
        return False
    tail, head = turns[last.turn].texts[last.last + 1 :], turns[run.turn].texts[: run.first]
    if len(run.digits) == 1 and len(turns[run.turn].texts) > 2:  # 'one' and 'oh' are not always numbers
        return False
    middle = [turns[place] for place in range(last.turn + 1, run.turn)]
    words = [_without_numbers(turn, vocabulary) for turn in middle]
    if any(text in vocabulary.amounts for text in (*tail, *head)):
        return False
    return all(len(some) <= _LOOSE_WORDS for some in (tail, head, *words))


def _without_numbers(turn: TokenTurn, vocabulary: Vocabulary) -> list[str]:
    numbers = {place for run in runs_of(turn, vocabulary) for place in range(run.first, run.last + 1)}
    return [text for place, text in enumerate(turn.texts) if place not in numbers]


def _breaks(text: str, vocabulary: Vocabulary) -> bool:
    return bool(
        text in vocabulary.breakers
        or text in vocabulary.amounts
        or vocabulary.ordinal.fullmatch(text)
        or vocabulary.month.fullmatch(text)
        or text.startswith(vocabulary.counted)
    )
