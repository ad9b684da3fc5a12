"""Tables of the scripts that calls are led by."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table

from callcenter.storage.types import UtcDateTime

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")


def script_unfit_table(metadata: MetaData) -> Table:
    """What patients said at a step of a script that none of its answers fits, as the operator wrote it down."""
    return Table(
        "script_unfit",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), nullable=False),
        Column("script", String(80), nullable=False),
        Column("version", Integer, nullable=False),
        Column("language", String(2), nullable=False),
        Column("step", String(80), nullable=False),
        Column("said", String(200), nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Index(None, "call"),
        Index(None, "script", "step", "language"),
    )
