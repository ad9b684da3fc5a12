"""The robot at the desk: walks the script of a demo call as an operator's hand would, so the screen moves along."""

from collections.abc import Iterator

from callcenter.clinic.visit_store import kept_for
from callcenter.desk.actions.booking import Booking
from callcenter.desk.actions.edit import Desk
from callcenter.desk.actions.patient import PatientChoice
from callcenter.desk.actions.script import ScriptMoves
from callcenter.desk.parts import DeskParts
from callcenter.desk.running import running_script
from callcenter.domain.people import Operator
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.calls import find_call
from callcenter.storage.operators import StoredOperators
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.robot import Line
from scripts_library.robot import choose

_LONGEST_WALK = 60
"""Lines; the shipped scripts need at most about fifteen."""


class DeskWalker:
    """Gives the robot its lines from the desk's own script, and takes the answers there."""

    def __init__(self, parts: DeskParts, exchange: str) -> None:
        self._parts = parts
        self._exchange = exchange
        self._desk = Desk(parts)
        self._moves = ScriptMoves(self._desk)
        self._booking = Booking(self._desk, PatientChoice(self._desk))

    def __call__(self, provider_call: ProviderCallId, persona: Persona) -> Iterator[Line]:
        """The lines of one call; each is asked for when the patient has replied to the one before."""
        call, who = self._at_desk(provider_call)
        self._desk.bring(who, call)
        for _ in range(_LONGEST_WALK):
            with self._desk.read(who, call) as seen:
                said, walk, version = self._moves.utterance(seen), seen.desk.walk, seen.desk.version
                holds = self._moves.conditions(seen)
            script = None if walk is None else running_script(self._parts.library, walk)
            if said is None or walk is None or script is None:
                return
            yield Line(step=said.step, text=said.text, language=said.language)
            answer = choose(script, walk, persona.answers, holds)
            if answer is None:
                return
            self._moves.take(who, call, version, answer.id, aloud=False)
            self._book_what_was_agreed(who, call)

    def _book_what_was_agreed(self, who: Operator, call: CallId) -> None:
        """Book the place that is kept for the patient; a patient whom nobody knows yet is left to a person's hand."""
        with self._parts.database.read() as connection:
            kept = kept_for(connection, call)
        if kept is not None:
            self._booking.book(who, call, {})

    def _at_desk(self, provider_call: ProviderCallId) -> tuple[CallId, Operator]:
        with self._parts.database.read() as connection:
            call = find_call(connection, self._exchange, provider_call)
        if call is None:
            raise NotFoundError("the robot was given a call that the desk does not know")
        operators = StoredOperators(self._parts.database).all()
        who = next((one for one in operators if one.is_active and one.extension == call.offered_to), None)
        if who is None:
            raise NotFoundError("nobody sits at the telephone that the robot was to take")
        return call.id, who
