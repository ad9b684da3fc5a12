"""A real Asterisk's news in the clinic's database: what the desk would show, faults included."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from callcenter.domain.calls import Call, CallState, EndReason
from callcenter.kit.clock import SystemClock
from callcenter.storage.calls import live_calls
from callcenter.storage.engine import open_engine
from callcenter.storage.events import read_events
from callcenter.storage.links import find_link
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.port import Answered, Connected, Disconnected, Ended, ExchangeNews, Offered, Recorded
from callcenter.telephony.service import TakeNews
from tests.support.asterisk.driver import LINE, settings_for
from tests.support.asterisk.news import NewsLog
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sound import tone
from tests.support.asterisk.watching import wait_for_member
from tests.support.newest_calls import newest_calls

pytestmark = [pytest.mark.asterisk, pytest.mark.fault]


class Clinic:
    """An exchange whose news goes into a database, a patient, and an operator's telephone."""

    def __init__(self, asterisk: RunningAsterisk, database: Database, patient: Peer, phone: Peer) -> None:
        self.database, self.patient, self.phone = database, patient, phone
        self.news = NewsLog()
        self._take = TakeNews(database, "asterisk", "RU")
        second = timedelta(seconds=1)  # to find a fault out; the real times have their own test
        settings = replace(settings_for(asterisk), longest_pause=second, ping_every=second, answer_within=4 * second)
        self.exchange = AsteriskExchange(settings, SystemClock())
        self.exchange.start(self._listen)

    def _listen(self, news: ExchangeNews) -> None:
        self._take(news)
        self.news(news)  # only now: whoever waits for the news finds it stored

    @property
    def live(self) -> list[Call]:
        with self.database.read() as connection:
            return live_calls(connection)

    @property
    def newest(self) -> Call:
        with self.database.read() as connection:
            return newest_calls(connection, 1)[0]

    @property
    def facts(self) -> list[str]:
        with self.database.read() as connection:
            return [stored.event.kind for stored in read_events(connection, 0)]

    def is_reachable(self) -> bool:
        with self.database.read() as connection:
            link = find_link(connection, "asterisk")
        return link is not None and link.reachable


@pytest.fixture
def clinic(own_asterisk: RunningAsterisk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('database')}/test.db")
    metadata.create_all(engine)
    with Peer(own_asterisk.ports.sip) as patient, Peer(own_asterisk.ports.sip, "op1") as phone:
        phone.register()
        wait_for_member(own_asterisk, "op1")
        clinic = Clinic(own_asterisk, Database(engine), patient, phone)
        try:
            clinic.news.next(Connected)
            yield clinic
        finally:
            clinic.exchange.stop()
            engine.dispose()


def test_a_call_is_in_the_history_from_ring_to_recording(clinic: Clinic) -> None:
    call = clinic.patient.call(LINE, caller="+79161234567", name="Мария", play=tone(440))
    clinic.phone.wait_for_call().answer(play=tone(1000))
    clinic.news.next(Answered)
    (live,) = clinic.live
    assert (live.state, live.offered_to, live.line, live.caller_name) == (CallState.ANSWERED, "op1", LINE, "Мария")
    assert live.caller is not None
    assert live.caller.e164 == "+79161234567"
    assert call.audio.wait_until_heard(0.5, 60)
    call.hang_up()
    clinic.news.next(Recorded)
    assert clinic.live == []
    assert clinic.newest.end_reason is EndReason.COMPLETED
    assert clinic.facts == [
        "exchange_back",
        "call_rang",
        "call_queued",
        "call_offered",
        "call_answered",
        "call_ended",
        "sides_recorded",
    ]


def test_no_call_rings_for_ever_after_the_exchange_was_killed(clinic: Clinic, own_asterisk: RunningAsterisk) -> None:
    clinic.patient.call(LINE, caller="+79161234567")
    clinic.news.next(Offered)
    assert [call.state for call in clinic.live] == [CallState.OFFERED]
    own_asterisk.kill()
    clinic.news.next(Disconnected)
    assert not clinic.is_reachable()
    assert len(clinic.live) == 1  # nobody knows yet
    told = len(clinic.news.all)
    own_asterisk.start()
    clinic.news.next(Connected, after=told)
    assert clinic.is_reachable()
    assert clinic.live == []
    assert clinic.newest.end_reason is EndReason.LOST


def test_a_call_that_waits_through_a_freeze_is_answered_afterwards(
    clinic: Clinic, own_asterisk: RunningAsterisk
) -> None:
    clinic.patient.call(LINE, caller="+79161234567")
    clinic.phone.wait_for_call()
    clinic.news.next(Offered)
    own_asterisk.freeze()
    clinic.news.next(Disconnected)
    told = len(clinic.news.all)
    own_asterisk.thaw()
    clinic.news.next(Connected, after=told)
    clinic.news.next(Offered, after=told)  # the first ring was over when the exchange woke up
    ringing = clinic.phone.wait_for_call()
    ringing.answer()
    clinic.news.next(Answered)
    assert [call.state for call in clinic.live] == [CallState.ANSWERED]
    ringing.hang_up()
    clinic.news.next(Ended)
    assert clinic.live == []
    assert clinic.newest.end_reason is EndReason.COMPLETED
