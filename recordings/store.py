"""Recordings, transcripts and scorecards in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from callcenter.domain.calls import Direction
from callcenter.domain.events import RecordingTranscribed, SidesRecorded, TranscriptionAsked
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.types import UtcDateTime
from recordings.recording import CallFacts, Recording, RecordingState, Sides, SoundFault, SoundNote
from recordings.scoring.card import ScoreCard, card_to_json
from recordings.scoring.line import line_of
from recordings.statistics import CallStatistics, statistics_from_json, statistics_to_json
from recordings.transcript import Hold, Json, Turn
from recordings.transcript_json import read_transcript, turn_to_json

_recording = tables.recording
_ASKED_AT_ONCE = 500
"""How many ids one question names; databases allow some thousands."""


def add_recording(connection: Connection, recording: Recording) -> bool:
    """Store a new recording; False where the call has one already."""
    try:
        with connection.begin_nested():
            connection.execute(insert(_recording).values(id=recording.id, **_values(recording)))
    except IntegrityError:
        return False
    return True


def get_recording(connection: Connection, recording: RecordingId, *, for_update: bool = False) -> Recording:
    """The recording with this id; `for_update` keeps it from others until the end of the transaction.

    Raises NotFoundError.
    """
    query = select(_recording).where(_recording.c.id == recording)
    found = _one(connection, query.with_for_update() if for_update else query)
    if found is None:
        raise NotFoundError("this recording does not exist; open it from the list of calls")
    return found


def recording_of_call(connection: Connection, call: CallId) -> Recording | None:
    """The recording of a call, if it has one."""
    return _one(connection, select(_recording).where(_recording.c.call == call))


def outside_recording(connection: Connection, sha256: str) -> Recording | None:
    """The file from outside with these samples, if it was brought before."""
    query = select(_recording).where(_recording.c.sha256 == sha256, _recording.c.call.is_(None))
    return _one(connection, query.limit(1))


def named_paths(connection: Connection, paths: Sequence[str]) -> set[str]:
    """Those of some paths, relative to the recordings folder, that a recording names."""
    named = set[str]()
    for begin in range(0, len(paths), _ASKED_AT_ONCE):
        some = paths[begin : begin + _ASKED_AT_ONCE]
        named |= set(connection.execute(select(_recording.c.path).where(_recording.c.path.in_(some))).scalars())
    return named


def recordings_in_state(connection: Connection, state: RecordingState) -> list[Recording]:
    """All recordings in one state, oldest first."""
    query = select(_recording).where(_recording.c.state == state.value).order_by(_recording.c.kept_at)
    return [_read(row) for row in connection.execute(query).mappings()]


def save_state(connection: Connection, recording: RecordingId, state: RecordingState, problem: str) -> None:
    """Store how far a recording has come."""
    change = update(_recording).where(_recording.c.id == recording)
    connection.execute(change.values(state=state.value, problem=problem))


def save_sound(connection: Connection, recording: Recording) -> None:
    """Store everything of a recording that is there already, whose sound has been kept at last."""
    connection.execute(update(_recording).where(_recording.c.id == recording.id).values(**_values(recording)))


def save_notes(connection: Connection, recording: RecordingId, notes: Sequence[SoundNote]) -> None:
    """Store what is wrong with the sound."""
    change = update(_recording).where(_recording.c.id == recording)
    connection.execute(change.values(sound_notes=_notes(notes)))


def forget_words(connection: Connection, recording: RecordingId) -> None:
    """Delete what was written down of a recording, and its score. Corrections of private words stay: they are of its
    sound."""
    for table in (tables.scorecard, tables.score_line, tables.private_words, tables.transcript):
        connection.execute(delete(table).where(table.c.recording == recording))


def save_turns(
    connection: Connection,
    recording: RecordingId,
    model: str,
    turns: Sequence[Turn],
    statistics: CallStatistics,
    at: datetime,
) -> None:
    """Store what was said and what was measured of it, in place of any earlier transcript."""
    connection.execute(delete(tables.transcript).where(tables.transcript.c.recording == recording))
    connection.execute(
        insert(tables.transcript).values(
            recording=recording,
            model=model,
            made_at=at,
            turns=[turn_to_json(turn) for turn in turns],
            statistics=statistics_to_json(statistics),
        )
    )


def get_turns(connection: Connection, recording: RecordingId, language: Language) -> tuple[Turn, ...] | None:
    """What was said, in time order; None where the recording has no transcript."""
    query = select(tables.transcript.c.turns).where(tables.transcript.c.recording == recording)
    stored = cast(Json, connection.execute(query).scalar_one_or_none())
    if stored is None:
        return None
    return read_transcript({"id": recording, "language": language.value, "turns": stored}).turns


def get_statistics(connection: Connection, recording: RecordingId) -> CallStatistics | None:
    """What was measured of its talk; None without a transcript, and for one from before anything was measured."""
    query = select(tables.transcript.c.statistics).where(tables.transcript.c.recording == recording)
    return statistics_from_json(cast(Json, connection.execute(query).scalar_one_or_none()))


def transcript_model(connection: Connection, recording: RecordingId) -> str:
    """The name of the speech model that wrote the transcript; empty where there is none."""
    query = select(tables.transcript.c.model).where(tables.transcript.c.recording == recording)
    return str(connection.execute(query).scalar_one_or_none() or "")


def save_card(connection: Connection, recording: RecordingId, card: ScoreCard, at: datetime) -> None:
    """Store a scorecard, in place of any earlier one."""
    data = card_to_json(card)
    connection.execute(delete(tables.scorecard).where(tables.scorecard.c.recording == recording))
    connection.execute(
        insert(tables.scorecard).values(
            recording=recording,
            standard=card.standard,
            standard_version=f"{card.standard_version}.{card.phrases_version}",
            made_at=at,
            points=card.points,
            max_points=card.max_points,
            verdicts=data["criteria"],
            critical=data["critical"],
            facts=data.get("facts"),
        )
    )
    _save_line(connection, recording, card, data)


def _save_line(connection: Connection, recording: RecordingId, card: ScoreCard, data: Mapping[str, Json]) -> None:
    """Store the same in a narrow row."""
    line, call = tables.score_line, tables.call
    moment = select(func.coalesce(call.c.started_at, _recording.c.kept_at, type_=UtcDateTime()))
    moment = moment.select_from(_recording.outerjoin(call, call.c.id == _recording.c.call))
    at = connection.execute(moment.where(_recording.c.id == recording)).scalar_one()
    criteria, verdicts = line_of(cast("dict[str, Json]", data["criteria"]), card.critical)
    connection.execute(delete(line).where(line.c.recording == recording))
    values = {"points": card.points, "max_points": card.max_points, "criteria": criteria, "verdicts": verdicts}
    connection.execute(insert(line).values(recording=recording, at=at, **values))


def get_card(connection: Connection, recording: RecordingId) -> dict[str, Json] | None:
    """The stored scorecard as its JSON form (standard, points, max_points, criteria, critical, facts); None
    without one."""
    table = tables.scorecard
    row = connection.execute(select(table).where(table.c.recording == recording)).mappings().one_or_none()
    if row is None:
        return None
    return {
        "standard": row["standard"],
        "standard_version": row["standard_version"],
        "points": row["points"],
        "max_points": row["max_points"],
        "criteria": row["verdicts"],
        "critical": row["critical"],
        "facts": row["facts"],
    }


def sides_of_call(connection: Connection, call: CallId) -> SidesRecorded | None:
    """What the exchange said about the two files of a call."""
    query = select(tables.event).where(tables.event.c.kind == SidesRecorded.kind, tables.event.c.subject == call)
    row = connection.execute(query.order_by(tables.event.c.id.desc()).limit(1)).mappings().one_or_none()
    if row is None:
        return None
    data = row["data"]
    return SidesRecorded(
        at=row["at"],
        call=call,
        patient_file=data["patient_file"],
        administrator_file=data["administrator_file"],
        patient_offset=data.get("patient_offset", 0.0),
        administrator_offset=data.get("administrator_offset", 0.0),
        offsets_are_reckoned=data.get("offsets_are_reckoned", False),
    )


def calls_without_recording(connection: Connection, since: datetime, until: datetime, limit: int) -> list[CallId]:
    """Some calls whose files the exchange has told of between two moments, and that have no recording."""
    event = tables.event
    has_one = select(_recording.c.id).where(_recording.c.call == event.c.subject).exists()
    query = (
        select(event.c.subject)
        .distinct()
        .where(event.c.kind == SidesRecorded.kind, event.c.at >= since, event.c.at < until, ~has_one)
        .limit(limit)
    )
    return [CallId(subject) for subject in connection.execute(query).scalars()]


def times_given_up(
    connection: Connection, recordings: Sequence[RecordingId], said: str
) -> dict[RecordingId, list[datetime]]:
    """When the work on some recordings was given up (with a problem that holds `said`) since a person last asked."""
    event, found = tables.event, dict[RecordingId, list[datetime]]()
    for begin in range(0, len(recordings), _ASKED_AT_ONCE):
        some = recordings[begin : begin + _ASKED_AT_ONCE]
        query = select(event).where(
            event.c.subject.in_(some), event.c.kind.in_((RecordingTranscribed.kind, TranscriptionAsked.kind))
        )
        for row in connection.execute(query.order_by(event.c.id)).mappings():
            name = RecordingId(row["subject"])
            if row["kind"] == TranscriptionAsked.kind:
                found[name] = []
            elif said in row["data"].get("problem", ""):
                found.setdefault(name, []).append(row["at"])
    return found


def administrator_of_call() -> ColumnElement[str]:
    """The name of who talked for the clinic, in a query that reads `call` with its `desk_call`; empty: nobody knows.

    Who took the call on the desk is kept with it. Where no desk took it, it is whoever has the telephone today, or
    else whoever had it last.
    """
    call, desk, operator = tables.call, tables.desk_call, tables.operator
    at_desk = select(operator.c.name).where(operator.c.id == desk.c.operator).scalar_subquery()
    has_telephone = (operator.c.extension == call.c.offered_to) & (operator.c.extension != "")
    at_telephone = (
        select(operator.c.name)
        .where(has_telephone, call.c.answered_at.is_not(None))
        .order_by(operator.c.is_active.desc(), operator.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(at_desk, at_telephone, "")


def call_facts(connection: Connection, call: CallId | None) -> CallFacts:
    """Direction, ringing, who answered and in which language, as far as they are known."""
    table, desk, patient = tables.call, tables.desk_call, tables.patient
    query = (
        select(
            table.c.direction,
            table.c.started_at,
            table.c.answered_at,
            table.c.ended_at,
            table.c.holds,
            administrator_of_call().label("administrator"),
            patient.c.language,
        )
        .select_from(table)
        .outerjoin(desk, desk.c.call == table.c.id)
        .outerjoin(patient, patient.c.id == desk.c.patient)
        .where(table.c.id == call)
    )
    row = connection.execute(query).mappings().one_or_none() if call else None
    if row is None:
        return CallFacts()
    answered = row["answered_at"]
    return CallFacts(
        direction=Direction(row["direction"]),
        administrator=row["administrator"],
        ring_seconds=(answered - row["started_at"]).total_seconds() if answered else None,
        talk_seconds=(row["ended_at"] - answered).total_seconds() if answered and row["ended_at"] else None,
        language=Language(row["language"]) if row["language"] else None,
        started_at=row["started_at"],
        holds=_holds(row["holds"], answered, row["ended_at"]) if answered else (),
    )


def _holds(stored: Sequence[Sequence[str | None]], answered: datetime, ended: datetime | None) -> tuple[Hold, ...]:
    """Holds in seconds from the answer; one that lasted to the end of the call ends with it."""
    holds = []
    for since, until in stored:
        start = datetime.fromisoformat(str(since))
        end = datetime.fromisoformat(until) if until else ended or start
        seconds = [max(0.0, (moment - answered).total_seconds()) for moment in (start, end)]
        holds.append(Hold(start=seconds[0], end=max(seconds)))
    return tuple(holds)


def _one(connection: Connection, query: Select[tuple[object, ...]]) -> Recording | None:
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _read(row)


def _read(row: RowMapping) -> Recording:
    return Recording(
        id=RecordingId(row["id"]),
        call=CallId(row["call"]) if row["call"] else None,
        language=Language(row["language"]),
        path=row["path"],
        seconds=row["seconds"],
        sides=Sides(row["sides"]),
        state=RecordingState(row["state"]),
        problem=row["problem"],
        notes=tuple(SoundNote(SoundFault(fault), detail) for fault, detail in row["sound_notes"]),
        kept_at=row["kept_at"],
        sha256=row["sha256"],
        title=row["title"],
        lead_seconds=row["lead_seconds"],
    )


def _values(recording: Recording) -> dict[str, object]:
    return {
        "call": recording.call,
        "language": recording.language.value,
        "path": recording.path,
        "seconds": recording.seconds,
        "sides": recording.sides.value,
        "state": recording.state.value,
        "problem": recording.problem,
        "sound_notes": _notes(recording.notes),
        "kept_at": recording.kept_at,
        "sha256": recording.sha256,
        "title": recording.title,
        "lead_seconds": recording.lead_seconds,
    }


def _notes(notes: Sequence[SoundNote]) -> list[list[str]]:
    return [[note.fault.value, note.detail] for note in notes]
