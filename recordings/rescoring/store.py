"""Runs that score calls anew, in the database."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, insert, or_, select, update

from callcenter.kit.ids import OperatorId, RecordingId
from callcenter.storage import tables
from recordings.recording import RecordingState
from recordings.rescoring.run import Place, Run

_run, _recording = tables.scoring_run, tables.recording


def add_run(connection: Connection, run: Run) -> None:
    """Store a new run."""
    connection.execute(
        insert(_run).values(
            id=run.id,
            asked_at=run.asked_at,
            operator=run.who,
            since=run.since,
            until=run.until,
            standard=run.standard,
            total=run.total,
            done=0,
            failed=0,
            ended_at=run.ended_at,
            is_stopped=False,
        )
    )


def get_run(connection: Connection, name: str) -> Run | None:
    """The run with this id."""
    row = connection.execute(select(_run).where(_run.c.id == name)).mappings().one_or_none()
    return None if row is None else _read(row)


def newest_run(connection: Connection) -> Run | None:
    """The run that was asked for last."""
    query = select(_run).order_by(_run.c.asked_at.desc(), _run.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _read(row)


def unended_runs(connection: Connection) -> list[Run]:
    """Those that have something left to do."""
    return [_read(row) for row in connection.execute(select(_run).where(_run.c.ended_at.is_(None))).mappings()]


def count_scored(connection: Connection, since: datetime, until: datetime) -> int:
    """How many recordings of a time have a score."""
    query = select(func.count()).select_from(_recording).where(_within(since, until))
    return int(connection.execute(query).scalar_one())


def next_scored(connection: Connection, run: Run, most: int) -> list[Place]:
    """The recordings that come next in a run, the oldest first."""
    query = select(_recording.c.id, _recording.c.kept_at).where(_within(run.since, run.until))
    if run.place:
        at, name = run.place.at, run.place.recording
        behind = or_(_recording.c.kept_at > at, and_(_recording.c.kept_at == at, _recording.c.id > name))
        query = query.where(behind)
    query = query.order_by(_recording.c.kept_at, _recording.c.id).limit(most)
    return [Place(row["kept_at"], RecordingId(row["id"])) for row in connection.execute(query).mappings()]


def move_on(connection: Connection, run: Run, place: Place, *, done: int, failed: int) -> bool:
    """`done` recordings up to `place` are dealt with; False where somebody else did this piece, or it was stopped."""
    before = run.place.recording if run.place else ""
    change = update(_run).where(_run.c.id == run.id, _run.c.place == before, _run.c.ended_at.is_(None))
    values = {"place_at": place.at, "place": place.recording}
    counted = {"done": _run.c.done + done, "failed": _run.c.failed + failed}
    return connection.execute(change.values(**values, **counted)).rowcount == 1


def end_run(connection: Connection, name: str, at: datetime, *, is_stopped: bool) -> bool:
    """Nothing more is to be done; False where it has ended before."""
    change = update(_run).where(_run.c.id == name, _run.c.ended_at.is_(None))
    return connection.execute(change.values(ended_at=at, is_stopped=is_stopped)).rowcount == 1


def _within(since: datetime, until: datetime) -> ColumnElement[bool]:
    kept = _recording.c.kept_at
    return and_(_recording.c.state == RecordingState.SCORED.value, kept >= since, kept <= until)


def _read(row: RowMapping) -> Run:
    place = Place(row["place_at"], RecordingId(row["place"])) if row["place_at"] else None
    return Run(
        id=row["id"],
        who=OperatorId(row["operator"]),
        asked_at=row["asked_at"],
        since=row["since"],
        until=row["until"],
        standard=row["standard"],
        total=row["total"],
        done=row["done"],
        failed=row["failed"],
        place=place,
        ended_at=row["ended_at"],
        is_stopped=row["is_stopped"],
    )
