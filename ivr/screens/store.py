"""What came of the calls that flows have led."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from callcenter.kit.ids import CallId
from callcenter.storage.tables import flow_run, wished_call


def outcomes_since(connection: Connection, since: datetime) -> Mapping[str, Mapping[str, int]]:
    """How many calls that began since then came out how, by flow and outcome; '' for those that go on."""
    table = flow_run.c
    query = (
        select(table.flow, table.outcome, func.count())
        .where(table.begun_at >= since)
        .group_by(table.flow, table.outcome)
    )
    found: dict[str, dict[str, int]] = {}
    for flow, outcome, count in connection.execute(query):
        found.setdefault(flow, {})[outcome or ""] = count
    return found


def led_calls(connection: Connection, calls: Sequence[CallId]) -> list[tuple[CallId, str, str]]:
    """Which of these calls a flow led: call, flow, outcome; '' of one that goes on."""
    table = flow_run.c
    query = select(table.call, table.flow, table.outcome).where(table.call.in_(list(calls)))
    return [(CallId(call), flow, outcome or "") for call, flow, outcome in connection.execute(query)]


def calls_not_made(connection: Connection, since: datetime) -> Mapping[str, tuple[int, int]]:
    """By flow, of the calls wished since then: how many were surely not made, and of how many nobody knows."""
    table = wished_call.c
    states = ("refused", "uncertain")
    query = (
        select(table.flow, table.state, func.count())
        .where(table.asked_at >= since, table.state.in_(states))
        .group_by(table.flow, table.state)
    )
    found: dict[str, dict[str, int]] = {}
    for flow, state, count in connection.execute(query):
        found.setdefault(flow, {})[state] = count
    return {flow: (counts.get("refused", 0), counts.get("uncertain", 0)) for flow, counts in found.items()}
