"""Waking whoever waits for new events: at once inside the process, by PostgreSQL's NOTIFY between processes.

A wake-up is only a hint to look; a slow poll is the safety net, so a lost one costs time and never an event.
"""

import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import Engine

from callcenter.kit.logs import get_logger

CHANNEL = "callcenter_event"
POLL_S = 2.0
"""How long a waiting reader sleeps at most before it looks by itself."""

_log = get_logger(__name__)


class Wake:
    """A bell that many threads, and callbacks of event loops, can wait for."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0
        self._listeners: set[Callable[[], None]] = set()

    def ring(self) -> None:
        """Something was committed: wake all waiters."""
        with self._condition:
            self._rings += 1
            listeners = tuple(self._listeners)
            self._condition.notify_all()
        for listener in listeners:
            try:
                listener()
            except Exception:  # noqa: BLE001 - the change is committed: who cannot be told must not undo that
                _log.warning("a listener could not be woken", exc_info=True)

    @property
    def rings(self) -> int:
        """How often the bell has rung; pass it to `wait` to miss none in between."""
        with self._condition:
            return self._rings

    def wait(self, seen: int, timeout_s: float = POLL_S) -> int:
        """Sleep until the bell has rung more often than `seen`, or for `timeout_s`; returns the new count."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings != seen, timeout_s)
            return self._rings

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` at each ring, from the ringing thread; it must be quick. Returns how to stop it."""
        with self._condition:
            self._listeners.add(listener)

        def unsubscribe() -> None:
            with self._condition:
                self._listeners.discard(listener)

        return unsubscribe


class PostgresBell:
    """A thread that listens to PostgreSQL and rings this process's bell when another process commits events."""

    def __init__(self, engine: Engine, wake: Wake) -> None:
        self._url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._wake = wake
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postgres-bell", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; waits for the thread."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except psycopg.Error:
                # The slow poll carries on meanwhile; an event is late by POLL_S at most.
                _log.warning("listening for events was interrupted")
                self._stop.wait(1)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._wake.ring()
            while not self._stop.is_set():
                for _ in connection.notifies(timeout=0.5, stop_after=1):
                    self._wake.ring()
