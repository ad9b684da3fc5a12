"""Who waits for domain events on an open page: one bell a connection, rung from any thread."""

import asyncio
import threading
from collections.abc import Callable

from callcenter.web.ports import EventFeed

CHECK_S = 3.0
"""How long a stream trusts that its session goes on; after this it looks before it sends anything."""
HEARTBEAT_S = 15.0
"""Silence towards the browser after which a stream looks at everything afresh, and says that it is still there.

The one safety net for a ring that was lost; events of other processes ring the bell (storage/watch.py).
"""


class LiveBell:
    """Wakes one live stream; made and waited for on the event loop, rung from anywhere."""

    def __init__(self, hub: "LiveHub") -> None:
        self._hub = hub
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    @property
    def is_stopped(self) -> bool:
        """True once the server is going down."""
        return self._hub.is_stopped

    def ring(self) -> None:
        """Wake the stream; a loop that has already ended needs no waking."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    def reset(self) -> None:
        """Forget the rings so far; call it before looking at the state, so that none is lost in between."""
        self._rung.clear()

    async def wait(self, timeout_s: float) -> bool:
        """True as soon as the bell has rung, False after `timeout_s` without a ring."""
        try:
            await asyncio.wait_for(self._rung.wait(), timeout_s)
        except TimeoutError:
            return False
        return True


class LiveHub:
    """All open live streams of this process."""

    def __init__(self, feed: EventFeed, *, check_s: float = CHECK_S, heartbeat_s: float = HEARTBEAT_S) -> None:
        self.feed = feed
        self.check_s = check_s
        self.heartbeat_s = heartbeat_s
        self._bells: set[LiveBell] = set()
        self._lock = threading.Lock()
        self._unsubscribe: Callable[[], None] | None = None
        self.is_stopped = False

    def __len__(self) -> int:
        with self._lock:
            return len(self._bells)

    def connect(self) -> LiveBell:
        """A bell for a new stream; give it back to `leave`."""
        bell = LiveBell(self)
        with self._lock:
            self._bells.add(bell)
            if self._unsubscribe is None:
                self._unsubscribe = self.feed.subscribe(self._ring_all)
        return bell

    def leave(self, bell: LiveBell) -> None:
        """The stream has ended."""
        with self._lock:
            self._bells.discard(bell)

    def stop(self) -> None:
        """The server goes down: every stream ends now, so that nobody waits for it. May be called twice."""
        self.is_stopped = True
        with self._lock:
            unsubscribe, self._unsubscribe = self._unsubscribe, None
        if unsubscribe is not None:
            unsubscribe()
        self._ring_all()

    def _ring_all(self) -> None:
        with self._lock:
            bells = tuple(self._bells)
        for bell in bells:
            bell.ring()
