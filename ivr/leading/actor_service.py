"""A mailbox a call: its items are taken strictly one after the other, and many calls share few threads. Real timers."""

import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Generic, TypeVar

from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from ivr.leading.parts import Run, Timers

_log = get_logger(__name__)

_Item = TypeVar("_Item")

_RETRY = timedelta(milliseconds=500)
_MOST_TRIES = 40
"""For twenty seconds a caller waits for a database that is away; who waits longer is better off with a person."""


class Mailbox(Generic[_Item]):
    """Items and who takes them. `take` runs in one thread at a time; while it works, new items wait."""

    def __init__(
        self, take: Callable[[_Item], None], *, run: Run, timers: Timers, give_up: Callable[[], None], name: str
    ) -> None:
        """`give_up` is called where an item could not be taken; `name` stands in the log."""
        self._take, self._run, self._timers, self._give_up = take, run, timers, give_up
        self._name = name
        self._items: deque[_Item] = deque()
        self._lock = threading.Lock()
        self._is_busy = False
        self._tries = 0

    def put(self, item: _Item, *, first: bool = False) -> None:
        """Hand an item in; `first`: before those that wait."""
        with self._lock:
            if first:
                self._items.appendleft(item)
            else:
                self._items.append(item)
            if self._is_busy:
                return
            self._is_busy = True
        self._run(self._work)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._items:
                    self._is_busy = False
                    return
                item = self._items.popleft()
            try:
                self._take(item)
                self._tries = 0
            except AWAY:
                if self._tries < _MOST_TRIES:
                    self._try_again(item)
                    return
                self._abandon()
            except Exception:  # noqa: BLE001 - edge of a thread: one odd item must not strand the caller
                _log.error("a call could not be led on", call=self._name, item=type(item).__name__, exc_info=True)
                self._abandon()

    def _try_again(self, item: _Item) -> None:
        """The same item in a moment; it stays busy meanwhile, so that new ones only wait."""
        self._tries += 1
        _log.warning("a call waits for the database", call=self._name)
        with self._lock:
            self._items.appendleft(item)
        self._timers.later(_RETRY, lambda: self._run(self._work))

    def _abandon(self) -> None:
        self._tries = 0
        try:
            self._give_up()
        except Exception:  # noqa: BLE001 - edge of a thread
            _log.error("a call could not be given up either", call=self._name, exc_info=True)


class CallThreads:
    """A few threads for all calls."""

    def __init__(self, threads: int = 4) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="robot-calls")

    def start(self) -> None:
        """Nothing: threads begin with the first call."""

    def __call__(self, work: Callable[[], None]) -> None:
        """Have it done; after `stop` it is left undone: the next process takes the call up."""
        try:
            self._pool.submit(work)
        except RuntimeError:
            _log.info("a call is left to the next process")

    def stop(self) -> None:
        """Finish what is begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)


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
