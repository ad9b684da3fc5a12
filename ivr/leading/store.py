"""Runs of flows, the texts they run on, and what was done in them, in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.kit.ids import CallId, PatientId
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import flow_action, flow_kept, flow_run
from ivr.flow.state import State
from ivr.leading.edition import Edition
from ivr.leading.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneAction:
    """How an action came out."""

    result: str
    facts: Mapping[str, object]


def keep_edition(connection: Connection, edition: Edition, flow: str, version: int, now: datetime) -> str:
    """Keep the texts of a flow where they are not kept yet; returns their hash."""
    name = edition.hash
    if connection.execute(select(flow_kept.c.hash).where(flow_kept.c.hash == name)).first() is None:
        row = {"flow": flow, "version": version, "language": edition.language.value, "kept_at": now}
        connection.execute(insert(flow_kept).values(hash=name, source=edition.to_text(), **row))
    return name


def kept_edition(connection: Connection, name: str) -> Edition | None:
    """The texts of that hash. Raises BadInputError where they cannot be read."""
    text = connection.execute(select(flow_kept.c.source).where(flow_kept.c.hash == name)).scalar_one_or_none()
    return None if text is None else Edition.from_text(text)


def add_run(connection: Connection, run: Run, now: datetime) -> None:
    """Store a run that begins."""
    state = run.state
    connection.execute(
        insert(flow_run).values(
            call=run.call,
            flow=state.flow,
            version=state.version,
            language=state.language.value,
            definition=run.definition,
            patient=run.patient,
            begun_at=now,
            **_moving(run, now),
        )
    )


def find_run(connection: Connection, call: CallId) -> Run | None:
    """The run of a call, or None. Raises BadInputError where its state cannot be read."""
    row = connection.execute(select(flow_run).where(flow_run.c.call == call)).mappings().one_or_none()
    return None if row is None else _run(row)


def has_run(connection: Connection, call: CallId) -> bool:
    """Whether the clinic's voice has led this call, also where its state cannot be read any more."""
    return connection.execute(select(flow_run.c.call).where(flow_run.c.call == call)).first() is not None


def save_run(connection: Connection, run: Run, state: State, now: datetime) -> Run | None:
    """Store the next state; None, and nothing is stored, where somebody else has moved the run on since."""
    moved = replace(run, state=state, step=run.step + 1)
    mine = (flow_run.c.call == run.call) & (flow_run.c.step == run.step)
    return moved if connection.execute(update(flow_run).where(mine).values(**_moving(moved, now))).rowcount else None


def abandon_run(connection: Connection, call: CallId, outcome: str, now: datetime) -> None:
    """End a run whose state cannot be used any more."""
    open_one = (flow_run.c.call == call) & flow_run.c.ended_at.is_(None)
    connection.execute(update(flow_run).where(open_one).values(ended_at=now, changed_at=now, outcome=outcome))


def runs_left_open(connection: Connection, exchange: str) -> list[CallId]:
    """Calls of an exchange that are over though their runs are not: the end came while nobody listened."""
    query = (
        select(flow_run.c.call)
        .join(call_table, call_table.c.id == flow_run.c.call)
        .where(flow_run.c.ended_at.is_(None), call_table.c.exchange == exchange, call_table.c.ended_at.is_not(None))
    )
    return [CallId(one) for one in connection.execute(query).scalars()]


def find_action(connection: Connection, call: CallId, command: int) -> DoneAction | None:
    """How an action came out that was done already, or None."""
    where = (flow_action.c.call == call) & (flow_action.c.command == command)
    row = connection.execute(select(flow_action).where(where)).mappings().one_or_none()
    return None if row is None else DoneAction(result=row["result"], facts=row["facts"])


def add_action(
    connection: Connection,
    call: CallId,
    command: int,
    action: str,
    values: Mapping[str, object],
    done: DoneAction,
    now: datetime,
) -> None:
    """Keep that an action was done; raises IntegrityError where another process has done it meanwhile."""
    row = {"action": action, "values": dict(values), "result": done.result, "facts": dict(done.facts), "at": now}
    connection.execute(insert(flow_action).values(call=call, command=command, **row))


def _moving(run: Run, now: datetime) -> dict[str, object]:
    state = run.state
    return {
        "state": state.to_json(),
        "step": run.step,
        "changed_at": now,
        "ended_at": now if state.is_over else None,
        "outcome": state.outcome.value if state.outcome else None,
    }


def _run(row: RowMapping) -> Run:
    return Run(
        call=CallId(row["call"]),
        definition=row["definition"],
        patient=None if row["patient"] is None else PatientId(row["patient"]),
        state=State.from_json(row["state"]),
        step=row["step"],
    )
