"""The unit of work: one transaction that holds a change and its events, and the bell after commit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from callcenter.domain.events import DomainEvent
from callcenter.storage.events import append_events
from callcenter.storage.wake import Wake


class Work:
    """One open transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._events: list[DomainEvent] = []

    def emit(self, *events: DomainEvent) -> None:
        """Tell what happened; stored when the transaction commits, forgotten when it is rolled back."""
        self._events.extend(events)

    def flush_events(self) -> bool:
        """Write the events told so far; True where there were any. Called just before commit, because on
        PostgreSQL the log is locked from here to the commit."""
        append_events(self.connection, self._events)
        told = bool(self._events)
        self._events = []
        return told


class Database:
    """Where units of work begin; one object a process."""

    def __init__(self, engine: Engine, wake: Wake | None = None) -> None:
        self.engine = engine
        self.wake = wake or Wake()
        self._one_by_one = nullcontext() if self.is_shared else threading.Lock()
        """SQLite has one writer. Threads of one process queue here: whoever waits inside SQLite looks again only after
        longer and longer pauses, and may wait for seconds while others come and go."""

    @property
    def is_shared(self) -> bool:
        """True where other machines may work on it too, so that events of theirs must be listened for."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction: committed with its events when the block ends, rolled back when it raises."""
        with self._one_by_one, self.engine.begin() as connection:
            work = Work(connection)
            yield work
            told = work.flush_events()
        if told:
            self.wake.ring()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading only, on which every query sees the same moment; on SQLite it waits for no writer.

        SQLite gives that to whoever reads in one transaction. PostgreSQL does where it is asked to, and so what is
        read of one transcript is never laid over another that has come in between.
        """
        options = {"read_only": True} | ({"isolation_level": "REPEATABLE READ"} if self.is_shared else {})
        with self.engine.connect().execution_options(**options) as connection:
            yield connection
