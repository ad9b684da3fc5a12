"""Who changed the register of refusals by hand, so that a removal can be explained, and undone."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

from callcenter.storage.types import UtcDateTime

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")


def register_change_table(metadata: MetaData) -> Table:
    """Numbers put into the register by hand or from a file, and taken out of it; no row is ever deleted."""
    return Table(
        "register_change",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("at", UtcDateTime, nullable=False),
        Column("by", _Id, nullable=False),
        Column("what", String(20), nullable=False, comment="added or removed"),
        Column("number", String(20), nullable=False, comment="E.164"),
        Column("purpose", String(40), nullable=False),
        Column("channel", String(20), nullable=False),
        Column("reason", String(20), nullable=False, comment="of the line of the register"),
        Column("since", UtcDateTime, nullable=False, comment="of the line of the register"),
        Column("patient", _Id),
        Column("call", _Id),
        Column("why", Text, nullable=False, server_default="", comment="in the words of who took it out"),
        Column("undone_at", UtcDateTime),
        Index(None, "number"),
        Index(None, "what"),
    )
