"""The tables of the clinic's own phone standard: its versions, its draft, and the runs that score calls anew."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text

from callcenter.storage.types import UtcDateTime

_Id = String(40)


def standard_version_table(metadata: MetaData) -> Table:
    """The clinic's own phone standard as it was published; the newest scores new calls, and no row is ever changed."""
    return Table(
        "standard_version",
        metadata,
        Column(
            "number", Integer, primary_key=True, autoincrement=False, comment="from 1; 0 stands for the one in files"
        ),
        Column("published_at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Column("note", Text, nullable=False, server_default=""),
        Column("again", Integer, comment="which older version this is once more; null: written anew"),
        Column("content", JSON, nullable=False),
    )


def standard_draft_table(metadata: MetaData) -> Table:
    """The next version while it is edited; there is one at most."""
    return Table(
        "standard_draft",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False, comment="always 1"),
        Column("base", Integer, nullable=False, comment="which version it was begun from"),
        Column("revision", Integer, nullable=False, comment="rises with each change; two tabs never overwrite unseen"),
        Column("changed_at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Column("content", JSON, nullable=False),
        Column("removed", JSON, nullable=False, comment="criteria that were taken out of it, to be put back"),
    )


def scoring_run_table(metadata: MetaData) -> Table:
    """One wish to score the calls of some days anew, and how far it has come."""
    return Table(
        "scoring_run",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("asked_at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
        Column("since", UtcDateTime, nullable=False),
        Column("until", UtcDateTime, nullable=False),
        Column("standard", Integer, nullable=False, comment="version of the standard when it was asked for"),
        Column("total", Integer, nullable=False, comment="recordings to score, when it was asked for"),
        Column("done", Integer, nullable=False),
        Column("failed", Integer, nullable=False),
        Column("place_at", UtcDateTime, comment="the last recording that is done; null before the first"),
        Column("place", _Id, nullable=False, server_default=""),
        Column("ended_at", UtcDateTime),
        Column("is_stopped", Boolean, nullable=False),
        Index(None, "asked_at"),
    )
