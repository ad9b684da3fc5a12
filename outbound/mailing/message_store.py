"""Messages in the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update
from sqlalchemy.dialects import postgresql, sqlite

from callcenter.domain.outreach import Channel
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.storage.many import in_parts
from callcenter.storage.tables import message as table
from outbound.mailing.message import About, Message, MessageId, MessageState


def add_messages(connection: Connection, new: Iterable[Message]) -> int:
    """Store messages; where there is one for the same basis already, that one stays. Returns how many were new."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    messages = {one.basis: one for one in new}
    there = has_messages(connection, messages)
    for part in in_parts(messages.values()):
        connection.execute(make(table).on_conflict_do_nothing(), [_values(one) for one in part])
    return len(messages) - len(there)


def turn_message(
    connection: Connection,
    message: MessageId,
    before: MessageState,
    after: MessageState,
    now: datetime,
    problem: str = "",
) -> bool:
    """Move a message from one state to another; False where it is not in the first, and nothing is changed."""
    values: dict[str, object] = {"state": after.value, "problem": problem}
    if after is MessageState.HANDING:
        values["handed_at"] = now
    elif after is not MessageState.WAITING:
        values["ended_at"] = now
    where = (table.c.id == message) & (table.c.state == before.value)
    return bool(connection.execute(update(table).where(where).values(**values)).rowcount)


def waiting_messages(connection: Connection, now: datetime, limit: int) -> list[Message]:
    """Messages whose time has come, the oldest first."""
    where = (table.c.state == MessageState.WAITING.value) & (table.c.not_before <= now)
    query = select(table).where(where).order_by(table.c.not_before, table.c.id).limit(limit)
    return [_message(row) for row in connection.execute(query).mappings()]


def handed_before(connection: Connection, moment: datetime, limit: int) -> list[Message]:
    """Messages that a process decided to hand over before a moment, and has told no more of."""
    where = (table.c.state == MessageState.HANDING.value) & (table.c.handed_at <= moment)
    query = select(table).where(where).order_by(table.c.id).limit(limit)
    return [_message(row) for row in connection.execute(query).mappings()]


def find_message(connection: Connection, basis: str) -> Message | None:
    """The one message for a basis, or None."""
    row = connection.execute(select(table).where(table.c.basis == basis)).mappings().one_or_none()
    return None if row is None else _message(row)


def has_messages(connection: Connection, bases: Iterable[str]) -> set[str]:
    """For which of some bases there is a message."""
    found: set[str] = set()
    for part in in_parts(bases):
        found |= set(connection.execute(select(table.c.basis).where(table.c.basis.in_(part))).scalars())
    return found


def messages_of(connection: Connection, *, target: str = "", patient: str = "") -> list[Message]:
    """The messages of a target, or about a patient, in the order in which they were asked for."""
    where = table.c.target == target if target else table.c.patient == patient
    rows = connection.execute(select(table).where(where).order_by(table.c.asked_at, table.c.id)).mappings()
    return [_message(row) for row in rows]


def _values(one: Message) -> dict[str, object]:
    return {
        "id": one.id,
        "basis": one.basis,
        "purpose": one.about.value,
        "campaign": one.campaign or None,
        "target": one.target or None,
        "patient": one.patient,
        "visit": one.visit,
        "channel": one.channel.value,
        "address": one.to,
        "language": one.language.value,
        "text": one.text,
        "state": one.state.value,
        "problem": one.problem,
        "not_before": one.not_before,
        "not_after": one.not_after,
        "asked_at": one.asked_at,
        "handed_at": one.handed_at,
        "ended_at": one.ended_at,
    }


def _message(row: RowMapping) -> Message:
    return Message(
        id=MessageId(row["id"]),
        basis=row["basis"],
        about=About(row["purpose"]),
        channel=Channel(row["channel"]),
        to=row["address"],
        text=row["text"],
        language=Language(row["language"]),
        patient=PatientId(row["patient"]),
        visit=None if row["visit"] is None else VisitId(row["visit"]),
        campaign=row["campaign"] or "",
        target=row["target"] or "",
        state=MessageState(row["state"]),
        problem=row["problem"],
        not_before=row["not_before"],
        not_after=row["not_after"],
        asked_at=row["asked_at"],
        handed_at=row["handed_at"],
        ended_at=row["ended_at"],
    )
