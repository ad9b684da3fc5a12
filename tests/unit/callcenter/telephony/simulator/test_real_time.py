"""The exchange on a real clock with its own thread, as in the demo."""

import queue
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from callcenter.kit.clock import SystemClock
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.telephony.port import Answered, Connected, Ended, ExchangeNews, Offered, Recorded
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.settings import Settings
from tests.unit.callcenter.telephony.simulator.world import MARIA, hum

News = TypeVar("News")
DEADLINE_S = 60.0


class Desk:
    """Takes the news; the first piece of a kind can be waited for."""

    def __init__(self, exchange: SimulatedExchange) -> None:
        self.exchange = exchange
        self.news: queue.Queue[ExchangeNews] = queue.Queue()
        self.threads: set[str] = set()

    def listen(self, news: ExchangeNews) -> None:
        self.threads.add(threading.current_thread().name)
        self.news.put(news)

    def wait_for(self, kind: type[News]) -> News:
        while True:
            news = self.news.get(timeout=DEADLINE_S)
            if isinstance(news, kind):
                return news


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    exchange = SimulatedExchange(clock=SystemClock(), say=hum, settings=Settings(recordings=tmp_path), real_time=True)
    desk = Desk(exchange)
    yield desk
    exchange.stop()


def test_a_call_goes_by_itself_from_ring_to_recording(desk: Desk) -> None:
    desk.exchange.start(desk.listen)
    desk.wait_for(Connected)
    call = desk.exchange.ring_in(MARIA)
    assert desk.wait_for(Offered).call == call
    desk.exchange.answer(call, "101")
    desk.wait_for(Answered)
    desk.exchange.speak(call, "greet", "А", Language.RU)
    desk.exchange.hang_up(call)
    assert desk.wait_for(Ended).call == call
    assert Path(desk.wait_for(Recorded).patient_file).is_file()
    assert desk.threads == {"simulated exchange"}


def test_a_listener_that_fails_does_not_stop_the_exchange(desk: Desk) -> None:
    def failing(news: ExchangeNews) -> None:
        desk.listen(news)
        raise RuntimeError("a mistake in the listener")

    desk.exchange.start(failing)
    desk.wait_for(Connected)
    desk.exchange.ring_in(MARIA)
    desk.wait_for(Offered)


def test_a_stopped_exchange_has_no_thread_and_can_be_started_again(desk: Desk) -> None:
    desk.exchange.start(desk.listen)
    desk.wait_for(Connected)
    call = desk.exchange.ring_in(MARIA)
    desk.exchange.stop()
    desk.exchange.stop()
    assert "simulated exchange" not in {thread.name for thread in threading.enumerate()}
    desk.exchange.start(desk.listen)
    assert [live.call for live in desk.wait_for(Connected).live] == [call]


def test_what_is_booked_for_later_is_done_by_the_exchange(desk: Desk) -> None:
    done = threading.Event()
    desk.exchange.start(desk.listen)
    desk.exchange.later(timedelta(milliseconds=20), done.set)
    assert done.wait(DEADLINE_S)


def test_real_time_cannot_be_moved_by_hand(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="runs in real time"):
        desk.exchange.run_for(timedelta(seconds=1))


def test_commands_from_many_threads_leave_every_call_ended_once(desk: Desk) -> None:
    desk.exchange.start(desk.listen)
    calls = [desk.exchange.ring_in(MARIA) for _ in range(20)]

    def end_all() -> None:
        for call in calls:
            desk.exchange.hang_up(call)

    threads = [threading.Thread(target=end_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {desk.wait_for(Ended).call for _ in calls} == set(calls)
    desk.exchange.stop()
    assert not [news for news in list(desk.news.queue) if isinstance(news, Ended)]
