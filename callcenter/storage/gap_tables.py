"""Places that became free, and to whom they were offered."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table

from callcenter.storage.types import UtcDateTime

_Id = String(40)


def gap_place_table(metadata: MetaData) -> Table:
    """Places that became free, from then until somebody has them or they are over; kept, so that it can be measured."""
    return Table(
        "gap_place",
        metadata,
        Column("id", _Id, primary_key=True, comment="the visit's that was cancelled, else of its own"),
        Column("doctor", _Id, nullable=False),
        Column("service", _Id, nullable=False),
        Column("starts_at", UtcDateTime, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("freed_by", String(20), nullable=False, comment="cancelled, moved or idle"),
        Column("freed_at", UtcDateTime, nullable=False, comment="when it was seen that nobody has it any more"),
        Column("state", String(20), nullable=False, comment="open, filled, taken or over"),
        Column("ended_at", UtcDateTime, comment="null while it is open"),
        Column("visit", _Id, comment="of whoever has it now"),
        Index(None, "state", "starts_at"),
    )


def gap_offer_table(metadata: MetaData) -> Table:
    """To whom a free place is offered: while the call goes on it is kept for that patient, until a certain moment."""
    return Table(
        "gap_offer",
        metadata,
        Column("call", _Id, ForeignKey("wished_call.id", ondelete="CASCADE"), primary_key=True),
        Column("place", _Id, nullable=False, comment="of gap_place, or the visit whose place it is"),
        Column("patient", _Id, nullable=False),
        Column("doctor", _Id, nullable=False),
        Column("starts_at", UtcDateTime, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("offered_at", UtcDateTime, nullable=False),
        Column("until", UtcDateTime, nullable=False, comment="so long it is kept, unless the call is over sooner"),
        Column("ended_at", UtcDateTime, comment="null while the call goes on"),
        Index(None, "ended_at"),
        Index(None, "place"),
    )
