"""The tables of the search: SQLite has a full-text index beside them, PostgreSQL one of the table itself."""

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, event
from sqlalchemy.dialects import postgresql

INDEX = "spoken_turn_fts"
"""SQLite's virtual table; what it keeps lies in further tables whose names begin so."""
POSTGRESQL_INDEX = "ix_spoken_turn_terms"
"""PostgreSQL's index of the table."""

_Serial = BigInteger().with_variant(Integer, "sqlite")

# 'ascii' parts words at spaces and ASCII signs other than our marks, and nowhere else: they are cut by us.
_CREATE = """CREATE VIRTUAL TABLE spoken_turn_fts USING fts5(
    terms, content='spoken_turn', content_rowid='id', columnsize=0, tokenize="ascii tokenchars '=~@'")"""
_ADDED = """CREATE TRIGGER spoken_turn_added AFTER INSERT ON spoken_turn BEGIN
    INSERT INTO spoken_turn_fts (rowid, terms) VALUES (new.id, new.terms); END"""
_DELETED = """CREATE TRIGGER spoken_turn_deleted AFTER DELETE ON spoken_turn BEGIN
    INSERT INTO spoken_turn_fts (spoken_turn_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END"""


def searchable_table(metadata: MetaData) -> Table:
    """The transcripts whose turns can be searched."""
    return Table(
        "searchable",
        metadata,
        Column("no", Integer, primary_key=True, autoincrement=True, comment="the upper part of the ids of its turns"),
        Column("recording", String(40), ForeignKey("recording.id", ondelete="CASCADE"), nullable=False, unique=True),
        Column("language", String(2), nullable=False),
        Column("version", Integer, nullable=False, comment="of the way in which the terms were made"),
        Index(None, "language"),
        sqlite_autoincrement=True,
    )


def spoken_turn_table(metadata: MetaData) -> Table:
    """The terms by which a turn is found; what was said stands in the transcript alone.

    On SQLite the index follows the table by itself, also when a recording is deleted. A migration that makes the table
    anew there must make the index anew too.
    """
    table = Table(
        "spoken_turn",
        metadata,
        Column(
            "id", _Serial, primary_key=True, autoincrement=False, comment="searchable.no * 65536 + place of the turn"
        ),
        Column("searchable", Integer, ForeignKey("searchable.no", ondelete="CASCADE"), nullable=False),
        Column("terms", Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        Index(None, "searchable"),
        Index(POSTGRESQL_INDEX, "terms", postgresql_using="gin").ddl_if(dialect="postgresql"),
    )
    for statement in (_CREATE, _ADDED, _DELETED):
        ddl = DDL(statement)  # type: ignore[no-untyped-call] # the library has no types for it
        event.listen(table, "after_create", ddl.execute_if(dialect="sqlite"))
    return table


def is_of_index(name: str, dialect: str) -> bool:
    """Whether a table or index is made by this module alone, or on another database only."""
    return name.startswith(INDEX) or (name == POSTGRESQL_INDEX and dialect == "sqlite")
