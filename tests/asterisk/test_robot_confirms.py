"""The clinic's voice calls a patient about a visit, on a real exchange, with everything real but the patient."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from callcenter.app.compose import connect_line
from callcenter.app.ground import Ground, lay_ground
from callcenter.app.settings import load_settings
from callcenter.clinic.visit_store import add_visit, visits_of
from callcenter.domain.calls import EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.kit.ids import COMMAND_LINE, CallId, VisitId, new_id
from callcenter.kit.languages import Language
from callcenter.storage.calls import get_call
from callcenter.storage.migrate import migrate
from callcenter.telephony.port import Connected, Ended, ExchangeNews
from callcenter.telephony.voice_port import Played, Taken
from ivr.leading.store import find_run
from ivr.speech.espeak import EspeakVoice
from outbound.dialling_service import wish
from outbound.wished_store import WishedCall
from tests.contract.telephony.voice_driver import Telephone
from tests.support.asterisk.config import SECRET
from tests.support.asterisk.news import NewsLog
from tests.support.asterisk.patients import Patients
from tests.support.asterisk.peer_call import PeerCall
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.watching import wait_until_quiet
from tests.support.clinic import IVAN, ORLOVA, fill_clinic, visit_of

pytestmark = pytest.mark.asterisk


@pytest.fixture
def patients(robots_asterisk: RunningAsterisk) -> Iterator[Patients]:
    """Ivan's telephone is switched on."""
    assert IVAN.phone is not None
    with Patients(robots_asterisk.ports.sip) as patients:
        patients.people[IVAN.phone.e164] = Telephone.ANSWERS
        yield patients


@pytest.fixture
def ground(robots_asterisk: RunningAsterisk, patients: Patients, tmp_path: Path) -> Iterator[Ground]:
    """The whole product on the exchange, as a clinic's settings would make it, with the demo's model."""
    ground = lay_ground(
        load_settings(
            {
                "CALLCENTER_DATA_DIR": str(tmp_path),
                "CALLCENTER_CLINIC_LANGUAGE": "ru",
                "CALLCENTER_DEMO": "yes",
                "CALLCENTER_EXCHANGE": "asterisk",
                "CALLCENTER_ASTERISK_PORT": str(robots_asterisk.ports.ami),
                "CALLCENTER_ASTERISK_SECRET": SECRET,
                "CALLCENTER_ASTERISK_RECORDINGS_THERE": str(robots_asterisk.recordings),
                "CALLCENTER_ASTERISK_TRUNK": patients.trunk,
            }
        )
    )
    migrate(ground.database.engine)
    with ground.database.work() as work:
        fill_clinic(work.connection)
        tomorrow = ground.clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
        add_visit(work.connection, visit_of(IVAN, ORLOVA, tomorrow))
    yield ground
    ground.jobs_engine.dispose()
    ground.database.engine.dispose()


def tomorrows(ground: Ground) -> VisitId:
    """Ivan's visit that the call is about."""
    now = ground.clock.now()
    with ground.database.read() as connection:
        return next(
            one.id for one in visits_of(connection, IVAN.id) if timedelta(0) < one.starts_at - now < timedelta(days=2)
        )


def call_ivan(ground: Ground, patients: Patients, answer: Callable[[PeerCall, int], None]) -> CallId:
    """Have Ivan called; `answer` is what he does after each prompt. Returns when the call is over."""
    line, log = connect_line(ground), NewsLog()
    assert line.robots is not None
    assert IVAN.phone is not None
    now = ground.clock.now()
    new = WishedCall(
        id=CallId(new_id()),
        flow="confirm_visit",
        number=IVAN.phone,
        language=Language.RU,
        patient=IVAN.id,
        about={"visits": [tomorrows(ground)]},
        asked_at=now,
        asked_by=COMMAND_LINE,
        not_after=now + timedelta(hours=1),
    )

    def both(news: ExchangeNews) -> None:
        line.inbox(news)
        log(news)

    for part in (*line.robots.parts, line.inbox):
        part.start()
    line.exchange.start(both)
    try:
        log.next(Connected)
        line.robots.dialling.start()
        with ground.database.work() as work:
            wish(work, new)
        ivan = patients.answered()
        log.next(Taken)
        _answers(ivan, log, answer)
        log.next(Ended)
        _wait_until_stored(ground, new.id)
    finally:
        line.robots.dialling.stop()
        line.exchange.stop()
        for part in (line.inbox, *line.robots.parts):
            part.stop()
    return new.id


def _answers(ivan: PeerCall, log: NewsLog, answer: Callable[[PeerCall, int], None]) -> None:
    """After each prompt, until the call is over."""
    for nth in range(1, 50):
        log.wait_until(partial(_is_played_or_over, nth), f"prompt {nth}, or the end")
        if any(isinstance(one, Ended) for one in log.all):
            return
        answer(ivan, nth)


def _is_played_or_over(nth: int, news: Sequence[ExchangeNews]) -> bool:
    return any(isinstance(one, Ended) for one in news) or sum(isinstance(one, Played) for one in news) >= nth


def _wait_until_stored(ground: Ground, call: CallId) -> None:
    """The end has gone through the inbox into the database."""
    seen = -1
    for _ in range(100):
        with ground.database.read() as connection:
            if get_call(connection, call).end_reason is not None:
                return
        seen = ground.database.wake.wait(seen)


def assert_confirmed(ground: Ground, call: CallId) -> None:
    with ground.database.read() as connection:
        run, kept = find_run(connection, call), get_call(connection, call)
        visit = next(one for one in visits_of(connection, IVAN.id) if one.id == tomorrows(ground))
    assert run is not None
    assert str(run.state.outcome) == "confirmed"
    assert visit.status is VisitStatus.CONFIRMED
    assert kept.end_reason is EndReason.COMPLETED


def test_a_patient_who_presses_keys_has_confirmed(
    robots_asterisk: RunningAsterisk, ground: Ground, patients: Patients
) -> None:
    call = call_ivan(ground, patients, lambda ivan, _: ivan.press("1"))
    assert_confirmed(ground, call)
    wait_until_quiet(robots_asterisk)


def test_a_patient_who_speaks_has_confirmed(
    robots_asterisk: RunningAsterisk, ground: Ground, patients: Patients
) -> None:
    voice = EspeakVoice()
    said = [voice.samples(text, Language.RU, "patient-male") for text in ("да", "да приду")]
    voice.close()
    call = call_ivan(ground, patients, lambda ivan, nth: ivan.audio.play(said[min(nth, len(said)) - 1]))
    assert_confirmed(ground, call)
    wait_until_quiet(robots_asterisk)
