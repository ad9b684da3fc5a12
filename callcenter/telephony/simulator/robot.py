"""A robot operator: takes calls and walks the script aloud, so that whole calls exist without a person at the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the robot says next."""

    step: str
    """The script step's id; the patient's reply goes by it."""
    text: str
    language: Language


Walker = Callable[[ProviderCallId, Persona], Iterator[Line]]
"""One walk through a script. The next line is asked for when the patient has replied to the one before, outside the
exchange's lock; so a walker may use the database, and may do on the way what an operator's hand does on the screen.
The robot hangs up after the last line, where the patient has not done so."""


class RobotOperator:
    """Answers calls of one exchange."""

    def __init__(
        self, exchange: SimulatedExchange, walker: Walker, *, picks_up_after: timedelta = timedelta(seconds=2)
    ) -> None:
        """`picks_up_after`: how long its telephones ring, where it staffs some."""
        self._exchange = exchange
        self._walker = walker
        self._picks_up_after = picks_up_after

    def staff(self, extension: str) -> None:
        """From now on take every call that is offered to this telephone."""
        self._exchange.on_offer(extension, self._pick_up_soon)

    def take(self, call: ProviderCallId, extension: str) -> None:
        """Answer this call at this telephone and walk it to its end. Raises ExchangeError where it cannot be had."""
        persona = self._exchange.persona_of(call)
        if persona is None:
            raise ExchangeError("the call is over: the patient has rung off", retryable=False)
        self._exchange.answer(call, extension)
        walk = self._walker(call, persona)
        self._exchange.later(timedelta(0), lambda: self._go_on(call, walk))

    def _pick_up_soon(self, call: ProviderCallId, extension: str) -> None:
        def pick_up() -> None:
            try:
                self.take(call, extension)
            except ExchangeError:
                log.info("the call was gone before the robot took it", call=call)

        self._exchange.later(self._picks_up_after, pick_up)

    def _go_on(self, call: ProviderCallId, walk: Iterator[Line]) -> None:
        try:
            line = next(walk, None)
            if line is None:
                self._exchange.later(timedelta(seconds=2), lambda: self._ring_off(call))
                return
            self._exchange.speak_then(call, line.step, line.text, line.language, lambda: self._go_on(call, walk))
        except ExchangeError:
            log.info("the call ended during the robot's walk", call=call)
        except Exception as exc:  # noqa: BLE001 - edge: the walker is not ours, and the patient must not wait for ever
            log.warning("the robot could not go on and rings off", call=call, error=type(exc).__name__)
            self._ring_off(call)

    def _ring_off(self, call: ProviderCallId) -> None:
        try:
            self._exchange.hang_up(call)
        except ExchangeError:
            log.info("the robot could not ring off, the patient will", call=call)
