"""Whether the database answers at all, said in a sentence that a person can act on."""

from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from callcenter.kit.errors import CallCenterError


class DatabaseUnreachableError(CallCenterError):
    """The database does not answer; the message names the place, never the password."""


def check_reachable(engine: Engine, setting: str = "CALLCENTER_DATABASE_URL") -> None:
    """Ask the database for one row. Raises DatabaseUnreachableError with the reason that the driver gave.

    `setting` is where the database was named, for the message.
    """
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            connection.execute(select(1))
        _check_file(engine, setting)
    except DBAPIError as exc:
        place = engine.url.render_as_string(hide_password=True)
        reason = " ".join(str(exc.orig).split())
        raise DatabaseUnreachableError(
            f"the database {place} cannot be used: {reason}; check {setting} and that it runs"
        ) from exc


def _check_file(engine: Engine, setting: str) -> None:
    """SQLite goes on with a file that was deleted under it, and what is written then is gone with the process."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and not Path(file).exists():
        raise DatabaseUnreachableError(
            f"the database {file} was deleted; stop, restore it from a backup, check {setting}"
        )
