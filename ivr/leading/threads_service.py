"""The threads in which calls are led."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from callcenter.kit.logs import get_logger

_log = get_logger(__name__)


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
