"""The product's spine on a real exchange: a SIP call rings, is answered, spoken, recorded, written down, scored."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from callcenter.app.compose import connect_line
from callcenter.app.ground import Ground, lay_ground, recordings_of, take_in_scripts
from callcenter.app.settings import load_settings
from callcenter.domain.calls import EndReason
from callcenter.kit.languages import Language
from callcenter.storage.migrate import migrate
from callcenter.storage.readers import EventReader
from callcenter.telephony.port import Connected, ExchangeNews, Recorded
from ivr.speech.espeak import EspeakVoice
from recordings import store
from recordings.jobs import RecordingJobs
from recordings.recording import RecordingState
from recordings.transcript import Speaker
from tests.support.asterisk.config import SECRET
from tests.support.asterisk.driver import LINE
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.news import NewsLog
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sound import RATE_HZ
from tests.support.asterisk.watching import wait_for_member, wait_until_quiet
from tests.support.demo_world import JobsAtOnce
from tests.support.newest_calls import newest_calls

pytestmark = pytest.mark.asterisk

GREETING = "Здравствуйте! Стоматологическая клиника «Ромашка», меня зовут Анна. Чем могу вам помочь?"
WISH = "Здравствуйте, у меня очень болит зуб."


@pytest.fixture
def ground(shared_asterisk: RunningAsterisk, tmp_path: Path) -> Iterator[Ground]:
    """The whole product on the shared Asterisk, as a clinic's settings would make it, with the demo's model."""
    folder = str(shared_asterisk.recordings)
    ground = lay_ground(
        load_settings(
            {
                "CALLCENTER_DATA_DIR": str(tmp_path),
                "CALLCENTER_CLINIC_LANGUAGE": "ru",
                "CALLCENTER_DEMO": "yes",
                "CALLCENTER_EXCHANGE": "asterisk",
                "CALLCENTER_ASTERISK_PORT": str(shared_asterisk.ports.ami),
                "CALLCENTER_ASTERISK_SECRET": SECRET,
                "CALLCENTER_ASTERISK_RECORDINGS_THERE": folder,
            }
        )
    )
    migrate(ground.database.engine)
    take_in_scripts(ground)
    yield ground
    ground.jobs_engine.dispose()
    ground.database.engine.dispose()


@pytest.fixture
def speech() -> Iterator[tuple[Samples, Samples]]:
    """What the administrator and the patient say."""
    voice = EspeakVoice()
    yield (
        voice.samples(GREETING, Language.RU, "operator-female"),
        voice.samples(WISH, Language.RU, "patient-female"),
    )
    voice.close()


def call_with(asterisk: RunningAsterisk, ground: Ground, greeting: Samples, wish: Samples) -> None:
    """One call over SIP, all of whose news has gone through the product's inbox."""
    line, log = connect_line(ground), NewsLog()

    def both(news: ExchangeNews) -> None:
        line.inbox(news)
        log(news)

    line.inbox.start()
    line.exchange.start(both)
    try:
        with Peer(asterisk.ports.sip) as patient, Peer(asterisk.ports.sip, "op1") as phone:
            phone.register()
            wait_for_member(asterisk, "op1")
            log.next(Connected)
            call = patient.call(LINE, caller="+79161234567")
            ringing = phone.wait_for_call()
            ringing.answer(play=greeting)
            assert call.audio.wait_until_heard(len(greeting) / RATE_HZ + 0.5, 30)
            call.audio.play(wish)
            assert ringing.audio.wait_until_heard(len(wish) / RATE_HZ + 0.5, 30)
            call.hang_up()
            log.next(Recorded)
            phone.register(expires=0)
    finally:
        line.exchange.stop()
        line.inbox.stop()
    wait_until_quiet(asterisk)


def words_missed(said: str, heard: str) -> int:
    """How many of the words said were not heard; the telephone's sound may cost a short one ('у')."""
    return len(set(re.findall(r"\w+", said.lower())) - set(heard.split()))


def test_a_real_call_is_written_down_side_by_side_and_scored(
    shared_asterisk: RunningAsterisk, ground: Ground, speech: tuple[Samples, Samples]
) -> None:
    call_with(shared_asterisk, ground, *speech)
    recordings, jobs = recordings_of(ground), JobsAtOnce()
    queue = RecordingJobs(recordings, jobs)
    jobs.know(queue.kinds)
    EventReader("recordings", ground.database, queue.on_event).read_on()

    with ground.database.read() as connection:
        (call,) = newest_calls(connection, 2)
        recording = store.recording_of_call(connection, call.id)
        assert call.end_reason is EndReason.COMPLETED
        assert recording is not None
        card = store.get_card(connection, recording.id)
    assert recording.state is RecordingState.SCORED
    turns = recordings.transcript(recording.id).turns
    assert [turn.speaker for turn in turns] == [Speaker.ADMINISTRATOR, Speaker.PATIENT]
    assert words_missed(GREETING, turns[0].text) <= 1
    assert words_missed(WISH, turns[1].text) <= 1
    assert card is not None
    criteria = cast("dict[str, dict[str, str]]", card["criteria"])
    verdicts = {name: finding["verdict"] for name, finding in criteria.items()}
    assert [verdicts[name] for name in ("greeting", "clinic_name", "self_introduction")] == ["pass"] * 3
