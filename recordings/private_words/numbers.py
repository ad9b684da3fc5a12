"""Telephones, bank cards and policies: which chains of digits are private. Pure."""

from collections.abc import Iterator, Sequence

from recordings.private_words.chains import Chain, chains_of
from recordings.private_words.cues import Cue, Cues, says
from recordings.private_words.runs import Run, looks_like_times, runs_of
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

FEWEST = 7
"""Digits that make a telephone where nobody says that it is one."""
_FEWEST_OF_PHONE = 5
"""The same where somebody does: a recogniser may have lost the others."""
_FEWEST_OF_NUMBER = 6
_FEWEST_OF_POLICY = 4
_FEWEST_OF_CARD = 8
_FEWEST_OF_TAIL = 3
_TAIL_NEAR = 3
"""Words between 'ending in' and the digits."""
_CARD_DIGITS = range(15, 20)
BARE = "digits"
"""Reason of a number that nobody has announced."""
_KINDS = (PrivateKind.PHONE, PrivateKind.CARD, PrivateKind.POLICY)
_LETTERS_BEFORE = 4


def find_numbers(turns: Sequence[TokenTurn], cues: Cues, vocabulary: Vocabulary) -> Iterator[PrivateSpan]:
    """The private numbers of a call."""
    for chain in chains_of(turns, vocabulary):
        first = chain.runs[0]
        cue = cues.about(first.turn, first.first, first.last, _KINDS)
        kind = _kind_of(chain, cue)
        if kind is None:
            continue
        is_sure = len(chain.digits) >= FEWEST and (kind is not PrivateKind.CARD or passes_luhn(chain.digits))
        reason = BARE if cue is None else "digits after a cue"
        for begin, end, turn in _stretches(chain, turns, vocabulary, kind):
            tokens = turns[turn].tokens
            yield PrivateSpan(
                turn=turn,
                first=tokens[begin].word,
                last=tokens[end].word,
                kind=kind,
                reason=reason,
                is_sure=is_sure,
            )


def find_tails(turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> Iterator[PrivateSpan]:
    """The last digits of a number that the clinic knows, said to make sure of it."""
    tails = [vocabulary.phrase(cue) for cue in vocabulary.tails]
    for turn in turns:
        texts = turn.texts
        ends = [
            place + len(tail) - 1
            for tail in tails
            for place in range(len(texts) - len(tail) + 1)
            if says(texts, place, tail)
        ]
        for run in runs_of(turn, vocabulary):
            if len(run.digits) >= _FEWEST_OF_TAIL and any(0 < run.first - end <= _TAIL_NEAR for end in ends):
                yield PrivateSpan(
                    turn=turn.index,
                    first=turn.tokens[run.first].word,
                    last=turn.tokens[run.last].word,
                    kind=PrivateKind.PHONE,
                    reason="last digits",
                )


def passes_luhn(digits: str) -> bool:
    """Whether a card number's last digit fits the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits))]
    return len(digits) in _CARD_DIGITS and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _kind_of(chain: Chain, cue: Cue | None) -> PrivateKind | None:
    count, kind = len(chain.digits), None if cue is None else cue.kind
    if cue is None and looks_like_times(chain.groups):
        return None
    if kind is PrivateKind.POLICY and count >= _FEWEST_OF_POLICY:
        return PrivateKind.POLICY
    if kind is PrivateKind.CARD and count >= _FEWEST_OF_CARD:
        return PrivateKind.CARD
    if count in _CARD_DIGITS and kind is not PrivateKind.PHONE:  # a telephone with a slip of the tongue in it
        return PrivateKind.CARD
    needed = FEWEST
    if cue is not None and kind in {None, PrivateKind.PHONE}:
        needed = _FEWEST_OF_NUMBER if kind is None else _FEWEST_OF_PHONE
    return PrivateKind.PHONE if count >= needed else None


def _stretches(
    chain: Chain, turns: Sequence[TokenTurn], vocabulary: Vocabulary, kind: PrivateKind
) -> Iterator[tuple[int, int, int]]:
    """The tokens to hide, as first, last and turn: runs of one turn with what stands between them."""
    runs = list(chain.runs)
    while runs:
        turn = runs[0].turn
        here = [run for run in runs if run.turn == turn]
        runs = runs[len(here) :]
        for part in _close(here):
            begin = _with_letters(turns[turn].texts, part[0].first, vocabulary, kind)
            yield begin, part[-1].last, turn


def _close(runs: Sequence[Run]) -> Iterator[list[Run]]:
    part = [runs[0]]
    for run in runs[1:]:
        if run.first - part[-1].last <= 3:
            part.append(run)
        else:
            yield part
            part = [run]
    yield part


def _with_letters(texts: Sequence[str], first: int, vocabulary: Vocabulary, kind: PrivateKind) -> int:
    """Where the private words begin: with the plus, and with the letters of a policy before its digits."""
    while first and texts[first - 1] in {"плюс", "plus"}:
        first -= 1
    if kind is not PrivateKind.POLICY:
        return first
    begin = first
    for place in range(first - 1, max(-1, first - 1 - _LETTERS_BEFORE), -1):
        if texts[place] in vocabulary.series:
            return place
        if texts[place] in vocabulary.letters:
            begin = place
        elif texts[place] not in vocabulary.fillers:
            break
    return begin
