"""Reads the scored calls of a stretch of time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from callcenter.kit.ids import CallId, OperatorId, RecordingId
from callcenter.storage import tables
from recordings.months.tally import ScoredCall


def calls_between(connection: Connection, since: datetime, until: datetime) -> list[ScoredCall]:
    """The scored calls that began at `since` or later and before `until`, newest first."""
    line, recording, call, desk = tables.score_line, tables.recording, tables.call, tables.desk_call
    query = (
        select(
            *(line.c.recording, recording.c.call, line.c.at, line.c.points, line.c.max_points),
            *(line.c.criteria, line.c.verdicts, desk.c.operator, call.c.offered_to, call.c.answered_at),
        )
        .select_from(
            line.join(recording, recording.c.id == line.c.recording)
            .outerjoin(call, call.c.id == recording.c.call)
            .outerjoin(desk, desk.c.call == call.c.id)
        )
        .where(line.c.at >= since, line.c.at < until)
        .order_by(line.c.at.desc(), line.c.recording)
    )
    telephones = _telephones(connection)
    return [
        ScoredCall(
            recording=RecordingId(row.recording),
            call=None if row.call is None else CallId(row.call),
            at=row.at,
            administrator=OperatorId(row.operator)
            if row.operator
            else _at(telephones, row.offered_to, row.answered_at),
            points=row.points,
            max_points=row.max_points,
            criteria=row.criteria,
            verdicts=row.verdicts,
        )
        for row in connection.execute(query)
    ]


def names_of_operators(connection: Connection) -> Mapping[OperatorId, str]:
    """Everybody's name."""
    table = tables.operator
    return {OperatorId(row.id): str(row.name) for row in connection.execute(select(table.c.id, table.c.name))}


def _telephones(connection: Connection) -> Mapping[str, OperatorId]:
    """Whose a telephone is: whoever has it today, or else whoever had it last (as in recordings/store.py)."""
    table = tables.operator
    query = select(table.c.extension, table.c.id).where(table.c.extension != "")
    rows = connection.execute(query.order_by(table.c.is_active, table.c.id))
    return {row.extension: OperatorId(row.id) for row in rows}  # the last of a telephone stays


def _at(telephones: Mapping[str, OperatorId], telephone: str | None, answered: datetime | None) -> OperatorId | None:
    return telephones.get(telephone) if telephone and answered else None
