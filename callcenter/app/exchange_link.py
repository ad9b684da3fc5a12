"""Holds the link to the exchange in one process of many: the one that has the lease (DESIGN: one bridge an account).

The others serve screens and jobs, look every few seconds, and take over when the holder is gone.
"""

import threading
from collections.abc import Callable

from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.storage.leases import LASTS, Lease

_log = get_logger(__name__)

_RENEW_S = LASTS.total_seconds() / 3


class ExchangeLink:
    """Starts the exchange while this process holds the lease, and stops it when the lease is lost."""

    def __init__(self, lease: Lease, clock: Clock, start: Callable[[], None], stop: Callable[[], None]) -> None:
        """`start` opens the link, `stop` ends it; `start` may come again after `stop`."""
        self._lease = lease
        self._clock = clock
        self._open, self._close = start, stop
        self._is_open = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="exchange-link", daemon=True)

    def start(self) -> None:
        """Take the lease now where it is free, and go on renewing it, or waiting for it."""
        self.look()
        self._thread.start()

    def stop(self) -> None:
        """End the link and let another process have it at once."""
        self._stopping.set()
        self._thread.join(timeout=10)
        if self._is_open:
            self._end()
            try:
                self._lease.release(self._clock.now())
            except AWAY:
                _log.warning("the lease of the exchange could not be given back; it runs out by itself")

    def look(self) -> None:
        """Renew or take the lease, and open or end the link accordingly."""
        now = self._clock.now()
        try:
            is_ours = self._lease.take_or_renew(now)
        except AWAY:
            # Not renewed and not refused: a link that is open stays open, because what the exchange tells waits in
            # memory for the database and would be lost without it. Should another process have the lease by now,
            # the next look says so; what both were told meanwhile is stored once.
            is_ours = self._is_open
            _log.warning("the lease of the exchange could not be renewed", held=is_ours)
        if is_ours and not self._is_open:
            self._open()
            self._is_open = True
        elif self._is_open and not is_ours:
            _log.warning("another process holds the exchange now; this one serves screens only")
            self._end()

    def _end(self) -> None:
        self._is_open = False
        self._close()

    def _run(self) -> None:
        while not self._stopping.wait(_RENEW_S):
            self.look()
