"""The whole demo clinic without web and threads: real script, voice, recogniser and score, on a clock that jumps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from callcenter.app.demo_calls import persona_of
from callcenter.app.demo_robot import DeskWalker
from callcenter.app.exchanges import simulated_exchange
from callcenter.app.ground import Ground, lay_ground, recordings_of, take_in_scripts
from callcenter.app.seed import seed_demo
from callcenter.app.settings import load_settings
from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load import load_demo
from callcenter.desk.parts import DeskParts
from callcenter.desk.service import DeskService
from callcenter.domain.calls import Call
from callcenter.domain.people import Operator
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.durable import JobKind
from callcenter.storage.migrate import migrate
from callcenter.storage.operators import StoredOperators
from callcenter.storage.readers import EventReader
from callcenter.telephony.service import TakeNews
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.robot import RobotOperator
from ivr.speech.espeak import EspeakVoice
from recordings import store
from recordings.jobs import RecordingJobs
from recordings.recording import Recording
from recordings.service import Recordings
from tests.support.newest_calls import newest_calls

TUESDAY_MORNING = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


class JobsAtOnce:
    """A job queue that does the work when it is handed in."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}
        self._done: set[tuple[str, str]] = set()

    def know(self, kinds: tuple[JobKind, ...]) -> None:
        """What can be done."""
        self._kinds = {kind.name: kind for kind in kinds}

    def enqueue(self, kind: str, subject: str) -> None:
        """Do it, where it was not done before."""
        if (kind, subject) in self._done:
            return
        self._done.add((kind, subject))
        for step in self._kinds[kind].steps:
            step(subject)


class DemoWorld:
    """A morning in the demo clinic."""

    def __init__(self, ground: Ground, recordings: Recordings, voice: EspeakVoice, clock: JumpingClock) -> None:
        self.ground, self.clock = ground, clock
        self.demo: DemoClinic = load_demo(ground.settings.clinic_language)
        self.exchange: SimulatedExchange = simulated_exchange(
            self.demo, ground.settings.data_dir / "exchange", voice.samples, clock, real_time=False
        )
        self.parts = DeskParts(
            database=ground.database,
            clock=clock,
            library=ground.library,
            clinic=ground.clinic,
            exchange=self.exchange,
        )
        self.desk = DeskService(self.parts)
        self.recordings = recordings
        jobs = JobsAtOnce()
        queue = RecordingJobs(self.recordings, jobs)
        jobs.know(queue.kinds)
        self._reader = EventReader("recordings", ground.database, queue.on_event)
        self._robot = RobotOperator(self.exchange, DeskWalker(self.parts, self.exchange.name))
        self.exchange.start(TakeNews(ground.database, self.exchange.name, ground.clinic.country))

    def operator(self, login: str) -> Operator:
        """One of the demo's people."""
        return next(one for one in StoredOperators(self.ground.database).all() if one.login == login)

    def rings(self, caller: str) -> Call:
        """One of the demo's patients calls, and a telephone at the desk rings."""
        who = next(one for one in self.demo.callers if one.id == caller)
        self.exchange.ring_in(persona_of(who, self.demo.language, self.ground.library))
        self.exchange.run_for(timedelta(seconds=2))
        return self.call()

    def robot_takes(self, call: Call) -> None:
        """The robot answers and walks the script until the patient has rung off; the sound is worked on."""
        self._robot.take(call.provider_call, call.offered_to)
        self.finish()

    def finish(self) -> None:
        """Let the call come to its end, and all that follows from it."""
        self.exchange.run_until_quiet()
        self._reader.read_on()

    def call(self) -> Call:
        """The newest call."""
        with self.ground.database.read() as connection:
            return newest_calls(connection, 1)[0]

    def recording(self) -> Recording:
        """What was kept of the newest call."""
        with self.ground.database.read() as connection:
            found = store.recording_of_call(connection, self.call().id)
        assert found is not None, "the call was not recorded"
        return found

    def score(self) -> dict[str, str]:
        """The verdict of each criterion on the newest call."""
        with self.ground.database.read() as connection:
            card = store.get_card(connection, RecordingId(self.recording().id))
        assert card is not None, "the call was not scored"
        criteria = cast("dict[str, dict[str, str]]", card["criteria"])
        return {name: finding["verdict"] for name, finding in criteria.items()}


@contextmanager
def demo_world(folder: Path, language: Language, *, has_models: bool = True) -> Iterator[DemoWorld]:
    """A freshly seeded demo clinic of `language` in `folder`; without models its calls are kept as a real clinic's."""
    clock = JumpingClock(TUESDAY_MORNING)
    settings = load_settings(
        {
            "CALLCENTER_DATA_DIR": str(folder),
            "CALLCENTER_CLINIC_LANGUAGE": language.value,
            "CALLCENTER_DEMO": "yes",
        }
    )
    ground = lay_ground(settings, clock)
    migrate(ground.database.engine)
    take_in_scripts(ground)
    demo = load_demo(language)
    today = clock.now().astimezone(demo.zone).date()
    seed_demo(ground.database, demo, today, folder, lambda password: f"hash of {len(password)} letters")
    voice = EspeakVoice()
    try:
        recordings = recordings_of(replace(ground, settings=replace(settings, is_demo=has_models)))
        yield DemoWorld(ground, recordings, voice, clock)
    finally:
        voice.close()
        ground.jobs_engine.dispose()
        ground.database.engine.dispose()
