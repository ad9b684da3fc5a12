"""The transcript as bubbles that follow the sound, and what is shaded on the waveform. Pure.

All times are seconds from the start of the kept file, which is what a player counts in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from callcenter.domain.calls import Call
from callcenter.kit.languages import Language
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.reading.pieces import Piece, pieces_of
from recordings.reading.readable import readable
from recordings.recording import Recording, Sides
from recordings.transcript import Guess, Speaker, Turn

SILENCE_S = 3.0
"""A stretch this long in which nobody speaks is shaded."""
OVERLAP_S = 0.5
"""A stretch this long in which both speak is shaded."""


class MarkKind(StrEnum):
    """Why a stretch of the waveform is shaded."""

    HOLD = "hold"
    SILENCE = "silence"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shaded stretch."""

    kind: MarkKind
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """One bubble."""

    id: str
    speaker: Speaker | None
    """None where both voices are on one side."""
    guess: Guess | None = None
    """Who may have spoken where both voices are on one side; None there where nobody can tell."""
    start: float
    end: float
    pieces: tuple[Piece, ...]
    is_robot: bool = False
    """The robot said it, in this very text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsView:
    """The whole transcript."""

    turns: tuple[TurnView, ...]
    model: str
    """The speech model that wrote it."""
    has_unsure: bool
    is_mono: bool
    has_readings: bool = False
    """Some spoken numbers are shown in figures."""
    unknown: int = 0
    """How many words the speech model does not know; older transcripts have no mark of them."""
    shows_unknown: bool = False
    """They are shown as ellipses."""
    has_robot: bool = False
    """Some turns are what a robot said."""

    @property
    def knows_words(self) -> bool:
        """Some word was recognised."""
        pieces = (piece for turn in self.turns for piece in turn.pieces)
        return any(piece.text.strip() and not piece.is_unknown for piece in pieces)

    @property
    def knows_voices(self) -> bool:
        """Both voices are on one side, and they could be told apart."""
        return any(turn.guess for turn in self.turns)

    @property
    def knows_roles(self) -> bool:
        """And the words tell which of them is the administrator's."""
        return any(turn.guess and turn.guess.role for turn in self.turns)


def words_view(
    recording: Recording,
    turns: Sequence[Turn],
    model: str,
    private: Sequence[PrivateSpan] = (),
    labels: Mapping[PrivateKind, str] | None = None,
) -> WordsView:
    """The bubbles of a transcript; `private` says which words are private, or where they stood."""
    is_mono = recording.sides is Sides.MONO
    shown = tuple(
        TurnView(
            id=f"turn-{place}",
            speaker=None if is_mono else turn.speaker,
            guess=turn.guess if is_mono else None,
            start=turn.start,
            end=turn.end,
            pieces=tuple(_with_private(pieces_of(turn), [one for one in private if one.turn == place], labels or {})),
        )
        for place, turn in enumerate(turns)
    )
    has_unsure = any(piece.is_unsure and not piece.is_unknown for turn in shown for piece in turn.pieces)
    return WordsView(
        turns=shown,
        model=model,
        has_unsure=has_unsure,
        is_mono=is_mono,
        shows_unknown=any(turn.unknown for turn in turns),
    )


def with_readings(view: WordsView, turns: Sequence[Turn], language: Language) -> WordsView:
    """The transcript with every turn as a reader reads it; `turns` are those that the view shows."""
    shown = tuple(
        replace(one, pieces=readable(one.pieces, turn, language)) for one, turn in zip(view.turns, turns, strict=True)
    )
    return replace(view, turns=shown, has_readings=any(piece.said for one in shown for piece in one.pieces))


def _with_private(
    pieces: Sequence[Piece], spans: Sequence[PrivateSpan], labels: Mapping[PrivateKind, str]
) -> Iterator[Piece]:
    """The pieces of a turn, with those marked that are part of its private words or stand between them."""
    place = 0
    for piece in pieces:
        is_word = piece.start is not None and not piece.is_unknown
        span = next((one for one in spans if one.first + (not is_word) <= place <= one.last), None)
        if span is None:
            yield piece
        else:
            ends = is_word and place == span.last
            yield replace(piece, private=labels[span.kind], opens=is_word and place == span.first, closes=ends)
        place += is_word


def marks_of(recording: Recording, turns: Sequence[Turn], holds: Sequence[Mark]) -> tuple[Mark, ...]:
    """What is shaded: holds, silence outside of them, and where both speak; in the order of their starts.

    Without a transcript nobody knows who was silent, so only the holds are shaded.
    """
    marks = list(holds)
    if turns:
        talk = _joined([(turn.start, turn.end) for turn in turns] + [(hold.start, hold.end) for hold in holds])
        marks += [
            Mark(MarkKind.SILENCE, *gap) for gap in _gaps(talk, recording.seconds) if gap[1] - gap[0] >= SILENCE_S
        ]
        marks += _overlaps(turns)
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.kind)))


def holds_of(call: Call, lead: float, seconds: float) -> tuple[Mark, ...]:
    """The holds of a call on its recording, which is `seconds` long and begins `lead` seconds before the answer."""
    if call.answered_at is None:
        return ()
    marks = []
    for hold in call.holds:
        start = (hold.since - call.answered_at).total_seconds() + lead
        until = hold.until or call.ended_at
        end = seconds if until is None else (until - call.answered_at).total_seconds() + lead
        start, end = max(0.0, start), min(end, seconds)
        if end > start:
            marks.append(Mark(MarkKind.HOLD, round(start, 2), round(end, 2)))
    return tuple(marks)


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _gaps(talk: Sequence[tuple[float, float]], seconds: float) -> list[tuple[float, float]]:
    edges = [0.0, *(moment for span in talk for moment in span), seconds]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def _overlaps(turns: Sequence[Turn]) -> list[Mark]:
    sides = {speaker: [turn for turn in turns if turn.speaker is speaker] for speaker in Speaker}
    found = []
    for one in sides[Speaker.PATIENT]:
        for other in sides[Speaker.ADMINISTRATOR]:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if end - start >= OVERLAP_S:
                found.append(Mark(MarkKind.OVERLAP, start, end))
    return found
