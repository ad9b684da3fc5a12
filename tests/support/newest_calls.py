"""Looking at the calls that came last."""

from sqlalchemy import Connection, select

from callcenter.domain.calls import Call
from callcenter.kit.ids import CallId
from callcenter.storage.calls import get_call
from callcenter.storage.tables import call as table


def newest_calls(connection: Connection, limit: int) -> list[Call]:
    """The newest calls first, at most `limit`."""
    query = select(table.c.id).order_by(table.c.started_at.desc(), table.c.id.desc()).limit(limit)
    return [get_call(connection, CallId(name)) for name in connection.execute(query).scalars()]
