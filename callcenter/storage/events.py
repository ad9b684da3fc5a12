"""The event log: facts appended in the transaction of the change they tell of, and read on from the last id seen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, func, insert, select, text

from callcenter.domain.events import EVENT_TYPES, DomainEvent
from callcenter.storage.tables import event as event_table
from callcenter.storage.wake import CHANNEL

_APPEND_LOCK = 7_046_021
"""Key of the advisory lock under which PostgreSQL appends events; any constant of our own."""

Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its place in the log."""

    id: int
    event: DomainEvent


def append_events(connection: Connection, events: Sequence[DomainEvent]) -> None:
    """Write `events` in the transaction of `connection`.

    On PostgreSQL the appenders queue at a lock until commit: a number drawn earlier but committed later
    would otherwise be passed over by readers who go on from the last id they saw.
    """
    if not events:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _APPEND_LOCK})
        connection.execute(text(f"NOTIFY {CHANNEL}"))
    connection.execute(insert(event_table), [_row(event) for event in events])


def read_events(
    connection: Connection, after: int, limit: int = 500, kinds: Collection[str] | None = None
) -> list[StoredEvent]:
    """The events that follow the one with id `after` (0 for the first), oldest first, at most `limit`.

    Only of `kinds` where given. Kinds that this version does not know (written by a newer one) are left out.
    """
    rows = connection.execute(
        select(event_table)
        .where(event_table.c.id > after, event_table.c.kind.in_(EVENT_TYPES if kinds is None else kinds))
        .order_by(event_table.c.id)
        .limit(limit)
    ).mappings()
    return [StoredEvent(cast(int, row["id"]), _event(row["kind"], row["at"], row["data"])) for row in rows]


def was_told(connection: Connection, kind: str, subject: str) -> bool:
    """Whether an event of this kind has been stored about this call or recording."""
    found = select(event_table.c.id).where(event_table.c.kind == kind, event_table.c.subject == subject).limit(1)
    return connection.execute(found).first() is not None


def last_event_id(connection: Connection) -> int:
    """The id of the newest event, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(event_table.c.id), 0))).scalar_one())


def _row(event: DomainEvent) -> dict[str, object]:
    data: dict[str, Plain] = {field.name: getattr(event, field.name) for field in fields(event) if field.name != "at"}
    subject = data.get("call") or data.get("recording") or ""
    return {"at": event.at, "kind": event.kind, "subject": subject, "data": data}


def _event(kind: str, at: datetime, data: Mapping[str, Plain]) -> DomainEvent:
    event_type = EVENT_TYPES[kind]
    known = {field.name for field in fields(event_type)}
    # Built from stored JSON, so the types are those that were written; a field of a newer version is dropped.
    values = {name: value for name, value in data.items() if name in known}
    return event_type(at=at, **values)
