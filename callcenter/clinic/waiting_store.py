"""The waiting list in the database."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, update

from callcenter.domain.care import WaitingEntry
from callcenter.kit.ids import PatientId
from callcenter.storage.many import joined, parted, rows_where
from callcenter.storage.tables import waiting_entry as table

_LENGTH_OF_A_DAY = len("2026-11-23")


def add_waiting(connection: Connection, entries: Iterable[WaitingEntry]) -> None:
    """Store new wishes."""
    if rows := [{"id": one.id, **_values(one)} for one in entries]:
        connection.execute(insert(table), rows)


def save_waiting(connection: Connection, entries: Iterable[WaitingEntry]) -> None:
    """Store what has changed of wishes that are there."""
    if rows := [{"which": one.id, **_values(one)} for one in entries]:
        connection.execute(update(table).where(table.c.id == bindparam("which")), rows)


def remove_waiting(connection: Connection, entry: str) -> None:
    """Take a wish off the list: it was met, or is none any more."""
    connection.execute(delete(table).where(table.c.id == entry))


def waiting_list(connection: Connection, patients: Iterable[PatientId] | None = None) -> tuple[WaitingEntry, ...]:
    """The wishes of patients in the order in which they came; of everybody where no patients are given."""
    return tuple(map(_entry, rows_where(connection, table, table.c.patient, patients, (table.c.added_on, table.c.id))))


def _values(one: WaitingEntry) -> dict[str, object]:
    return {
        "patient": one.patient,
        "service": one.service,
        "doctor": one.doctor,
        "minutes": one.minutes,
        "earliest": _written(one.earliest),
        "latest": _written(one.latest),
        "days": joined(one.days),
        "added_on": one.added_on,
    }


def _entry(row: RowMapping) -> WaitingEntry:
    return WaitingEntry(
        id=row["id"],
        patient=PatientId(row["patient"]),
        service=row["service"],
        doctor=row["doctor"],
        minutes=row["minutes"],
        earliest=_read(row["earliest"]),
        latest=_read(row["latest"]),
        days=frozenset(map(int, parted(row["days"]))),
        added_on=row["added_on"],
    )


def _written(when: date | datetime | time | None) -> str:
    if isinstance(when, datetime):
        when = when.astimezone(UTC)
    return "" if when is None else when.isoformat()


def _read(text: str) -> date | datetime | time | None:
    if not text:
        return None
    if len(text) == _LENGTH_OF_A_DAY:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if "T" in text else time.fromisoformat(text)
