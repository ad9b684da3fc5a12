"""A patient who speaks moves a visit: in real time, with a voice over the line that the demo's model hears.

The robot's own prompts are short noises, so that a call takes seconds; all else is as in the product.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.app.demo_patients import manners_of
from callcenter.app.live_words import LiveWords
from callcenter.app.robot_calls import RobotParts, leading_of, one_after_the_other
from callcenter.app.robot_line import watch
from callcenter.clinic.demo.load_natures import load_natures
from callcenter.clinic.visit_store import visits_of
from callcenter.domain.clinic import VisitStatus
from callcenter.kit.clock import SystemClock
from callcenter.kit.ids import COMMAND_LINE, CallId, new_id
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.telephony.port import Ended, ExchangeNews
from callcenter.telephony.service import TakeNews
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples
from ivr.answers.loader import load_parser
from ivr.hearing.ear_service import LiveEar
from ivr.leading.loader import FlowShelf
from ivr.leading.step_store import StepTaken, steps_of
from ivr.leading.store import find_run
from ivr.leading.threads_service import CallThreads
from ivr.leading.timers_service import RealTimers
from ivr.speech.espeak import EspeakVoice
from outbound.dialling_service import Dialling, wish
from outbound.wished_store import WishedCall
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.recogniser import ProcessRecogniser
from tests.support.clinic import COUNTRY, IVAN, NOW, ZONE, fill_clinic
from tests.support.robot_texts import SaidByTheExchange
from tests.support.robot_world import FACE

_LONGEST_S = 90
"""A call takes some 15 s where nothing else runs."""


@dataclass
class _World:
    database: Database
    exchange: SimulatedExchange
    dialling: Dialling
    words: LiveWords
    ended: threading.Event

    def call(self, language: Language, nature: str) -> CallId:
        """The robot calls a patient of that nature about tomorrow's visit; the call is over when this returns."""
        assert IVAN.phone is not None
        assert self.words.warm(language)
        load_parser(language)
        manners = manners_of(load_natures(language).by_id[nature])
        patient = Persona(
            id="ivan", number=IVAN.phone.e164, language=language, speaker="patient-male", patience=None, manners=manners
        )
        self.exchange.patients_at(lambda _: patient)
        call = CallId(new_id())
        with self.database.work() as work:
            wish(
                work,
                WishedCall(
                    id=call,
                    flow="confirm_visit",
                    number=IVAN.phone,
                    language=language,
                    patient=IVAN.id,
                    asked_at=NOW,
                    asked_by=COMMAND_LINE,
                    not_after=NOW + timedelta(hours=1),
                ),
            )
        assert self.dialling.look() == 1
        assert self.ended.wait(_LONGEST_S), self.steps(call)
        return call

    def steps(self, call: CallId) -> list[StepTaken]:
        """What was asked and heard."""
        with self.database.read() as connection:
            return steps_of(connection, call)


@pytest.fixture(scope="module")
def database_url(sqlite_url: str) -> str:
    """SQLite alone: what calls do on either database, other journeys prove."""
    return sqlite_url


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[_World]:
    began = time.monotonic()
    clock = SystemClock(wall=lambda: NOW + timedelta(seconds=time.monotonic() - began))
    voice, live = EspeakVoice(tmp_path / "voice"), ProcessRecogniser()
    words = LiveWords(ModelStore(tmp_path, allow_demo=True), live)

    def say(text: str, language: Language, speaker: str) -> Samples:
        return np.full(4000, 300, dtype=np.int16) if speaker == "robot" else voice.samples(text, language, speaker)

    exchange = SimulatedExchange(clock=clock, say=say, settings=Settings(extensions=()), real_time=True)
    with database.work() as work:
        fill_clinic(work.connection)
    timers, threads, ended = RealTimers(), CallThreads(), threading.Event()
    leading = leading_of(
        RobotParts(
            database=database,
            clock=clock,
            exchange=exchange,
            clinic=FACE,
            shelf=FlowShelf(None),
            sounds=SaidByTheExchange(),
            timers=timers,
            run=threads,
            ear=LiveEar(words, clock),
            watch_of=watch,
        )
    )

    def told(news: ExchangeNews) -> None:
        if isinstance(news, Ended):
            ended.set()

    timers.start()
    exchange.start(one_after_the_other(TakeNews(database, exchange.name, COUNTRY), leading, told))
    yield _World(database, exchange, Dialling(database, clock, exchange.dial), words, ended)
    exchange.stop()
    timers.stop()
    threads.stop()
    words.close()
    live.close()
    voice.close()


@pytest.mark.parametrize("language", [Language.RU, Language.EN])
def test_a_patient_says_aloud_that_another_time_suits_and_takes_an_offered_place(
    world: _World, language: Language
) -> None:
    call = world.call(language, "moves")
    with world.database.read() as connection:
        run = find_run(connection, call)
        visit = list(visits_of(connection, IVAN.id))[-1]
    heard = [(one.node, one.heard, one.what) for one in world.steps(call) if one.heard]
    assert run is not None
    assert run.state.outcome == "rescheduled", heard
    assert visit.status is VisitStatus.BOOKED
    assert visit.starts_at.astimezone(ZONE).hour >= 12, "an afternoon was wished"
    assert len(heard) >= 4, "each answer was words, not keys"
