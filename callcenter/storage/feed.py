"""The event log as live screens see it: the newest id, and a call when something was committed."""

from collections.abc import Callable

from callcenter.storage.events import last_event_id
from callcenter.storage.work import Database


class StoredEventFeed:
    """Tells live screens that there is something to look at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_id(self) -> int:
        """The id of the newest event; 0 before the first."""
        with self._database.read() as connection:
            return last_event_id(connection)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener`, from any thread, whenever events were committed. Returns how to stop it."""
        return self._database.wake.subscribe(listener)
