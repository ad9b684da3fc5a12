"""The register of numbers that asked not to be called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.tables import do_not_call as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One line of the register."""

    number: PhoneNumber
    purpose: str
    """A flow's id; '*' for every automatic call."""
    reason: str
    since: datetime
    patient: PatientId | None = None
    call: CallId | None = None


def add_refusal(connection: Connection, new: Refusal) -> None:
    """Store a refusal."""
    connection.execute(
        insert(table).values(
            number=new.number.e164,
            purpose=new.purpose,
            reason=new.reason,
            since=new.since,
            patient=new.patient,
            call=new.call,
        )
    )


def is_refused(connection: Connection, number: PhoneNumber, purposes: Collection[str]) -> bool:
    """Whether a number is in the register for one of these purposes."""
    where = (table.c.number == number.e164) & table.c.purpose.in_(purposes)
    return connection.execute(select(table.c.number).where(where).limit(1)).first() is not None
