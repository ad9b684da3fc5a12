"""Tables of the scripts that calls are led by."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

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


def script_book_tables(metadata: MetaData) -> tuple[Table, Table, Table, Table, Table]:
    """Documents, drafts, what drafts were before, versions and publications of scripts."""
    return (
        _document_table(metadata),
        _draft_table(metadata),
        _draft_past_table(metadata),
        _version_table(metadata),
        _publication_table(metadata),
    )


def _document_table(metadata: MetaData) -> Table:
    """Every text that a script or part ever had: those that came with the product and those of the clinic. No row is
    ever changed."""
    return Table(
        "script_document",
        metadata,
        *_document(),
        Column("number", Integer, primary_key=True, autoincrement=False, comment="from 1 within the document"),
        Column("origin", String(10), nullable=False, comment="shipped or clinic"),
        Column("source", Text, nullable=False, comment="YAML; empty where it was deleted"),
        Column("is_deleted", Boolean, nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False, server_default="", comment="who published it; empty: the product"),
        Column("note", Text, nullable=False, server_default=""),
    )


def _draft_table(metadata: MetaData) -> Table:
    """The next text of a script or part while it is edited; one a document at most."""
    return Table(
        "script_draft",
        metadata,
        *_document(),
        Column("base", Integer, nullable=False, comment="which text it was begun from; 0: from nothing"),
        Column("revision", Integer, nullable=False, comment="rises with each change; two tabs never overwrite unseen"),
        Column("source", Text, nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False),
    )


def _draft_past_table(metadata: MetaData) -> Table:
    """What a draft was before its last changes, to be undone."""
    return Table(
        "script_draft_past",
        metadata,
        *_document(),
        Column("revision", Integer, primary_key=True, autoincrement=False),
        Column("source", Text, nullable=False),
    )


def _version_table(metadata: MetaData) -> Table:
    """Scripts as calls run them, with the steps of their parts. No content is ever changed; the newest that has not
    ended is the one that new calls begin with."""
    return Table(
        "script_version",
        metadata,
        Column("id", String(80), primary_key=True),
        Column("language", String(2), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("digest", String(64), nullable=False, comment="of what it says, without numbers and places"),
        Column("content", JSON, nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column(
            "ended_at", UtcDateTime, comment="when the script was deleted; null: it was not, or has a newer version"
        ),
    )


def _publication_table(metadata: MetaData) -> Table:
    """Each time that scripts changed, so that every process sees by one number whether it has the newest."""
    return Table(
        "script_publication",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("at", UtcDateTime, nullable=False),
        Column("operator", _Id, nullable=False, server_default=""),
    )


def _document() -> tuple[Column[str], Column[str], Column[str]]:
    return (
        Column("kind", String(10), primary_key=True, comment="script or part"),
        Column("id", String(80), primary_key=True),
        Column("language", String(2), primary_key=True),
    )
