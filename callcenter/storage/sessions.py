"""Signed-in browsers, and wrong passwords of the last hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from callcenter.domain.accounts import WebSession
from callcenter.kit.ids import OperatorId
from callcenter.storage.tables import sign_in_failure, web_session
from callcenter.storage.work import Database

KEEP_FAILURES = timedelta(hours=1)
KEEP_SESSIONS = timedelta(days=7)
"""Longer than any session lasts; rows older than this are cleared away at the next sign-in."""


class StoredSessions:
    """Sessions in the database, under the hash of what the cookie holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, key: str, row: WebSession) -> None:
        """Keep a new session, and clear away those of long ago."""
        with self._database.work() as work:
            work.connection.execute(delete(web_session).where(web_session.c.created_at < row.opened_at - KEEP_SESSIONS))
            work.connection.execute(
                insert(web_session).values(
                    id=key, operator=row.operator, created_at=row.opened_at, seen_at=row.opened_at
                )
            )

    def find(self, key: str) -> WebSession | None:
        """The session of a key, or None where it never was or has been closed."""
        with self._database.read() as connection:
            row = connection.execute(select(web_session).where(web_session.c.id == key)).mappings().first()
        return WebSession(operator=OperatorId(row["operator"]), opened_at=row["created_at"]) if row else None

    def close(self, key: str) -> None:
        """End a session; one that is not there is no error."""
        with self._database.work() as work:
            work.connection.execute(delete(web_session).where(web_session.c.id == key))


class StoredFailures:
    """Wrong passwords, counted for all processes together; keys are hashes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, keys: Sequence[str], at: datetime) -> None:
        """Count one wrong password for each key, and clear away those of more than an hour ago."""
        table = sign_in_failure
        with self._database.work() as work:
            work.connection.execute(delete(table).where(table.c.at < at - KEEP_FAILURES))
            work.connection.execute(insert(table), [{"key": key, "at": at} for key in keys])

    def since(self, key: str, moment: datetime) -> Sequence[datetime]:
        """When wrong passwords of a key came, of those after `moment`."""
        table = sign_in_failure
        with self._database.read() as connection:
            rows = connection.execute(select(table.c.at).where(table.c.key == key, table.c.at > moment))
            return [row.at for row in rows]

    def forget(self, key: str, at: datetime | None = None) -> None:
        """Take back the wrong passwords of a key; with `at`, only one of that moment."""
        table = sign_in_failure
        with self._database.work() as work:
            query = select(table.c.id).where(table.c.key == key)
            if at is not None:
                query = query.where(table.c.at == at).limit(1)
            ids = [row.id for row in work.connection.execute(query)]
            work.connection.execute(delete(table).where(table.c.id.in_(ids)))
