"""The fixed clinic with robots on the simulated exchange: whole calls in milliseconds, by a clock that jumps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from callcenter.app.clinic_face import ClinicFace
from callcenter.app.robot_calls import RobotParts, leading_of, one_after_the_other
from callcenter.app.robot_line import watch
from callcenter.clinic.visit_store import find_visit, visits_of
from callcenter.domain.calls import Call
from callcenter.domain.clinic import Patient, Visit
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import COMMAND_LINE, CallId, ProviderCallId, VisitId, new_id
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.calls import get_call
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeNews
from callcenter.telephony.service import TakeNews
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.manners import Manners
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples
from callcenter.telephony.voice_port import Ears, Played, SoundFrame
from ivr.hearing.port import Ear
from ivr.leading.loader import FlowShelf
from ivr.leading.parts import Sounds, Timers
from ivr.leading.remark_store import Remark, remarks_of
from ivr.leading.run import Run
from ivr.leading.service import Leading
from ivr.leading.store import find_run
from outbound.dialling_service import Dialling, wish
from outbound.wished_store import WishedCall, find_wish
from tests.support.clinic import COUNTRY, NOW, ZONE, fill_clinic
from tests.support.robot_texts import SaidByTheExchange, at_once

FACE = ClinicFace(
    name="Ромашка",
    phone="+74952000000",
    address=Wording("ул. Садовая, 5", "улица Садовая, дом пять"),
    hours=Wording("по будням с 9:00 до 18:00", "по будням с девяти до восемнадцати"),
    language=Language.RU,
    zone=ZONE,
    country=COUNTRY,
)


class EarlyTimers:
    """Go off after nine tenths of the time, as where the clock was set back."""

    def __init__(self, timers: Timers) -> None:
        self._timers = timers

    def later(self, delay: timedelta, action: Callable[[], None]) -> None:
        self._timers.later(delay * 0.9, action)


class Heard(SimulatedExchange):
    """Lets calls be listened to, though no sound is made but a moment of silence."""

    is_soundless = False
    """Not even that."""

    @property
    def hears(self) -> bool:
        return True

    def listen(self, call: ProviderCallId, ears: Ears) -> None:
        super().listen(call, ears)
        if not self.is_soundless:
            ears(SoundFrame(sequence=0, at=0.0, rate=8000, samples=bytes(320)))


def plain_voice(text: str, language: Language, speaker: str) -> Samples:
    """A voice that is quick to make, and takes about as long as a real one."""
    signs_a_second = 4 if language is Language.ZH else 14
    return np.full(4000 + 8000 * len(text) // signs_a_second, 500, dtype=np.int16)


@dataclass
class RobotWorld:
    """A clinic, an exchange, and what leads its calls."""

    database: Database
    clock: JumpingClock
    exchange: SimulatedExchange
    shelf: FlowShelf
    leading: Leading
    dialling: Dialling
    news: list[ExchangeNews]
    people: dict[str, Manners]
    ear: Ear | None = None
    """Hears the calls, where there is one; machines are watched for then."""
    timers_are_early: bool = False

    def restart(self, sounds: Sounds | None = None) -> None:
        """The process that leads calls is killed and another one begins; the exchange and its calls stay."""
        self.exchange.stop()
        begin(self, sounds or SaidByTheExchange())

    def wish(self, flow: str, patient: Patient, **about: object) -> CallId:
        """Somebody wants a patient to be called, now."""
        assert patient.phone is not None
        now = self.clock.now()
        new = WishedCall(
            id=CallId(new_id()),
            flow=flow,
            number=patient.phone,
            language=patient.language,
            patient=patient.id,
            about=about,
            asked_at=now,
            asked_by=COMMAND_LINE,
            not_after=now + timedelta(hours=1),
        )
        with self.database.work() as work:
            wish(work, new)
        return new.id

    def call(self, flow: str, patient: Patient, manners: Manners, **about: object) -> CallId:
        """The robot calls a patient of these manners; the call is over when this returns."""
        assert patient.phone is not None
        self.people[patient.phone.e164] = manners
        call = self.wish(flow, patient, **about)
        self.dialling.look()
        self.exchange.run_until_quiet()
        return call

    def ring_in(self, manners: Manners, number: str = "") -> ProviderCallId:
        """Somebody calls the clinic."""
        return self.exchange.ring_in(Persona(id="caller", number=number, patience=None, manners=manners))

    def run_of(self, call: CallId) -> Run:
        """Where a call stands, or came out."""
        with self.database.read() as connection:
            found = find_run(connection, call)
        assert found is not None
        return found

    def outcome_of(self, call: CallId) -> str:
        """How a call came out."""
        return str(self.run_of(call).state.outcome)

    def call_of(self, call: CallId) -> Call:
        """The call itself."""
        with self.database.read() as connection:
            return get_call(connection, call)

    def wish_of(self, call: CallId) -> WishedCall:
        """The wish that a call came from."""
        with self.database.read() as connection:
            found = find_wish(connection, call)
        assert found is not None
        return found

    def visits(self, patient: Patient) -> list[Visit]:
        """All visits of a patient."""
        with self.database.read() as connection:
            return list(visits_of(connection, patient.id))

    def visit(self, visit: VisitId) -> Visit:
        """A visit as it stands."""
        with self.database.read() as connection:
            found = find_visit(connection, visit)
        assert found is not None
        return found

    def remarks(self, call: CallId) -> list[Remark]:
        """What was told in a call."""
        with self.database.read() as connection:
            return remarks_of(connection, call)

    def prompts_played(self) -> int:
        """How many prompts were heard, whole or not."""
        return sum(isinstance(one, Played) for one in self.news)


def robot_world(
    database: Database,
    folder: Path,
    *,
    menu: str = "",
    at: datetime = NOW,
    settings: Mapping[str, object] | None = None,
    is_filled: bool = False,
    ear: Ear | None = None,
    timers_are_early: bool = False,
) -> RobotWorld:
    """The fixed clinic; `menu` is the flow of calls that come in. `is_filled`: the database holds it already.

    With an `ear`, answers are still told in words by the exchange, and the ear tells what its test lets it hear.
    """
    clock = JumpingClock(at)
    options = {
        "menu": menu,
        "recordings": folder / "exchange",
        "extensions": ("101",),
        "queues": ("emergencies",),
        **(settings or {}),
    }
    kind = SimulatedExchange if ear is None else Heard
    exchange = kind(clock=clock, say=plain_voice, settings=Settings(**options))  # type: ignore[arg-type] # given by tests, by name
    people: dict[str, Manners] = {}
    exchange.patients_at(lambda number: _persona(number, people))
    if not is_filled:
        with database.work() as work:
            fill_clinic(work.connection)
    shelf = FlowShelf(folder / "content" if (folder / "content").exists() else None)
    dialling = Dialling(database, clock, exchange.dial)
    world = RobotWorld(
        database=database,
        clock=clock,
        exchange=exchange,
        shelf=shelf,
        leading=None,  # type: ignore[arg-type] # made in the next line
        dialling=dialling,
        news=[],
        people=people,
        ear=ear,
        timers_are_early=timers_are_early,
    )
    begin(world, SaidByTheExchange())
    return world


def begin(world: RobotWorld, sounds: Sounds) -> None:
    """A new process takes the exchange up."""
    parts = RobotParts(
        database=world.database,
        clock=world.clock,
        exchange=world.exchange,
        clinic=FACE,
        shelf=world.shelf,
        sounds=sounds,
        timers=EarlyTimers(world.exchange) if world.timers_are_early else world.exchange,
        run=at_once,
        ear=world.ear,
        watch_of=watch if world.ear else None,
        emergency_queue="emergencies",
    )
    world.leading = leading_of(parts)
    keep = TakeNews(world.database, world.exchange.name, COUNTRY)
    world.exchange.start(one_after_the_other(world.news.append, keep, world.dialling.hear, world.leading))


def _persona(number: str, people: Mapping[str, Manners]) -> Persona | None:
    manners = people.get(number)
    return Persona(id="patient", number=number, manners=manners) if manners else None
