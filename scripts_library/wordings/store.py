"""Trials of wordings in the database, and the calls that were counted for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, func, insert, select, update

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from scripts_library.wordings.sequential import Arm
from scripts_library.wordings.trial import Trial

_table, _shown, _desk = tables.wording_trial, tables.step_shown, tables.desk_call


def list_trials(connection: Connection) -> list[Trial]:
    """All trials, the newest first."""
    rows = connection.execute(select(_table).order_by(_table.c.id.desc())).mappings()
    return [_trial(row) for row in rows]


def get_trial(connection: Connection, trial: int, *, for_update: bool = False) -> Trial | None:
    """One trial, kept from other writers where asked for."""
    query = select(_table).where(_table.c.id == trial)
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    return None if row is None else _trial(row)


def add_trial(connection: Connection, new: Trial) -> int:
    """Begin a trial; its number."""
    values = {
        "script": new.script,
        "language": new.language.value,
        "step": new.step,
        "say_a": new.say_a,
        "say_b": new.say_b,
        "begun_at": new.begun_at,
        "begun_by": new.begun_by,
        "is_adopted": False,
    }
    found = connection.execute(insert(_table).values(values).returning(_table.c.id)).scalar_one()
    return int(found)


def save_trial(connection: Connection, changed: Trial) -> None:
    """Store how a trial stands."""
    values = {
        "stopped_at": changed.stopped_at,
        "reason": changed.reason,
        "winner": changed.winner,
        "closed_at": changed.closed_at,
        "is_adopted": changed.is_adopted,
    }
    connection.execute(update(_table).where(_table.c.id == changed.id).values(values))


def trials_of_call(connection: Connection, call: str) -> list[int]:
    """The running trials that a call takes part in."""
    names = connection.execute(
        select(_shown.c.wording).distinct().where(_shown.c.call == call, _shown.c.wording != "")
    ).scalars()
    return sorted({int(name[:-1]) for name in names if name[-1:] in {"A", "B"} and name[:-1].isdecimal()})


def counts_of(connection: Connection, trial: Trial) -> tuple[Arm, Arm]:
    """The calls of each wording whose outcome is known."""
    goals = func.sum(case((_shown.c.is_goal, 1), else_=0))
    complaints = func.sum(case((_shown.c.is_complaint, 1), else_=0))
    query = _counted(select(_shown.c.wording, func.count(), goals, complaints), trial)
    found = {
        row[0]: Arm(calls=int(row[1]), goals=int(row[2]), complaints=int(row[3]))
        for row in connection.execute(query.group_by(_shown.c.wording))
    }
    return found.get(trial.named("A"), Arm()), found.get(trial.named("B"), Arm())


def history_of(connection: Connection, trial: Trial) -> list[tuple[datetime, str, bool]]:
    """The same calls in the order of time: when, which wording, whether the goal was reached."""
    columns = (_shown.c.at, _shown.c.wording, _shown.c.is_goal)
    query = _counted(select(*columns), trial).order_by(_shown.c.at, _shown.c.call)
    return [(row[0], row[1][-1:], row[2]) for row in connection.execute(query)]


def _counted(query: Select[*tuple[Any, ...]], trial: Trial) -> Select[*tuple[Any, ...]]:  # Any: columns of two queries
    which: list[ColumnElement[bool]] = [
        _shown.c.script == trial.script,
        _shown.c.step == trial.step,
        _shown.c.at >= trial.begun_at,
        _shown.c.wording.in_([trial.named("A"), trial.named("B")]),
        _shown.c.is_first.is_(True),
        _desk.c.outcome.is_not(None),
    ]
    return query.select_from(_shown.join(_desk, _desk.c.call == _shown.c.call)).where(*which)


def _trial(row: RowMapping) -> Trial:
    return Trial(
        id=row["id"],
        script=row["script"],
        language=Language(row["language"]),
        step=row["step"],
        say_a=row["say_a"],
        say_b=row["say_b"],
        begun_at=row["begun_at"],
        begun_by=OperatorId(row["begun_by"]),
        stopped_at=row["stopped_at"],
        reason=row["reason"],
        winner=row["winner"],
        closed_at=row["closed_at"],
        is_adopted=row["is_adopted"],
    )
