"""Databases for tests: the same test runs on SQLite and on PostgreSQL.

database_url    fresh and empty, one a test module; ids "sqlite" and "postgresql"
engine          an engine on it with every table of the product, empty at the start of each test
database        the same as a `Database` for units of work
sqlite_url, postgresql_url    where a test is about one of the two
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from tests.support.postgres import Cluster, NoPostgresError, running_cluster


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """The one PostgreSQL of this test run; skips, with the reason, where there is none."""
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(running_cluster())
        except NoPostgresError as error:
            pytest.skip(f"no PostgreSQL: {error}")
        yield cluster


@pytest.fixture(scope="module")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A SQLite file of this test module's own, not yet made."""
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/test.db"


@pytest.fixture(scope="module")
def postgresql_url(postgres_cluster: Cluster) -> Iterator[str]:
    """An empty PostgreSQL database of this test module's own. Mark tests that ask for it with `postgresql`."""
    with postgres_cluster.fresh_database() as url:
        yield url


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of this test module's own, first SQLite, then PostgreSQL."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture(scope="module")
def _module_engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(_module_engine: Engine) -> Engine:
    """An engine with all tables of the product, empty."""
    clean_tables(_module_engine)
    return _module_engine


@pytest.fixture
def database(engine: Engine) -> Database:
    """A database with all tables of the product, empty."""
    return Database(engine)


def clean_tables(engine: Engine) -> None:
    """Empty every table of ours, and with them what the database itself keeps for them; numbers start from 1 again."""
    names = [name for name in inspect(engine).get_table_names() if name in metadata.tables]
    if not names:
        return
    quoted = {name: engine.dialect.identifier_preparer.quote(name) for name in names}
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            if used := _used_in_postgresql(connection, quoted):
                connection.execute(text(f"TRUNCATE {', '.join(used)} RESTART IDENTITY CASCADE"))
            return
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for name in quoted.values():
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - names come from the database itself
        if connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")).first():
            connection.execute(text("DELETE FROM sqlite_sequence"))


def _used_in_postgresql(connection: Connection, quoted: Mapping[str, str]) -> list[str]:
    """The tables with a row in them, or whose numbers have begun: to empty a table costs as much as to make one."""
    looks = [
        f"SELECT '{name}' AS name WHERE EXISTS (SELECT FROM {table})"  # noqa: S608 - as above
        for name, table in quoted.items()
    ]
    numbered = (
        "SELECT c.relname FROM pg_sequences s"
        " JOIN pg_class q ON q.relname = s.sequencename AND q.relkind = 'S'"
        " JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass"
        " JOIN pg_class c ON c.oid = d.refobjid WHERE s.last_value IS NOT NULL"
    )
    found = connection.execute(text(" UNION ".join([*looks, numbered]))).scalars()
    return [quoted[name] for name in found if name in quoted]
