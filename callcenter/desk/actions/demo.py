"""The demo's controls: let a patient call, let the robot answer."""

from callcenter.desk.parts import DeskParts
from callcenter.desk.problems import DeskError, NotRingingError
from callcenter.domain.calls import CallState
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.words import N_
from callcenter.storage.calls import get_call
from callcenter.telephony.port import ExchangeError


class DemoControl:
    """Starts the demo's calls; outside the demo every request is refused."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts

    def ring(self, who: Operator, caller: str) -> None:
        """Let a demo patient call now; the call rings at the desk of `who`."""
        demo = self._parts.demo
        if demo is None or all(one.id != caller for one in demo.callers()):
            raise DeskError(N_("There is no such patient in the demo."))
        try:
            demo.ring(caller, who.extension)
        except ExchangeError as exc:
            raise DeskError(N_("No line is free for one more call. Wait until a call has ended.")) from exc

    def robot_answers(self, who: Operator, call_id: CallId) -> None:
        """Let the robot take the call that rings at this desk."""
        demo = self._parts.demo
        with self._parts.database.read() as connection:
            call = get_call(connection, call_id)
        if demo is None or call.state is not CallState.OFFERED or call.offered_to != who.extension:
            raise NotRingingError
        try:
            demo.robot_answers(call.provider_call, who.extension)
        except ExchangeError as exc:
            raise NotRingingError from exc
