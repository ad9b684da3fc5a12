"""The migrations make exactly the tables that the code expects."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from callcenter.storage.engine import open_engine
from callcenter.storage.full_text import is_of_index
from callcenter.storage.migrate import migrate, pending_migrations
from callcenter.storage.tables import metadata


def test_a_fresh_database_is_migrated_to_what_tables_says(database_url: str) -> None:
    engine = open_engine(database_url)
    assert pending_migrations(engine) > 0
    migrate(engine)
    with engine.begin() as connection:
        options = {
            "compare_type": True,
            "include_object": lambda _item, name, *_more: not is_of_index(name or "", engine.dialect.name),
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert differences == []
    engine.dispose()


def test_migrating_twice_changes_nothing_and_keeps_the_rows(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO reader_position (reader, last_event) VALUES ('kept', 1)"))
    migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM reader_position")).scalar_one() == 1
    assert pending_migrations(engine) == 0
    engine.dispose()
