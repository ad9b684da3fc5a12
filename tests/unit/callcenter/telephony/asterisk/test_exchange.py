"""The exchange on captured bytes of a real call: told once, in order, whatever the wire does to them."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.kit.clock import SystemClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Connected, Disconnected, Ended, ExchangeError, ExchangeNews
from tests.support.asterisk.fake_manager import ACCEPTED, Behaviour, FakeManager
from tests.support.asterisk.news import NewsLog

CAPTURED = Path(__file__).with_name("queue_call.ami").read_bytes()
TOLD = ["Arrived", "Queued", "Offered", "Answered", "Held", "Resumed", "Ended"]
SETTINGS = AsteriskSettings(
    secret=Secret("s3cret"),
    answer_within=timedelta(seconds=60),
    ping_every=timedelta(milliseconds=100),
    first_pause=timedelta(milliseconds=20),
    longest_pause=timedelta(milliseconds=50),
    refused_pause=timedelta(milliseconds=50),
    recordings_here=Path("nowhere"),
)


@contextmanager
def followed(manager: FakeManager, settings: AsteriskSettings = SETTINGS) -> Iterator[tuple[AsteriskExchange, NewsLog]]:
    exchange, news = AsteriskExchange(replace(settings, port=manager.port), SystemClock()), NewsLog()
    exchange.start(news)
    try:
        yield exchange, news
    finally:
        exchange.stop()


def kinds(news: NewsLog) -> list[str]:
    return [type(item).__name__ for item in news.all]


@pytest.mark.parametrize("piece", [7, 1460, 65536])
def test_captured_call_is_told_whole_from_pieces_of_any_size(piece: int) -> None:
    behaviour = Behaviour(events=CAPTURED, piece=piece)
    with FakeManager(behaviour) as manager, followed(manager) as (_, news):
        news.next(Ended)
        assert kinds(news) == ["Connected", *TOLD]


def test_packet_torn_by_a_lost_connection_is_not_told_and_the_link_comes_back() -> None:
    half = CAPTURED[: CAPTURED.index(b"Event: AgentConnect") + 300]
    behaviour = Behaviour(events=half, then_close=True)
    with FakeManager(behaviour) as manager, followed(manager) as (_, news):
        news.next(Disconnected)
        behaviour.events, behaviour.then_close = b"", False
        news.next(Connected, after=5)
        assert kinds(news)[:5] == ["Connected", "Arrived", "Queued", "Offered", "Disconnected"]


def test_forged_lines_in_a_captured_call_change_nothing() -> None:
    forged = CAPTURED.replace("Мария".encode(), "x\x0cLinkedid: 9\u2028Uniqueid: 9\x85Exten: 9".encode())
    with FakeManager(Behaviour(events=forged)) as manager, followed(manager) as (_, news):
        call = news.next(Ended).call
        assert kinds(news) == ["Connected", *TOLD]
        assert call != "9"


def test_exchange_whose_clock_is_wrong_tells_moments_by_ours() -> None:
    """Else its news after a cut would be older than the moment at which we found its calls, and be refused as late."""
    stamp = b"Timestamp: %d.000000" % (time.time() - 3600)
    behaviour = Behaviour(
        ping=b"Response: Success\r\nActionID: %s\r\nPing: Pong\r\n" + stamp + b"\r\n\r\n",
        events=re.sub(rb"Timestamp: [0-9.]+", stamp, CAPTURED),
    )
    with FakeManager(behaviour) as manager, followed(manager) as (_, news):
        ended = news.next(Ended)
        assert abs((SystemClock().now() - ended.at).total_seconds()) < 600


def test_silent_exchange_is_told_once_and_found_again() -> None:
    behaviour = Behaviour(ping=None)
    settings = replace(SETTINGS, answer_within=timedelta(milliseconds=500))
    with FakeManager(behaviour) as manager, followed(manager, settings) as (_, news):
        lost = news.next(Disconnected)
        assert "did not answer Ping within 0.5 s" in lost.reason
        behaviour.ping = Behaviour().ping
        news.next(Connected, after=kinds(news).index("Disconnected"))


def test_reason_that_changes_is_told_again_but_not_the_same_one() -> None:
    refused = b"Response: Error\r\nActionID: %s\r\nMessage: Authentication failed\r\n\r\n"
    behaviour = Behaviour(banner=b"")
    with FakeManager(behaviour) as manager, followed(manager) as (_, news):
        news.next(Disconnected)
        behaviour.banner, behaviour.login = Behaviour().banner, refused
        second = news.next(Disconnected, after=1)
        assert "refused the sign-in" in second.reason
        behaviour.login = ACCEPTED
        news.next(Connected, after=2)
        assert kinds(news) == ["Disconnected", "Disconnected", "Connected"]


def test_account_without_the_right_to_list_calls_is_told_in_words() -> None:
    denied = b"Response: Error\r\nActionID: %s\r\nMessage: Permission denied\r\n\r\n"
    with FakeManager(Behaviour(others=denied)) as manager, followed(manager) as (_, news):
        assert "refused CoreShowChannels: Permission denied" in news.next(Disconnected).reason


def test_listener_that_raises_does_not_cost_us_the_link() -> None:
    log = NewsLog()

    def listener(news: ExchangeNews) -> None:
        log(news)
        raise RuntimeError("a mistake of ours")

    with FakeManager(Behaviour(events=CAPTURED)) as manager:
        exchange = AsteriskExchange(replace(SETTINGS, port=manager.port), SystemClock())
        exchange.start(listener)
        log.next(Ended)
        exchange.stop()
        exchange.stop()
        assert kinds(log) == ["Connected", *TOLD]


def test_commands_without_a_link_say_that_they_may_work_later() -> None:
    exchange = AsteriskExchange(SETTINGS, SystemClock())
    with pytest.raises(ExchangeError, match="cannot be reached at the moment") as failed:
        exchange.hang_up(ProviderCallId("1.1"))
    assert failed.value.retryable
    with pytest.raises(ExchangeError, match="does not speak"):
        exchange.speak(ProviderCallId("1.1"), "greeting", "Hello", Language("en"))


def test_exchange_is_started_once() -> None:
    with FakeManager(Behaviour()) as manager, followed(manager) as (exchange, news):
        news.next(Connected)
        with pytest.raises(ExchangeError, match="has been started already"):
            exchange.start(news)


def test_every_loss_ends_the_old_reader() -> None:
    behaviour = Behaviour(then_close=True)
    with FakeManager(behaviour) as manager, followed(manager) as (_, news):
        news.next(Disconnected, after=3)
        readers = [thread for thread in threading.enumerate() if thread.name == "asterisk-reader"]
        assert len(readers) <= 1


def test_a_dead_exchange_is_told_within_ten_seconds() -> None:
    ours = AsteriskSettings()
    assert ours.ping_every + ours.answer_within <= timedelta(seconds=8)
