"""The database connection: a SQLite file by default, PostgreSQL by URL."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from callcenter.kit.errors import BadInputError

_BUSY_WAIT_S = 15
_CONNECT_WAIT_S = 10
POOL_SIZE = 20
"""Connections a process keeps at most; every pool of workers must be smaller: with as many jobs as
connections each waits for a connection that another holds, and next to nothing is done (measured with DBOS)."""


def open_engine(url: str) -> Engine:
    """An engine for `url`: 'sqlite:///path/to/file' or 'postgresql://...'.

    SQLite is set up for one writer and many readers (WAL), enforced foreign keys, and transactions that take the
    write lock at their start, so that two writers wait for each other instead of failing half-way. An error never
    tells the values of its statement (`hide_parameters`): they are names, numbers and speech, and errors are logged.
    Raises BadInputError for a URL of another kind, or of a folder that cannot be made.
    """
    parsed = _read_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        _make_folder(_file_of(parsed).parent)
        engine = create_engine(
            parsed,
            pool_size=POOL_SIZE,
            max_overflow=0,
            hide_parameters=True,
            connect_args={"timeout": _BUSY_WAIT_S},
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_immediately)
        return engine
    if backend == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_WAIT_S},
        )
    raise BadInputError(f"the database {backend!r} is not supported; use sqlite:///file or postgresql://...")


def sqlite_file(url: str) -> Path | None:
    """The file that a SQLite URL names; None for another kind of database. Raises BadInputError."""
    parsed = _read_url(url)
    return _file_of(parsed) if parsed.get_backend_name() == "sqlite" else None


def open_jobs_engine(path: Path) -> Engine:
    """An engine for the file in which durable work is remembered.

    The library that runs it begins its own transactions, so this engine leaves that to the driver (in IMMEDIATE
    mode), but is otherwise set up as the main one: WAL, and patience with another writer.
    """
    _make_folder(path.parent)
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=POOL_SIZE,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": _BUSY_WAIT_S, "isolation_level": "IMMEDIATE"},
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _read_url(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as exc:  # ValueError: a port that is no number
        raise BadInputError("the database URL cannot be read; write sqlite:///file or postgresql://...") from exc


def _file_of(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise BadInputError("the database URL names no file; write sqlite:///file, for what is kept must outlast us")
    return Path(url.database)


def _make_folder(folder: Path) -> None:
    """Made for us alone: names, numbers and voices of patients lie in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise BadInputError(
            f"the folder {folder} cannot be made ({exc.strerror}); choose another one with CALLCENTER_DATA_DIR"
        ) from exc


def _set_up_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - listens on SQLite engines only
    connection.isolation_level = None  # we begin transactions ourselves (below)
    _set_pragmas(connection, entry)


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - listens on SQLite engines only
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY_WAIT_S}000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
