"""Looks every quarter of an hour for work that was left undone, such as after a disk was full for a while."""

import threading
from collections.abc import Callable

from callcenter.kit.logs import get_logger

_log = get_logger(__name__)

EVERY_S = 15 * 60.0


class Sweeper:
    """Calls `sweep` at its start and then every `EVERY_S` seconds, in a thread of its own."""

    def __init__(
        self,
        sweep: Callable[[], int],
        every_s: float = EVERY_S,
        told: str = "work that was left undone is queued",
    ) -> None:
        """`sweep` queues or does what it finds and says how much that was; `told` is what the log says then."""
        self._sweep = sweep
        self._every_s = every_s
        self._told = told
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the sweep in hand."""
        self._stopping.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            try:
                if found := self._sweep():
                    _log.info(self._told, found=found)
            except Exception:  # noqa: BLE001 - edge of a thread: the next sweep finds the same work again
                _log.warning("looking for undone work failed; trying again later", exc_info=True)
            if self._stopping.wait(self._every_s):
                return
