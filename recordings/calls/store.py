"""Reads for the screens: the list of calls and recordings, newest first, and what belongs to one of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, Join, RowMapping, Select, and_, exists, func, or_, select, true

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.domain.clinic import whole_name
from callcenter.domain.events import SidesRecorded
from callcenter.domain.outcomes import Outcome, RefusalReason
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, OperatorId, PatientId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from callcenter.storage import tables
from callcenter.storage.heard_facts import differences, differs
from recordings.calls.entry import CallLine, Cursor, Entry, RecordingLine, ScoreLine
from recordings.problems import NOT_SCORED_IN_DOUBT, wants_model
from recordings.recording import RecordingState, Sides
from recordings.store import administrator_of_call

_call, _desk, _recording, _card = tables.call, tables.desk_call, tables.recording, tables.scorecard
_Columns = Select[tuple[object, ...]]


def list_entries(
    connection: Connection, upto: Cursor | None, limit: int, *, outside: bool, differing: bool = False
) -> list[Entry]:
    """The newest entries first, at most `limit`: from the place `upto` on (itself included), or from the newest.

    Recordings from outside are among them where `outside` says so. `differing`: only calls whose words clearly tell
    something else than the operator entered.
    """
    calls, files = _calls(), _files()
    if differing:
        calls = calls.where(differs())
    if upto is not None:
        calls = calls.where(_not_newer(_call.c.started_at, _call.c.id, upto))
        files = files.where(_not_newer(_recording.c.kept_at, _recording.c.id, upto))
    calls = calls.order_by(_call.c.started_at.desc(), _call.c.id.desc()).limit(limit)
    files = files.order_by(_recording.c.kept_at.desc(), _recording.c.id.desc()).limit(limit)
    found = [_call_entry(row) for row in connection.execute(calls).mappings()]
    if outside and not differing:
        found += [_file_entry(row) for row in connection.execute(files).mappings()]
    return sorted(found, key=lambda entry: entry.cursor, reverse=True)[:limit]


def count_newer(connection: Connection, than: Cursor, *, outside: bool, differing: bool = False) -> int:
    """How many entries have come since the one at `than`; `outside` and `differing` as for the list."""
    counted = _with_card(_call.outerjoin(_desk, _desk.c.call == _call.c.id)) if differing else _call
    calls = (
        select(func.count())
        .select_from(counted)
        .where(differs() if differing else true())
        .where(~_not_newer(_call.c.started_at, _call.c.id, than))
    )
    count = int(connection.execute(calls).scalar_one())
    if outside and not differing:
        files = select(func.count()).select_from(_recording).where(_recording.c.call.is_(None))
        files = files.where(~_not_newer(_recording.c.kept_at, _recording.c.id, than))
        count += int(connection.execute(files).scalar_one())
    return count


def call_entry(connection: Connection, call: CallId) -> Entry:
    """One call with its recording. Raises NotFoundError."""
    row = connection.execute(_calls().where(_call.c.id == call)).mappings().one_or_none()
    if row is None:
        raise NotFoundError(N_("This call does not exist. Open it from the list of calls."))
    return _call_entry(row)


def recording_entry(connection: Connection, recording: RecordingId) -> Entry:
    """The call of a recording, or the recording alone where it came from outside. Raises NotFoundError."""
    found = connection.execute(select(_recording.c.call).where(_recording.c.id == recording)).one_or_none()
    if found is None:
        raise NotFoundError(N_("This recording does not exist. Open it from the list of calls."))
    if found[0] is not None:
        return call_entry(connection, CallId(found[0]))
    return _file_entry(connection.execute(_files().where(_recording.c.id == recording)).mappings().one())


def entries_by_id(
    connection: Connection, calls: Sequence[CallId], recordings: Sequence[RecordingId]
) -> Mapping[str, Entry]:
    """Some calls, and those of some recordings that came from outside, by the id of the call or recording."""
    of_calls = connection.execute(_calls().where(_call.c.id.in_(calls))).mappings()
    of_files = connection.execute(_files().where(_recording.c.id.in_(recordings))).mappings()
    found = [*map(_call_entry, of_calls), *map(_file_entry, of_files)]
    return {entry.cursor.id: entry for entry in found}


def _not_newer(moment: ColumnElement[datetime], name: ColumnElement[str], than: Cursor) -> ColumnElement[bool]:
    return or_(moment < than.moment, and_(moment == than.moment, name <= than.id))


def _recording_columns() -> tuple[ColumnElement[object], ...]:
    return (
        _recording.c.id.label("recording"),
        _recording.c.state.label("recording_state"),
        _recording.c.language,
        _recording.c.seconds,
        _recording.c.title,
        _recording.c.problem,
        _recording.c.sides,
        _recording.c.kept_at,
        _card.c.points,
        _card.c.max_points,
        _card.c.critical,
        _card.c.verdicts,
    )


def _files() -> _Columns:
    """Recordings from outside."""
    joined = _recording.outerjoin(_card, _card.c.recording == _recording.c.id)
    return cast(_Columns, select(*_recording_columns()).select_from(joined).where(_recording.c.call.is_(None)))


def _calls() -> _Columns:
    """Calls with the names, the outcome, the recording and the score that belong to them."""
    patient, event, run, wished = tables.patient, tables.event, tables.flow_run, tables.wished_call
    robots = _call.outerjoin(run, run.c.call == _call.c.id).outerjoin(wished, wished.c.id == _call.c.id)
    whom = func.coalesce(_desk.c.patient, wished.c.patient)
    people = robots.outerjoin(_desk, _desk.c.call == _call.c.id).outerjoin(patient, patient.c.id == whom)
    joined = _with_card(people)
    told = exists().where(event.c.kind == SidesRecorded.kind, event.c.subject == _call.c.id)
    query = select(
        *(_call.c.id, _call.c.direction, _call.c.caller, _call.c.caller_name, _call.c.state, _call.c.started_at),
        *(_call.c.answered_at, _call.c.ended_at, _call.c.end_reason, _call.c.offered_to, _call.c.queued_at),
        *(patient.c.id.label("patient"), patient.c.given_name, patient.c.surname),
        *(_desk.c.outcome, _desk.c.refusal_reason, _desk.c.operator.label("desk_operator")),
        administrator_of_call().label("operator"),
        told.label("told"),
        *(run.c.begun_at.label("robot_since"), or_(run.c.call.is_not(None), wished.c.id.is_not(None)).label("robot")),
        *(holds.label(f"differs_{fact}") for fact, holds in differences().items()),
        *_recording_columns(),
    ).select_from(joined)
    return cast(_Columns, query)


def _with_card(calls: Join) -> Join:
    return calls.outerjoin(_recording, _recording.c.call == _call.c.id).outerjoin(
        _card, _card.c.recording == _recording.c.id
    )


def _call_entry(row: RowMapping) -> Entry:
    line = CallLine(
        id=CallId(row["id"]),
        direction=Direction(row["direction"]),
        caller=None if row["caller"] is None else PhoneNumber(row["caller"]),
        caller_name=row["caller_name"],
        state=CallState(row["state"]),
        started_at=row["started_at"],
        answered_at=row["answered_at"],
        ended_at=row["ended_at"],
        end_reason=None if row["end_reason"] is None else EndReason(row["end_reason"]),
        patient=None if row["patient"] is None else PatientId(row["patient"]),
        patient_name=whole_name(row["given_name"] or "", row["surname"] or ""),
        extension=row["offered_to"],
        desk=None if row["desk_operator"] is None else OperatorId(row["desk_operator"]),
        operator=row["operator"],
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        reason=None if row["refusal_reason"] is None else RefusalReason(row["refusal_reason"]),
        sides_recorded=bool(row["told"]),
        robot_since=None if row["queued_at"] else row["robot_since"],
        is_of_robot=bool(row["robot"]),
    )
    return Entry(
        cursor=Cursor(line.started_at, line.id),
        call=line,
        recording=None if row["recording"] is None else _recording_line(row),
        score=_score_line(row),
    )


def _file_entry(row: RowMapping) -> Entry:
    return Entry(
        cursor=Cursor(row["kept_at"], row["recording"]),
        call=None,
        recording=_recording_line(row),
        score=_score_line(row),
    )


def _recording_line(row: RowMapping) -> RecordingLine:
    state, language, problem = RecordingState(row["recording_state"]), Language(row["language"]), row["problem"]
    return RecordingLine(
        id=RecordingId(row["recording"]),
        state=state,
        language=language,
        seconds=row["seconds"],
        title=row["title"],
        is_mono=row["sides"] == Sides.MONO.value,
        has_problem=bool(problem),
        is_doubted=problem == NOT_SCORED_IN_DOUBT,
        has_model=state is RecordingState.NO_MODEL and not wants_model(problem, language),
    )


def _score_line(row: RowMapping) -> ScoreLine | None:
    if row["points"] is None:
        return None
    verdicts: dict[str, dict[str, object]] = row["verdicts"]
    return ScoreLine(
        points=row["points"],
        max_points=row["max_points"],
        critical=tuple(row["critical"]),
        unsure=sum(verdict["verdict"] == "unsure" for verdict in verdicts.values()),
        differs=tuple(fact for fact in differences() if row.get(f"differs_{fact}")),
    )
