"""The list of calls as its templates need it. Pure: the templates' filters write moments, numbers and enums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.domain.outcomes import Outcome, RefusalReason
from callcenter.domain.people import Operator
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from recordings.calls.entry import BEFORE_ALL, CallLine, Cursor, Entry, ScoreLine
from recordings.calls.rights import may_open
from recordings.scoring.standard import Standard
from recordings.screens.sound_view import Sound, sound_of

PAGE_SIZE = 50

_MISSED = frozenset({EndReason.ABANDONED, EndReason.NO_ANSWER, EndReason.LOST, EndReason.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBrief:
    """A score in a few words."""

    points: float
    max_points: float
    critical: tuple[str, ...]
    """Titles of the criteria that fail the whole call."""
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCells:
    """What only a call has."""

    direction: Direction
    number: PhoneNumber | None
    waited: timedelta | None
    waiting_since: datetime | None
    """Set while the caller waits; then `waited` is None."""
    talked: timedelta | None
    """None where nobody talked."""
    talking_since: datetime | None
    state: CallState
    ended: EndReason | None
    is_missed: bool
    outcome: Outcome | None
    reason: RefusalReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row."""

    id: str
    href: str
    """Empty where the reader may not open the call: then the score is left out too (rights.py)."""
    moment: datetime
    name: str
    """Of the patient, or of a file from outside; empty where the number must do."""
    operator: str
    call: CallCells | None
    """None for a file from outside."""
    sound: Sound
    seconds: float
    """Length of the recording, 0 where there is none."""
    language: Language | None
    score: ScoreBrief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One part of the list."""

    rows: tuple[Row, ...]
    top: Cursor
    """The place of the first row; what is newer is counted in the badge, and not put in."""
    older: Cursor | None
    """Where the next part begins."""
    is_newest: bool
    newer: int
    """How many entries have come since the page was opened."""


def list_view(
    entries: Sequence[Entry],
    *,
    begin: Cursor | None,
    newer: int | None,
    now: datetime,
    standard: Standard,
    language: Language,
    reader: Operator,
) -> ListView:
    """The part of the list that begins at `begin`; `entries` holds one more than a page where there is a next one.

    `newer` is how many have come since the newest part was opened, None for an older part.
    """
    shown = entries[:PAGE_SIZE]
    titles = titles_of(standard, language)
    return ListView(
        rows=tuple(_row_for(reader, row_of(entry, now, titles), entry.call) for entry in shown),
        top=begin or (shown[0].cursor if shown else BEFORE_ALL),
        older=entries[PAGE_SIZE].cursor if len(entries) > PAGE_SIZE else None,
        is_newest=newer is not None,
        newer=newer or 0,
    )


def titles_of(standard: Standard, language: Language) -> Mapping[str, str]:
    """The names of the criteria in one language."""
    return {criterion.id: criterion.title[language] for criterion in standard.criteria}


def row_of(entry: Entry, now: datetime, titles: Mapping[str, str]) -> Row:
    """One entry as a row; `titles` are the names of the criteria in the reader's language."""
    call, recording = entry.call, entry.recording
    return Row(
        id=entry.cursor.id,
        href=f"/calls/{call.id}" if call else f"/recordings/{entry.cursor.id}",
        moment=entry.cursor.moment,
        name=call.patient_name if call else recording.title if recording else "",
        operator=call.operator if call else "",
        call=_cells(call) if call else None,
        sound=sound_of(entry, now),
        seconds=recording.seconds if recording else 0.0,
        language=recording.language if recording else None,
        score=_score(entry.score, titles) if entry.score else None,
    )


def _row_for(reader: Operator, row: Row, call: CallLine | None) -> Row:
    return row if may_open(reader, call) else replace(row, href="", score=None)


def _cells(call: CallLine) -> CallCells:
    waited_until = call.answered_at or call.ended_at
    return CallCells(
        direction=call.direction,
        number=call.caller,
        waited=None if waited_until is None else waited_until - call.started_at,
        waiting_since=call.started_at if waited_until is None else None,
        talked=None if call.answered_at is None or call.ended_at is None else call.ended_at - call.answered_at,
        talking_since=call.answered_at if call.ended_at is None else None,
        state=call.state,
        ended=call.end_reason,
        is_missed=call.direction is Direction.INBOUND and call.answered_at is None and call.end_reason in _MISSED,
        outcome=call.outcome,
        reason=call.reason,
    )


def _score(score: ScoreLine, titles: Mapping[str, str]) -> ScoreBrief:
    return ScoreBrief(
        points=score.points,
        max_points=score.max_points,
        critical=tuple(titles.get(name, name) for name in score.critical),
        unsure=score.unsure,
    )
