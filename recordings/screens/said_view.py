"""The robot's side of a transcript: the texts that it said, where the recogniser only guesses at them. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from recordings.reading.pieces import Piece
from recordings.screens.ports import RobotStep
from recordings.screens.words_view import TurnView, WordsView
from recordings.transcript import Speaker

_EARLY_S = 0.7
"""A sentence may be heard so much before the step that says it, as the clocks of a call and its recording differ."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a step said, and the seconds of the recording in which it may be heard."""

    text: str
    begin: float
    until: float


def with_said(
    words: WordsView, steps: Sequence[RobotStep], seconds: float, mask: Callable[[str], str], *, is_alone: bool
) -> WordsView:
    """The transcript of a recording of `seconds` with what the robot said, `mask` over what was meant for this patient
    alone. `is_alone`: no person spoke for the clinic after it."""
    if words.is_mono:
        return words
    said = list(_sentences(steps, seconds, mask, is_alone=is_alone))
    turns = [*_guessed(words.turns, said), *_told(words.turns, said)]
    pieces = [piece for turn in turns for piece in turn.pieces]
    unknown = sum(piece.is_unknown for piece in pieces) if words.shows_unknown else words.unknown
    return replace(
        words,
        turns=tuple(sorted(turns, key=lambda turn: turn.start)),
        has_unsure=any(piece.is_unsure and not piece.is_unknown for piece in pieces),
        has_readings=any(piece.said for piece in pieces),
        unknown=unknown,
        has_robot=bool(said),
    )


def _sentences(
    steps: Sequence[RobotStep], seconds: float, mask: Callable[[str], str], *, is_alone: bool
) -> Iterator[_Sentence]:
    spoken = [(step, step.play_at) for step in steps if step.said and step.play_at is not None]
    for place, (step, begin) in enumerate(spoken, start=1):
        until = spoken[place][1] if place < len(spoken) else _last_until(step, seconds, is_alone=is_alone)
        text = " ".join(one.text if one.is_fixed else mask(one.text) for one in step.said)
        yield _Sentence(text, begin, until)


def _last_until(step: RobotStep, seconds: float, *, is_alone: bool) -> float:
    return seconds + _EARLY_S if is_alone or step.done_at is None else step.done_at


def _guessed(turns: Sequence[TurnView], said: Sequence[_Sentence]) -> Iterator[TurnView]:
    """The recogniser's turns without what it heard of the sentences."""
    for turn in turns:
        left = tuple(piece for piece in turn.pieces if not any(_is_of(turn, piece, one) for one in said))
        if len(left) == len(turn.pieces):
            yield turn
        elif timed := [piece for piece in left if piece.start is not None]:
            yield replace(turn, pieces=left, start=timed[0].start or 0.0, end=timed[-1].end or turn.end)


def _told(turns: Sequence[TurnView], said: Sequence[_Sentence]) -> Iterator[TurnView]:
    """A turn for each sentence: where it is heard, else from where it may be."""
    for place, one in enumerate(said):
        heard = [piece for turn in turns for piece in turn.pieces if _is_of(turn, piece, one)]
        starts = [piece.start for piece in heard if piece.start is not None]
        ends = [piece.end for piece in heard if piece.end is not None]
        yield TurnView(
            id=f"said-{place}",
            speaker=Speaker.ADMINISTRATOR,
            start=min(starts, default=one.begin),
            end=max(ends, default=one.until),
            pieces=(Piece(one.text),),
            is_robot=True,
        )


def _is_of(turn: TurnView, piece: Piece, one: _Sentence) -> bool:
    if turn.speaker is not Speaker.ADMINISTRATOR:
        return False
    start = turn.start if piece.start is None and len(turn.pieces) == 1 else piece.start
    return start is not None and one.begin - _EARLY_S <= start < one.until - _EARLY_S
