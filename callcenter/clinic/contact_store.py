"""Past calls and messages to patients in the database."""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, delete, or_, select

from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.many import add_new, in_parts
from callcenter.storage.tables import contact as table
from callcenter.storage.tables import patient as people


def add_contacts(connection: Connection, contacts: Iterable[Contact]) -> int:
    """Store contacts; what is there already stays as it is. Returns how many were new."""
    return add_new(connection, table, map(_values, contacts))


def forget_call(connection: Connection, call: CallId) -> None:
    """A call of which it is known by now that it rang nobody."""
    connection.execute(delete(table).where(table.c.call == call))


def contacts_of(connection: Connection, patients: Iterable[PatientId] | None = None) -> tuple[Contact, ...]:
    """Contacts with patients, and with their numbers whomever these belonged to, in the order of time; all contacts
    where no patients are given."""
    order = (table.c.at, table.c.id)
    if patients is None:
        return tuple(map(_contact, connection.execute(select(table).order_by(*order)).mappings()))
    found: dict[int, Contact] = {}
    for part in in_parts(patients):
        numbers = select(people.c.phone).where(people.c.id.in_(part), people.c.phone.is_not(None))
        query = select(table).where(or_(table.c.patient.in_(part), table.c.number.in_(numbers)))
        found |= {row["id"]: _contact(row) for row in connection.execute(query).mappings()}
    return tuple(sorted(found.values(), key=lambda one: one.at))


def _values(one: Contact) -> dict[str, object]:
    return {
        "patient": one.patient,
        "number": "" if one.number is None else one.number.e164,
        "at": one.at,
        "channel": one.channel.value,
        "purpose": one.purpose.value,
        "result": one.result.value,
        "visit": one.visit,
        "call": one.call,
    }


def _contact(row: RowMapping) -> Contact:
    return Contact(
        patient=PatientId(row["patient"]),
        number=PhoneNumber(row["number"]) if row["number"] else None,
        at=row["at"],
        channel=Channel(row["channel"]),
        purpose=Purpose(row["purpose"]),
        result=ContactResult(row["result"]),
        visit=None if row["visit"] is None else VisitId(row["visit"]),
        call=None if row["call"] is None else CallId(row["call"]),
    )
