"""The demo's rhythm: patients call by themselves, one after the other."""

from collections.abc import Sequence
from datetime import timedelta

from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona

log = get_logger(__name__)


class Rhythm:
    """Lets the cast call in turn. While `most_live` calls are there, nobody new calls."""

    def __init__(
        self,
        exchange: SimulatedExchange,
        cast: Sequence[Persona],
        *,
        first_after: timedelta = timedelta(seconds=8),
        every: timedelta = timedelta(minutes=3),
        most_live: int = 2,
    ) -> None:
        self._exchange = exchange
        self._cast = tuple(cast)
        self._first_after = first_after
        self._every = every
        self._most_live = most_live
        self._turn = 0
        self._running = False

    def start(self) -> None:
        """Begin; the first patient calls after `first_after`. With nobody in the cast nothing happens."""
        if self._cast and not self._running:
            self._running = True
            self._exchange.later(self._first_after, self._beat)

    def stop(self) -> None:
        """Nobody new calls."""
        self._running = False

    def _beat(self) -> None:
        if not self._running:
            return
        if self._exchange.live_calls < self._most_live:
            self._call_in()
        self._exchange.later(self._every, self._beat)

    def _call_in(self) -> None:
        persona = self._cast[self._turn % len(self._cast)]
        self._turn += 1
        try:
            self._exchange.ring_in(persona)
        except ExchangeError:
            log.info("a demo patient found all lines busy")
