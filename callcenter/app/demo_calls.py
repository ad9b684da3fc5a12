"""The demo's patients at the embedded exchange: who can be made to call, and what they say."""

from collections.abc import Sequence

from callcenter.app.demo_patients import with_manners
from callcenter.clinic.demo.cast import DemoCaller as CastCaller
from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load_natures import load_natures
from callcenter.desk.demo import DemoCaller
from callcenter.domain.clinic import Gender
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.robot import RobotOperator
from scripts_library.loader import Library


class SimulatedPatients:
    """Fills the desk's `DemoCalls` from the demo cast."""

    def __init__(self, exchange: SimulatedExchange, demo: DemoClinic, library: Library, robot: RobotOperator) -> None:
        self._exchange = exchange
        self._cast = {caller.id: caller for caller in demo.callers}
        natures = load_natures(demo.language)
        self._personas = {
            caller.id: with_manners(persona_of(caller, demo.language, library), natures) for caller in demo.callers
        }
        self._robot = robot

    @property
    def personas(self) -> tuple[Persona, ...]:
        """Everybody who calls, in the order of the cast."""
        return tuple(self._personas.values())

    def callers(self) -> Sequence[DemoCaller]:
        """Who can be made to call."""
        return tuple(DemoCaller(id=caller.id, title=caller.title) for caller in self._cast.values())

    def ring(self, caller: str, extension: str) -> None:
        """Let one of them call now. Only the telephone of who asked for it is offered calls from here on: in a demo
        nobody sits at the others, and the call would ring there half of the time."""
        persona = self._personas.get(caller)
        if persona is None:
            raise NotFoundError("this demo patient does not exist; choose one from the list")
        if extension in self._exchange.extensions:
            for each in self._exchange.extensions:
                self._exchange.set_ready(each, each == extension)
        self._exchange.ring_in(persona)

    def robot_answers(self, call: ProviderCallId, extension: str) -> None:
        """Let the robot take a ringing call in the operator's place."""
        self._robot.take(call, extension)

    def reply(self, call: ProviderCallId, step: str, nth: int) -> str:
        """What the patient says having heard a step."""
        persona = self._exchange.persona_of(call)
        return persona.reply(step, nth) if persona else ""


def persona_of(caller: CastCaller, language: Language, library: Library) -> Persona:
    """The simulated patient who plays a caller of the demo cast, whichever script of `library` the call comes to.

    Patients ring off after the reply to a step that ends the script, and where their part says so.
    """
    last = {step.id for script in library.incoming(language) for step in script.steps.values() if step.is_exit}
    if caller.hangs_up_after is not None:
        last.add(caller.hangs_up_after)
    return Persona(
        id=caller.id,
        number="" if caller.number is None else caller.number.e164,
        speaker="patient-male" if caller.voice is Gender.MALE else "patient-female",
        language=language,
        replies={step: texts for step, texts in caller.replies.items() if step != "default"},
        default_reply=caller.replies["default"][0],
        answers=caller.answers,
        hangs_up_after=frozenset(last),
        patience=caller.patience,
    )
