"""What was taken over from a call's words, in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, insert, select, update

from callcenter.kit.ids import CallId, OperatorId
from callcenter.storage.tables import fact_taken as table

Columns = Mapping[str, str | None]
"""Columns of `desk_call` and what stands in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One fact that was taken over, and not undone."""

    id: int
    fact: str
    before: Columns
    after: Columns


def add_taken(
    connection: Connection, call: CallId, who: OperatorId, at: datetime, *, fact: str, before: Columns, after: Columns
) -> None:
    """Keep that `who` took a fact over, with what stood there before."""
    values = {"call": call, "operator": who, "at": at, "fact": fact, "before": dict(before), "after": dict(after)}
    connection.execute(insert(table).values(values))


def taken_of(connection: Connection, call: CallId) -> Mapping[str, Taken]:
    """What was taken over in a call and not undone: of each fact the last time."""
    query = select(table).where(table.c.call == call, table.c.undone_at.is_(None)).order_by(table.c.id)
    return {
        row["fact"]: Taken(
            id=row["id"],
            fact=row["fact"],
            before=cast("Columns", row["before"]),
            after=cast("Columns", row["after"]),
        )
        for row in connection.execute(query).mappings()
    }


def mark_undone(connection: Connection, taken: Taken, who: OperatorId, at: datetime) -> None:
    """Keep that it was undone."""
    connection.execute(update(table).where(table.c.id == taken.id).values(undone_at=at, undone_by=who))
