"""How many calls and recordings there are, by state: the figures that are watched."""

from collections.abc import Mapping

from sqlalchemy import Column, Connection, func, select

from callcenter.storage.tables import call, recording


def calls_by_state(connection: Connection) -> Mapping[str, int]:
    """Calls by the state in which they stand."""
    return _by(connection, call.c.state)


def calls_by_end_reason(connection: Connection) -> Mapping[str, int]:
    """Ended calls by the reason of their end."""
    return _by(connection, call.c.end_reason)


def recordings_by_state(connection: Connection) -> Mapping[str, int]:
    """Recordings by the state in which they stand."""
    return _by(connection, recording.c.state)


def _by(connection: Connection, column: "Column[str]") -> Mapping[str, int]:
    counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return {str(row[0]): int(row[1]) for row in connection.execute(counted)}
