"""Leading calls: a listener of an exchange's news that hands each piece to the call it is about.

It comes behind the listener that keeps calls (telephony.service.TakeNews): a call of which it hears is stored.
"""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from callcenter.domain.calls import CallState
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.storage.calls import find_call
from callcenter.telephony.port import Connected, Disconnected, Ended, ExchangeEvent, ExchangeNews, LiveCall, Queued
from callcenter.telephony.voice_port import (
    Detected,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    Played,
    PutThrough,
    SoundLost,
    Spoke,
    Taken,
)
from ivr.leading.call_service import LedCall
from ivr.leading.items import Lost, Over
from ivr.leading.parts import LeadingParts
from ivr.leading.progress_service import close_left_open
from ivr.leading.store import has_run

_log = get_logger(__name__)

_WORTH_A_LOOK = (MessageRecorded, PutThrough, NotPutThrough, Ended)
"""What may settle something in a call that this process does not know yet."""
_OURS: tuple[type[ExchangeEvent], ...] = (Taken, Detected, Played, KeyPressed, Spoke, SoundLost, Queued, *_WORTH_A_LOOK)
_A_PERSON_HAS_IT = frozenset({CallState.QUEUED, CallState.OFFERED, CallState.ANSWERED, CallState.ON_HOLD})
_KEPT_FOR = timedelta(minutes=5)
"""After its end a call is remembered for so long: a message may come late."""


class Leading:
    """All calls of one exchange that the clinic's voice leads."""

    def __init__(self, parts: LeadingParts) -> None:
        self._parts = parts
        self._calls: dict[ProviderCallId, LedCall] = {}
        self._lock = threading.Lock()

    def __call__(self, news: ExchangeNews) -> None:
        """Hand news on. It may come twice, late or not at all. Raises what a database that is away raises."""
        match news:
            case Connected(live=live, at=at):
                self._connected(live, at)
            case Disconnected():
                self._for_all(Lost())
            case ExchangeEvent() if isinstance(news, _OURS):
                if call := self._find(news):
                    call.put(news)
                if isinstance(news, Ended):
                    self._parts.timers.later(_KEPT_FOR, lambda: self._forget(news.call))

    @property
    def parts(self) -> LeadingParts:
        """What it stands on."""
        return self._parts

    @property
    def live_calls(self) -> int:
        """How many calls are remembered."""
        with self._lock:
            return len(self._calls)

    def _find(self, news: ExchangeEvent) -> LedCall | None:
        with self._lock:
            known = self._calls.get(news.call)
        if known is not None or not isinstance(news, (Taken, *_WORTH_A_LOOK)):
            return known
        with self._parts.database.read() as connection:
            call = find_call(connection, self._parts.exchange.name, news.call)
            if call is None or not (isinstance(news, Taken) or has_run(connection, call.id)):
                return None
        return self._remember(news.call, call.id)

    def _remember(self, there: ProviderCallId, call: CallId) -> LedCall:
        with self._lock:
            return self._calls.setdefault(there, LedCall(self._parts, there, call, partial(self._forget, there)))

    def _connected(self, live: Iterable[LiveCall], at: datetime) -> None:
        """Calls that are gone have ended; those that still wait for a robot are told of by Taken, and the exchange may
        have put others into the queue meanwhile."""
        self._for_all(Lost())
        states = {one.call: one.state for one in live}
        with self._lock:
            gone = [there for there in self._calls if there not in states]
            ended = [self._calls.pop(there) for there in gone]
            taken = [(there, call) for there, call in self._calls.items() if states[there] in _A_PERSON_HAS_IT]
        for call in ended:
            call.put(Over())
        for there, call in taken:
            call.put(Queued(call=there, at=at))
        if closed := close_left_open(self._parts, self._parts.exchange.name):
            _log.info("calls that had ended were closed in their flows", calls=closed)

    def _for_all(self, item: Lost) -> None:
        with self._lock:
            calls = list(self._calls.values())
        for call in calls:
            call.put(item)

    def _forget(self, there: ProviderCallId) -> None:
        with self._lock:
            self._calls.pop(there, None)
