"""Real time: a thread that wakes when the exchange has something to do."""

import threading
from collections.abc import Callable
from datetime import datetime

from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger

log = get_logger(__name__)

_PATIENCE_S = 10.0


class Runner:
    """Calls `run_due` whenever the moment that `next_at` gives has come, or `changed` was notified."""

    def __init__(
        self,
        clock: Clock,
        changed: threading.Condition,
        next_at: Callable[[], datetime | None],
        run_due: Callable[[datetime], None],
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._next_at = next_at
        self._run_due = run_due
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; where it runs already, nothing changes."""
        with self._changed:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, name="simulated exchange", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let time stand still; waits for the thread. May be called twice, also from the thread itself."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._changed.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join(_PATIENCE_S)
            if thread.is_alive():
                log.warning("the simulated exchange did not stop in time; its listener is busy", seconds=_PATIENCE_S)

    def _run(self) -> None:
        while True:
            try:
                self._run_due(self._clock.now())
            except Exception:  # the edge of the thread: one bad listener must not end all simulated calls
                log.exception("something failed in the simulated exchange, it goes on")
            with self._changed:
                if self._thread is not threading.current_thread():
                    return
                self._wait()

    def _wait(self) -> None:
        soonest = self._next_at()
        if soonest is None:
            self._changed.wait()
            return
        seconds = (soonest - self._clock.now()).total_seconds()
        if seconds > 0:
            self._changed.wait(seconds)
