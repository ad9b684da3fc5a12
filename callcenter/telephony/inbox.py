"""Between an exchange's thread and the database: news waits here while the database is slow or locked.

The exchange's own thread does nothing but hand over, so it can never be held up or ended by our work.
"""

import queue
import threading

from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.telephony.port import ExchangeNews, Listener

_log = get_logger(__name__)

_RETRY_S = 0.5


class NewsInbox:
    """A listener that keeps news in order and gives each piece to `take` in a thread of its own."""

    def __init__(self, take: Listener, name: str) -> None:
        self._take = take
        self._name = name
        self._waiting: queue.SimpleQueue[ExchangeNews | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"news-{name}", daemon=True)

    def __call__(self, news: ExchangeNews) -> None:
        """Keep the news; returns at once and never raises."""
        self._waiting.put(news)

    def start(self) -> None:
        """Begin to work the news off."""
        self._thread.start()

    def stop(self) -> None:
        """Work off what is there, then end."""
        self._stopping.set()
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while (news := self._waiting.get()) is not None:
            self._take_surely(news)

    def _take_surely(self, news: ExchangeNews) -> None:
        while True:
            try:
                self._take(news)
            except AWAY:
                # Locked, or away for a moment: news is never dropped for that, only when we are told to stop.
                _log.warning("news waits for the database", exchange=self._name)
                if self._stopping.wait(_RETRY_S):
                    return
            except Exception:  # noqa: BLE001 - edge of a thread: one odd piece of news must not stop all that follow
                _log.error("news could not be taken", exchange=self._name, kind=type(news).__name__, exc_info=True)
                return
            else:
                return
