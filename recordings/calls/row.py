"""A call, or a recording from outside, as one row of a list. Pure: templates write moments, numbers and enums."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.domain.outcomes import Outcome, RefusalReason
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from recordings.calls.entry import CallLine, Entry, ScoreLine
from recordings.calls.sound import Sound, sound_of

_MISSED = frozenset({EndReason.ABANDONED, EndReason.NO_ANSWER, EndReason.LOST, EndReason.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBrief:
    """A score in a few words."""

    points: float
    max_points: float
    critical: tuple[str, ...]
    """Titles of the criteria that fail the whole call."""
    unsure: int
    differs: tuple[str, ...]
    """Facts that the words tell otherwise than the operator entered them."""


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
    by_robot: bool
    """No person of the clinic took part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row."""

    id: str
    href: str
    """Empty where the reader may not open the call: then the score is left out too (rights.py)."""
    moment: datetime
    name: str
    """Of the patient, or of a file from outside; empty where the number must do."""
    patient: PatientId | None = None
    """Of a call, where known."""
    operator: str
    call: CallCells | None
    """None for a file from outside."""
    sound: Sound
    seconds: float
    """Length of the recording, 0 where there is none."""
    language: Language | None
    is_mono: bool
    """Both voices are on one side, so it is not judged."""
    score: ScoreBrief | None


def row_of(entry: Entry, now: datetime, titles: Mapping[str, str]) -> Row:
    """One entry as a row; `titles` are the names of the criteria in the reader's language."""
    call, recording = entry.call, entry.recording
    return Row(
        id=entry.cursor.id,
        href=f"/calls/{call.id}" if call else f"/recordings/{entry.cursor.id}",
        moment=entry.cursor.moment,
        name=call.patient_name if call else recording.title if recording else "",
        patient=call.patient if call else None,
        operator=call.operator if call else "",
        call=_cells(call) if call else None,
        sound=sound_of(entry, now),
        seconds=recording.seconds if recording else 0.0,
        language=recording.language if recording else None,
        is_mono=recording is not None and recording.is_mono,
        score=_score(entry.score, titles) if entry.score else None,
    )


def _cells(call: CallLine) -> CallCells:
    begun = call.answered_at or call.robot_since
    waited_until = begun or call.ended_at
    return CallCells(
        direction=call.direction,
        number=call.caller,
        waited=None if waited_until is None else waited_until - call.started_at,
        waiting_since=call.started_at if waited_until is None else None,
        talked=None if begun is None or call.ended_at is None else call.ended_at - begun,
        talking_since=begun if call.ended_at is None else None,
        state=call.state,
        ended=call.end_reason,
        is_missed=call.direction is Direction.INBOUND and call.answered_at is None and call.end_reason in _MISSED,
        outcome=call.outcome,
        reason=call.reason,
        by_robot=call.is_of_robot and not call.operator,
    )


def _score(score: ScoreLine, titles: Mapping[str, str]) -> ScoreBrief:
    return ScoreBrief(
        points=score.points,
        max_points=score.max_points,
        critical=tuple(titles.get(name, name) for name in score.critical),
        unsure=score.unsure,
        differs=score.differs,
    )
