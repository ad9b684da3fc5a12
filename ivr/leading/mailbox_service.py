"""A mailbox a call: its items are taken strictly one after the other, and many calls share few threads."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Generic, TypeVar

from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from ivr.leading.parts import Runner, Timers

_log = get_logger(__name__)

_Item = TypeVar("_Item")

_RETRY = timedelta(milliseconds=500)
_MOST_TRIES = 40
"""For twenty seconds a caller waits for a database that is away; who waits longer is better off with a person."""


class Mailbox(Generic[_Item]):
    """Items and who takes them. `take` runs in one thread at a time; while it works, new items wait."""

    def __init__(
        self, take: Callable[[_Item], None], *, run: Runner, timers: Timers, give_up: Callable[[], None], name: str
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
