"""Missing answers, and what was done about them, in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, insert, select

from callcenter.kit.ids import OperatorId
from callcenter.storage import tables
from scripts_library.unfit.groups import Note

_unfit, _done, _shown = tables.script_unfit, tables.script_unfit_done, tables.step_shown
ASIDE, ANSWERED = "aside", "answered"
_MOST = 2_000
_MOST_DONE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One decision about several notes."""

    batch: str
    how: str
    at: datetime
    operator: str
    """The name."""
    notes: int
    said: str
    """One of them."""
    script: str
    step: str


def open_notes(connection: Connection, script: str = "", only: Collection[int] | None = None) -> list[Note]:
    """The newest notes that nobody has dealt with; of one script, or with these ids, where given."""
    query = (
        select(
            *(_unfit.c.id, _unfit.c.call, _unfit.c.script, _unfit.c.version, _unfit.c.language, _unfit.c.step),
            *(_unfit.c.said, _unfit.c.at, tables.operator.c.name, tables.call.c.answered_at),
            tables.recording.c.lead_seconds,
        )
        .select_from(
            _unfit.join(tables.call, tables.call.c.id == _unfit.c.call)
            .outerjoin(_done, _done.c.unfit == _unfit.c.id)
            .outerjoin(tables.operator, tables.operator.c.id == _unfit.c.operator)
            .outerjoin(tables.recording, tables.recording.c.call == _unfit.c.call)
        )
        .where(_done.c.unfit.is_(None))
    )
    if script:
        query = query.where(_unfit.c.script == script)
    if only is not None:
        query = query.where(_unfit.c.id.in_(only))
    rows = connection.execute(query.order_by(_unfit.c.id.desc()).limit(_MOST)).mappings().all()
    ways = _ways(connection, {row["call"] for row in rows})
    return [_note(row, ways.get((row["call"], row["script"], row["step"]))) for row in rows]


def count_open(connection: Connection, script: str = "") -> int:
    """How many notes wait."""
    query = select(func.count()).select_from(_unfit.outerjoin(_done, _done.c.unfit == _unfit.c.id))
    query = query.where(_done.c.unfit.is_(None))
    return int(connection.execute(query.where(_unfit.c.script == script) if script else query).scalar_one())


def mark_done(
    connection: Connection, notes: Collection[int], batch: str, how: str, at: datetime, operator: OperatorId
) -> None:
    """Keep what was decided about notes."""
    about = {"batch": batch, "how": how, "at": at, "operator": operator}
    connection.execute(insert(_done), [{"unfit": note, **about} for note in sorted(notes)])


def undo(connection: Connection, batch: str) -> int:
    """Take a decision back; how many notes wait again."""
    return connection.execute(delete(_done).where(_done.c.batch == batch)).rowcount


def latest_done(connection: Connection) -> Sequence[Done]:
    """The last decisions, the newest first."""
    person = tables.operator
    query = (
        select(
            *(_done.c.batch, _done.c.how, _done.c.at, person.c.name, func.count().label("notes")),
            *(func.min(_unfit.c.said).label("said"), _unfit.c.script, _unfit.c.step),
        )
        .select_from(
            _done.join(_unfit, _unfit.c.id == _done.c.unfit).outerjoin(person, person.c.id == _done.c.operator)
        )
        .group_by(_done.c.batch, _done.c.how, _done.c.at, person.c.name, _unfit.c.script, _unfit.c.step)
        .order_by(_done.c.at.desc(), _done.c.batch.desc())
        .limit(_MOST_DONE)
    )
    return [
        Done(
            batch=row["batch"],
            how=row["how"],
            at=row["at"],
            operator=row["name"] or "",
            notes=row["notes"],
            said=row["said"],
            script=row["script"],
            step=row["step"],
        )
        for row in connection.execute(query).mappings()
    ]


def _ways(connection: Connection, calls: Collection[str]) -> dict[tuple[str, str, str], tuple[str, bool]]:
    """Where each call went on to from a step, and whether it was lost; of calls that have ended."""
    c = _shown.c
    found: dict[tuple[str, str, str], tuple[str, bool]] = {}
    listed = sorted(calls)
    for begin in range(0, len(listed), 500):
        some = listed[begin : begin + 500]
        query = select(c.call, c.script, c.step, c.next_step, c.next_by, c.is_goal).where(
            c.call.in_(some), c.is_undone.is_(False)
        )
        for row in connection.execute(query.order_by(c.call, c.place)).mappings():
            onward = row["next_step"] if row["next_by"] == "answer" else ""
            found[row["call"], row["script"], row["step"]] = (onward, not row["is_goal"])
    return found


def _note(row: RowMapping, way: tuple[str, bool] | None) -> Note:
    answered = row["answered_at"]
    second = (row["at"] - answered).total_seconds() if answered else 0.0
    return Note(
        id=row["id"],
        call=row["call"],
        script=row["script"],
        version=row["version"],
        language=row["language"],
        step=row["step"],
        said=row["said"],
        at=row["at"],
        operator=row["name"] or "",
        second=max(0.0, second + (row["lead_seconds"] or 0.0)),
        has_sound=row["lead_seconds"] is not None,
        next_step=way[0] if way else "",
        is_lost=way[1] if way else False,
    )
