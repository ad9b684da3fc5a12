"""Commands to the telephone: answer, hang up, hold, resume. The exchange's own news then moves the call."""

from collections.abc import Callable

from callcenter.desk.actions.edit import Desk
from callcenter.desk.actions.script import ScriptMoves
from callcenter.desk.problems import (
    CallOverError,
    ExchangeRefusedError,
    NotPossibleError,
    NotRingingError,
    OtherDeskError,
)
from callcenter.domain.calls import Call, CallState
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.logs import get_logger
from callcenter.storage.calls import get_call
from callcenter.telephony.port import Capabilities, Exchange, ExchangeError

_log = get_logger(__name__)


class LineCommands:
    """What the operator does with the telephone from the screen."""

    def __init__(self, desk: Desk, script: ScriptMoves) -> None:
        self._desk = desk
        self._parts = desk.parts
        self._script = script

    def answer(self, who: Operator, call_id: CallId) -> None:
        """Take the call that rings at the operator's telephone. A second click on a call already taken does nothing."""
        call = self._call(call_id)
        if call.is_talking and call.offered_to == who.extension:
            return
        if call.state is not CallState.OFFERED or call.offered_to != who.extension:
            raise NotRingingError
        exchange = self._exchange(lambda capabilities: capabilities.answer)
        self._command(lambda: exchange.answer(call.provider_call, who.extension))
        self._desk.bring(who, call_id)
        if exchange.capabilities.speak:
            self._script.first_words(who, call_id)

    def hang_up(self, who: Operator, call_id: CallId) -> None:
        """End the call; one that has ended already is no error."""
        call = self._own(who, call_id)
        exchange = self._exchange(lambda _: True)
        if call.is_live:
            self._command(lambda: exchange.hang_up(call.provider_call))

    def hold(self, who: Operator, call_id: CallId) -> None:
        """Let the patient wait."""
        call, exchange = self._talk(who, call_id)
        if call.state is CallState.ANSWERED:
            self._command(lambda: exchange.hold(call.provider_call))

    def resume(self, who: Operator, call_id: CallId) -> None:
        """Take the patient back."""
        call, exchange = self._talk(who, call_id)
        if call.state is CallState.ON_HOLD:
            self._command(lambda: exchange.resume(call.provider_call))

    def _talk(self, who: Operator, call_id: CallId) -> tuple[Call, Exchange]:
        """A call that this operator is talking in, and the exchange that can hold it."""
        call = self._own(who, call_id)
        if not call.is_talking:
            raise CallOverError
        return call, self._exchange(lambda capabilities: capabilities.hold)

    def _own(self, who: Operator, call_id: CallId) -> Call:
        call = self._call(call_id)
        if call.offered_to != who.extension:
            raise OtherDeskError
        return call

    def _call(self, call_id: CallId) -> Call:
        with self._parts.database.read() as connection:
            return get_call(connection, call_id)

    def _exchange(self, able: Callable[[Capabilities], bool]) -> Exchange:
        exchange = self._parts.exchange
        if exchange is None or not able(exchange.capabilities):
            raise NotPossibleError
        return exchange

    def _command(self, command: Callable[[], None]) -> None:
        try:
            command()
        except ExchangeError as exc:
            _log.warning("the exchange refused a command from the desk", retryable=exc.retryable)
            raise ExchangeRefusedError from exc
