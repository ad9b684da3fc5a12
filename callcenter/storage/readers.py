"""Readers of the event log that remember where they stopped.

Each event is handled at least once: the position is saved after the handler returned, so a crash in between hands
the same event over again. Handlers are therefore idempotent.
"""

import threading
from collections.abc import Callable

from sqlalchemy import insert, select, update

from callcenter.domain.events import DomainEvent
from callcenter.kit.logs import get_logger
from callcenter.storage.events import StoredEvent, read_events
from callcenter.storage.tables import reader_position
from callcenter.storage.work import Database

_log = get_logger(__name__)

Handler = Callable[[DomainEvent], None]

_RETRY_S = 5.0


class EventReader:
    """Hands every event of the log to one handler, in order, across restarts."""

    def __init__(self, name: str, database: Database, handler: Handler) -> None:
        self.name = name
        self._database = database
        self._handler = handler
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def read_on(self) -> int:
        """Handle all events that wait; returns how many. Safe to call again after a handler raised."""
        handled = 0
        while batch := self._next_batch():
            for stored in batch:
                self._handler(stored.event)
                self._save(stored.id)
                handled += 1
        return handled

    def start(self) -> None:
        """Read on in a thread of its own, woken by the database's bell."""
        self._thread = threading.Thread(target=self._run, name=f"reader-{self.name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the event in hand."""
        self._stop.set()
        self._database.wake.ring()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        seen = -1
        while not self._stop.is_set():
            try:
                seen = self._database.wake.wait(seen)
                self.read_on()
            except Exception:  # noqa: BLE001 - edge of a thread: one bad event must not end the reader for ever
                _log.error("reader failed and will try the same event again", reader=self.name, exc_info=True)
                self._stop.wait(_RETRY_S)

    def _next_batch(self) -> list[StoredEvent]:
        if self._stop.is_set():
            return []
        with self._database.read() as connection:
            position = connection.execute(
                select(reader_position.c.last_event).where(reader_position.c.reader == self.name)
            ).scalar_one_or_none()
            return read_events(connection, position or 0)

    def _save(self, event_id: int) -> None:
        with self._database.work() as work:
            done = work.connection.execute(
                update(reader_position).where(reader_position.c.reader == self.name).values(last_event=event_id)
            )
            if done.rowcount == 0:
                work.connection.execute(insert(reader_position).values(reader=self.name, last_event=event_id))
