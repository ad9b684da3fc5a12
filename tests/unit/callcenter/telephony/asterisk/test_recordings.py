"""Which recordings are told of: with one side missing, late, and each only once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from callcenter.kit.clock import SystemClock
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Connected, Disconnected, Ended, Recorded
from tests.support.asterisk.fake_manager import Behaviour, FakeManager
from tests.support.asterisk.news import NewsLog
from tests.unit.callcenter.telephony.asterisk.test_files import write_wav

CAPTURED = Path(__file__).with_name("queue_call.ami").read_bytes()
CALL = "test-1795322433.0"
SETTINGS = AsteriskSettings(
    secret=Secret("s3cret"),
    first_pause=timedelta(milliseconds=20),
    longest_pause=timedelta(milliseconds=50),
    recording_within=timedelta(milliseconds=200),
)


@contextmanager
def following(manager: FakeManager, folder: Path) -> Iterator[NewsLog]:
    settings = replace(SETTINGS, port=manager.port, recordings_here=folder)
    exchange, news = AsteriskExchange(settings, SystemClock()), NewsLog()
    exchange.start(news)
    try:
        yield news
    finally:
        exchange.stop()


def reconnect(manager: FakeManager, news: NewsLog) -> None:
    """Cut the connection, and wait for the next one."""
    before = len(news.all)
    manager.cut()
    news.next(Disconnected, after=before)
    news.next(Connected, after=before)


def test_a_call_of_which_only_the_operators_side_was_recorded_is_told(tmp_path: Path) -> None:
    write_wav(tmp_path / f"{CALL}-operator.wav", 2)
    with FakeManager(Behaviour(events=CAPTURED)) as manager, following(manager, tmp_path) as news:
        told = news.next(Recorded)
    assert told.administrator_file == str(tmp_path / f"{CALL}-operator.wav")
    assert told.patient_file == str(tmp_path / f"{CALL}-patient.wav")


def test_a_recording_that_appears_after_its_time_is_told_at_the_next_connection(tmp_path: Path) -> None:
    with FakeManager(Behaviour(events=CAPTURED)) as manager, following(manager, tmp_path) as news:
        news.next(Ended)
        reconnect(manager, news)  # the call is over, and nothing of it is there
        manager.behaviour.events = b""
        write_wav(tmp_path / f"{CALL}-patient.wav", 2)
        write_wav(tmp_path / f"{CALL}-operator.wav", 2)
        reconnect(manager, news)
        assert news.next(Recorded).call == CALL


def test_a_recording_is_told_once_however_often_the_link_comes_back(tmp_path: Path) -> None:
    for side in ("patient", "operator"):
        write_wav(tmp_path / f"{CALL}-{side}.wav", 2)
    with FakeManager(Behaviour()) as manager, following(manager, tmp_path) as news:
        news.next(Recorded)
        for _ in range(2):
            reconnect(manager, news)
        write_wav(tmp_path / "test-2.0-patient.wav", 1)
        reconnect(manager, news)
        news.wait_until(lambda told: any(isinstance(n, Recorded) and n.call == "test-2.0" for n in told), "the second")
        assert [item.call for item in news.all if isinstance(item, Recorded)] == [CALL, "test-2.0"]
