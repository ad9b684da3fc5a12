"""What is to happen later in calls, by the machine's steady clock."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from callcenter.kit.logs import get_logger

_log = get_logger(__name__)


class RealTimers:
    """Timers over the machine's steady clock, one thread for all."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._work, name="robot-timers", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is not due yet never happens."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        self._thread.join(timeout=10)

    def later(self, delay: timedelta, action: Callable[[], None]) -> None:
        """Do `action` after `delay`."""
        with self._changed:
            heapq.heappush(self._due, (time.monotonic() + delay.total_seconds(), next(self._numbers), action))
            self._changed.notify_all()

    def _work(self) -> None:
        while (action := self._next()) is not None:
            try:
                action()
            except Exception:  # noqa: BLE001 - edge of a thread: the other timers go on
                _log.error("a timer failed", exc_info=True)

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._is_stopping:
                left = self._due[0][0] - time.monotonic() if self._due else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(left)
            return None
