"""The slow look at the event log: rings this process's bell for events of other processes, should no bell have told."""

import threading

from callcenter.kit.logs import get_logger
from callcenter.storage.events import last_event_id
from callcenter.storage.wake import POLL_S
from callcenter.storage.work import Database

_log = get_logger(__name__)


class LogWatch:
    """Notices events that another process wrote into the same SQLite file, such as `callcenter ingest`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="log-watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        seen = 0
        while not self._stop.wait(POLL_S):
            try:
                with self._database.read() as connection:
                    newest = last_event_id(connection)
            except Exception:  # noqa: BLE001 - edge of a thread: a database that is away comes back
                _log.warning("the event log could not be read; trying again")
                continue
            if newest != seen:
                seen = newest
                self._database.wake.ring()
