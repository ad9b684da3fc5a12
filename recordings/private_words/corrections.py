"""What people put right: words that the rules missed, and words that are not private. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from callcenter.kit.ids import OperatorId
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.recording import Sides
from recordings.transcript import Speaker, Turn

BY_HAND = "marked by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of a person. It holds for a stretch of one side's sound, so it outlives a new transcript."""

    id: int
    at: datetime
    operator: OperatorId
    speaker: Speaker
    start: float
    """Seconds in the file."""
    end: float
    kind: PrivateKind | None
    """None: not private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateView:
    """The private words of one recording as a screen needs them."""

    spans: tuple[PrivateSpan, ...] = ()
    """With people's corrections."""
    corrections: tuple[Correction, ...] = ()


def corrected(
    turns: Sequence[Turn],
    spans: Sequence[PrivateSpan],
    corrections: Sequence[Correction],
    sides: Sides = Sides.BOTH,
) -> tuple[PrivateSpan, ...]:
    """The spans of the rules with the decisions of people over them; of two decisions the later one counts.

    Where both voices are on one side (MONO), who spoke is a guess that another transcript may make otherwise, so a
    decision holds for the stretch whoever speaks.
    """
    if not corrections:
        return tuple(spans)
    found: list[PrivateSpan] = []
    for index, turn in enumerate(turns):
        own = [one for one in corrections if sides is Sides.MONO or one.speaker is turn.speaker]
        found += _in_turn(index, turn, spans, own)
    return tuple(found)


def _in_turn(
    index: int, turn: Turn, spans: Sequence[PrivateSpan], corrections: Sequence[Correction]
) -> Iterator[PrivateSpan]:
    own = [span for span in spans if span.turn == index]
    of_word: list[PrivateSpan | None] = [None] * max([len(turn.words), *(span.last + 1 for span in own)])
    for span in own:
        of_word[span.first : span.last + 1] = [span] * (span.last - span.first + 1)
    for correction in sorted(corrections, key=lambda one: one.id):
        for place, word in enumerate(turn.words):
            if correction.start <= (word.start + word.end) / 2 <= correction.end:
                of_word[place] = None if correction.kind is None else _by_hand(index, correction.kind)
    yield from _joined(of_word)


def _by_hand(turn: int, kind: PrivateKind) -> PrivateSpan:
    return PrivateSpan(turn=turn, first=0, last=0, kind=kind, reason=BY_HAND)


def _joined(of_word: Sequence[PrivateSpan | None]) -> Iterator[PrivateSpan]:
    place = 0
    while place < len(of_word):
        span, first = of_word[place], place
        while place < len(of_word) and of_word[place] == span:
            place += 1
        if span is not None:
            yield PrivateSpan(
                turn=span.turn, first=first, last=place - 1, kind=span.kind, reason=span.reason, is_sure=span.is_sure
            )
