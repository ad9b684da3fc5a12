"""SQLite's full-text index beside the table of spoken turns. PostgreSQL has an index of the table itself instead."""

from sqlalchemy import DDL, Table, event

INDEX = "spoken_turn_fts"
"""SQLite's virtual table; what it keeps lies in further tables whose names begin so."""
POSTGRESQL_INDEX = "ix_spoken_turn_terms"
"""PostgreSQL's index of the table."""

# 'ascii' parts words at spaces and ASCII signs other than our marks, and nowhere else: they are cut by us.
_CREATE = """CREATE VIRTUAL TABLE spoken_turn_fts USING fts5(
    terms, content='spoken_turn', content_rowid='id', columnsize=0, tokenize="ascii tokenchars '=~@'")"""
_ADDED = """CREATE TRIGGER spoken_turn_added AFTER INSERT ON spoken_turn BEGIN
    INSERT INTO spoken_turn_fts (rowid, terms) VALUES (new.id, new.terms); END"""
_DELETED = """CREATE TRIGGER spoken_turn_deleted AFTER DELETE ON spoken_turn BEGIN
    INSERT INTO spoken_turn_fts (spoken_turn_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END"""


def index_full_text(table: Table) -> None:
    """Let the index be made with the table, which it then follows by itself, also when a recording is deleted.

    A migration that makes the table anew on SQLite must make the index anew too.
    """
    for statement in (_CREATE, _ADDED, _DELETED):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for DDL


def is_of_index(name: str, dialect: str) -> bool:
    """Whether a table or index is made by this module alone, or on another database only."""
    return name.startswith(INDEX) or (name == POSTGRESQL_INDEX and dialect == "sqlite")
