"""What came of the calls that flows have led."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from callcenter.kit.ids import CallId
from callcenter.storage.tables import flow_run


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
