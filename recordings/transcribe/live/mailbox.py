"""A listener that takes its time: partials that it has not fetched give way to newer ones, nothing else is dropped."""

import threading
from collections import deque

from recordings.transcribe.live.port import Final, Lagging, LiveEvent, Lost, Over, Partial, Settled


class LiveMailbox:
    """`Listener` for one reader, of one session or of many. Holds at most one partial and one lag a session."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._lasting: deque[Final | Lost | Settled | Over] = deque()
        self._partials: dict[str, Partial] = {}
        self._lags: dict[str, Lagging] = {}

    def tell(self, event: LiveEvent) -> None:
        """Keep an event for the reader."""
        with self._changed:
            match event:
                case Partial():
                    self._partials[event.session] = event
                case Lagging():
                    self._lags[event.session] = event
                case _:
                    self._partials.pop(event.session, None)  # it spoke of what is over now
                    self._lasting.append(event)
            self._changed.notify_all()

    def take(self, timeout: float) -> tuple[LiveEvent, ...]:
        """All that is there, in order; waits up to `timeout` seconds for the first. Empty where nothing came."""
        with self._changed:
            self._changed.wait_for(lambda: self._lasting or self._partials or self._lags, timeout)
            found = (*self._lasting, *self._lags.values(), *self._partials.values())
            self._lasting.clear()
            self._lags.clear()
            self._partials.clear()
            return found
