"""The register of numbers that asked not to be called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from callcenter.domain.outreach import Channel
from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.many import add_new
from callcenter.storage.tables import do_not_call as table

EVERY_CHANNEL = "*"
"""The channel of who wants neither calls nor messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One line of the register."""

    number: PhoneNumber
    purpose: str
    """A flow's id, or a purpose of calls or messages; '*' for all."""
    channel: str = EVERY_CHANNEL
    """A word of Channel, or EVERY_CHANNEL."""
    reason: str
    since: datetime
    patient: PatientId | None = None
    call: CallId | None = None


def add_refusal(connection: Connection, new: Refusal) -> None:
    """Store a refusal; where the number has it already, such as of somebody who asks at the same moment, that stays."""
    values = {
        "number": new.number.e164,
        "purpose": new.purpose,
        "channel": new.channel,
        "reason": new.reason,
        "since": new.since,
        "patient": new.patient,
        "call": new.call,
    }
    add_new(connection, table, [values])


def is_refused(
    connection: Connection, number: PhoneNumber, purposes: Collection[str], channel: Channel = Channel.CALL
) -> bool:
    """Whether a number is in the register for one of these purposes, for a channel or for all of them."""
    where = (
        (table.c.number == number.e164)
        & table.c.purpose.in_(purposes)
        & table.c.channel.in_((EVERY_CHANNEL, channel.value))
    )
    return connection.execute(select(table.c.number).where(where).limit(1)).first() is not None


def has_refusal(connection: Connection, number: PhoneNumber, purpose: str, channel: str) -> bool:
    """Whether this very line is in the register."""
    where = (table.c.number == number.e164) & (table.c.purpose == purpose) & (table.c.channel == channel)
    return connection.execute(select(table.c.number).where(where)).first() is not None
