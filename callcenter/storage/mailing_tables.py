"""Messages to patients, and results that other systems are told."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from callcenter.storage.types import UtcDateTime

_Id = String(40)


def message_table(metadata: MetaData) -> Table:
    """Messages to patients; each is handed over at most once."""
    return Table(
        "message",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("basis", String(120), nullable=False, comment="what it is sent for: once, ever"),
        Column("purpose", String(20), nullable=False, comment="a purpose of calls, review or news"),
        Column("campaign", _Id),
        Column("target", _Id),
        Column("patient", _Id, ForeignKey("patient.id"), nullable=False),
        Column("visit", _Id),
        Column("channel", String(20), nullable=False, comment="sms or email"),
        Column("address", String(200), nullable=False, comment="E.164, or an e-mail address"),
        Column("language", String(2), nullable=False),
        Column("text", Text, nullable=False),
        Column("state", String(20), nullable=False),
        Column("problem", Text, nullable=False, server_default=""),
        Column("not_before", UtcDateTime, nullable=False),
        Column("not_after", UtcDateTime, nullable=False),
        Column("asked_at", UtcDateTime, nullable=False),
        Column("handed_at", UtcDateTime, comment="when it was decided to hand it over"),
        Column("ended_at", UtcDateTime, comment="when it was known how that went"),
        UniqueConstraint("basis"),
        Index(None, "state", "not_before"),
        Index(None, "target"),
        Index(None, "patient"),
        Index(None, "campaign"),
    )


def told_result_table(metadata: MetaData) -> Table:
    """Results for the clinic's other systems, each told at least once."""
    return Table(
        "told_result",
        metadata,
        Column("id", String(120), primary_key=True, comment="of the event: doubles are dropped by it"),
        Column("body", Text, nullable=False, comment="JSON: ids and results alone"),
        Column("state", String(20), nullable=False, comment="waiting, told or given_up"),
        Column("tries", Integer, nullable=False, comment="rounds of tries that failed"),
        Column("problem", Text, nullable=False, server_default=""),
        Column("at", UtcDateTime, nullable=False),
        Column("next_at", UtcDateTime, comment="when it is tried again; null: told or given up"),
        Column("ended_at", UtcDateTime),
        Index(None, "state", "next_at"),
    )
