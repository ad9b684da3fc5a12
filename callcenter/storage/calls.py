"""Calls in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from callcenter.domain.calls import Call, CallState, Direction, EndReason, Hold
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.tables import call as table

_LIVE = tuple(state.value for state in CallState if state is not CallState.ENDED)
"""Named one by one, because an index finds what is equal, not what differs: calls that have ended are millions."""


def add_call(connection: Connection, call: Call) -> None:
    """Store a new call."""
    connection.execute(insert(table).values(id=call.id, **_values(call)))


def save_call(connection: Connection, call: Call) -> None:
    """Store the changed state of a call that is there."""
    connection.execute(update(table).where(table.c.id == call.id).values(**_values(call)))


def get_call(connection: Connection, call: CallId) -> Call:
    """The call with this id; raises NotFoundError."""
    found = _one(connection, select(table).where(table.c.id == call))
    if found is None:
        raise NotFoundError("this call does not exist; open it from the list of calls")
    return found


def has_call(connection: Connection, call: CallId) -> bool:
    """Whether there is a call with this id."""
    return connection.execute(select(table.c.id).where(table.c.id == call)).first() is not None


def find_call(
    connection: Connection, exchange: str, provider_call: ProviderCallId, *, for_update: bool = False
) -> Call | None:
    """The call that an exchange knows by this name, or None.

    With `for_update`, other transactions wait until this one has changed the call (SQLite has one writer anyway).
    """
    query = select(table).where(table.c.exchange == exchange, table.c.provider_call == provider_call)
    return _one(connection, query.with_for_update() if for_update else query)


def live_calls(connection: Connection, exchange: str | None = None) -> list[Call]:
    """All calls that have not ended, oldest first; of one exchange where named."""
    query = select(table).where(table.c.state.in_(_LIVE)).order_by(table.c.started_at, table.c.id)
    if exchange is not None:
        query = query.where(table.c.exchange == exchange)
    return _all(connection, query)


def waiting_before(connection: Connection, call: Call) -> int:
    """How many callers wait in the queue who came before this one."""
    waiting = (CallState.QUEUED.value, CallState.OFFERED.value)
    query = select(func.count()).where(
        table.c.exchange == call.exchange, table.c.state.in_(waiting), table.c.started_at < call.started_at
    )
    return int(connection.execute(query).scalar_one())


def _one(connection: Connection, query: Select[tuple[object, ...]]) -> Call | None:
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _call(row)


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> list[Call]:
    return [_call(row) for row in connection.execute(query).mappings()]


def _values(call: Call) -> dict[str, object]:
    return {
        "exchange": call.exchange,
        "provider_call": call.provider_call,
        "direction": call.direction.value,
        "caller": None if call.caller is None else call.caller.e164,
        "caller_name": call.caller_name,
        "line": call.line,
        "state": call.state.value,
        "started_at": call.started_at,
        "changed_at": call.changed_at,
        "queued_at": call.queued_at,
        "offered_at": call.offered_at,
        "offered_to": call.offered_to,
        "answered_at": call.answered_at,
        "holds": [[_iso(hold.since), None if hold.until is None else _iso(hold.until)] for hold in call.holds],
        "ended_at": call.ended_at,
        "end_reason": None if call.end_reason is None else call.end_reason.value,
    }


def _call(row: RowMapping) -> Call:
    return Call(
        id=CallId(row["id"]),
        exchange=row["exchange"],
        provider_call=ProviderCallId(row["provider_call"]),
        direction=Direction(row["direction"]),
        caller=None if row["caller"] is None else PhoneNumber(row["caller"]),
        caller_name=row["caller_name"],
        line=row["line"],
        state=CallState(row["state"]),
        started_at=row["started_at"],
        changed_at=row["changed_at"],
        queued_at=row["queued_at"],
        offered_at=row["offered_at"],
        offered_to=row["offered_to"],
        answered_at=row["answered_at"],
        holds=_holds(cast("Sequence[Sequence[str | None]]", row["holds"])),
        ended_at=row["ended_at"],
        end_reason=None if row["end_reason"] is None else EndReason(row["end_reason"]),
    )


def _holds(stored: Sequence[Sequence[str | None]]) -> tuple[Hold, ...]:
    return tuple(
        Hold(
            since=datetime.fromisoformat(cast(str, since)),
            until=None if until is None else datetime.fromisoformat(until),
        )
        for since, until in stored
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat()
