"""Readers of the event log that remember where they stopped.

Each event is handled at least once: the position is saved after the handlers of a batch returned, so a crash in
between hands events over again. Handlers are therefore idempotent.
"""

import threading
from collections.abc import Callable, Collection

from sqlalchemy import insert, select, update

from callcenter.domain.events import DomainEvent
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.storage.events import StoredEvent, read_events
from callcenter.storage.tables import reader_position
from callcenter.storage.work import Database

_log = get_logger(__name__)

Handler = Callable[[DomainEvent], None]

_RETRY_S = 5.0
_TRIES = 3


class EventReader:
    """Hands the events of some kinds to one handler, in order, across restarts."""

    def __init__(
        self, name: str, database: Database, handler: Handler, kinds: Collection[type[DomainEvent]] | None = None
    ) -> None:
        """`kinds` are the events that the handler knows; all of them where not given."""
        self.name = name
        self._database = database
        self._handler = handler
        self._kinds = None if kinds is None else frozenset(kind.kind for kind in kinds)
        self._failed: tuple[int, int] = (0, 0)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def read_on(self) -> int:
        """Handle all events that wait; returns how many. Safe to call again after a handler raised.

        An event at which the handler has failed three times is set aside with an error in the log, so that
        one odd event does not keep back all that follow; a database that is away never counts as a failure.
        """
        handled = 0
        while batch := self._next_batch():
            done = batch[0].id - 1
            try:
                for stored in batch:
                    self._hand_over(stored)
                    done = stored.id
                    handled += 1
            finally:
                self._save(done)
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

    def _hand_over(self, stored: StoredEvent) -> None:
        try:
            self._handler(stored.event)
        except AWAY:
            raise
        except Exception:
            failures = self._failed[1] + 1 if self._failed[0] == stored.id else 1
            self._failed = (stored.id, failures)
            if failures < _TRIES:
                raise
            _log.exception("event set aside: its handler fails every time", reader=self.name, event_id=stored.id)

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
            return read_events(connection, position or 0, kinds=self._kinds)

    def _save(self, event_id: int) -> None:
        """Keep the position; it never goes back, also where two processes read under one name."""
        with self._database.work() as work:
            kept = reader_position.c
            if work.connection.execute(select(kept.reader).where(kept.reader == self.name)).first() is None:
                work.connection.execute(insert(reader_position).values(reader=self.name, last_event=event_id))
                return
            work.connection.execute(
                update(reader_position)
                .where(kept.reader == self.name, kept.last_event < event_id)
                .values(last_event=event_id)
            )
