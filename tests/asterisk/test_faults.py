"""What goes wrong with an exchange: refused, wrong secret, frozen, killed, cut off in the middle of a call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.domain.calls import CallState, EndReason
from callcenter.kit.clock import SystemClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Connected,
    Disconnected,
    Ended,
    ExchangeError,
    Offered,
    Recorded,
)
from tests.contract.telephony.driver import PATIENT_TONE_HZ
from tests.support.asterisk.driver import LINE, AsteriskUnderTest, settings_for
from tests.support.asterisk.install import Installation
from tests.support.asterisk.news import NewsLog
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sound import read_wav, share_of_tone, tone
from tests.support.asterisk.watching import wait_for_member
from tests.support.asterisk.wire import Wire

pytestmark = [pytest.mark.asterisk, pytest.mark.fault]

TOLD_WITHIN_S = 30.0
"""Ten seconds is what we promise where the machine is not busy: our own times add up to less, as a unit test knows."""


@contextmanager
def followed(settings: AsteriskSettings) -> Iterator[tuple[AsteriskExchange, NewsLog]]:
    exchange, news = AsteriskExchange(settings, SystemClock()), NewsLog()
    exchange.start(news)
    try:
        yield exchange, news
    finally:
        exchange.stop()


def quick(settings: AsteriskSettings, answer_within: timedelta = timedelta(seconds=60)) -> AsteriskSettings:
    """Finds a lost connection out and tries again at once, so that tests are short."""
    return replace(
        settings,
        first_pause=timedelta(milliseconds=50),
        longest_pause=timedelta(milliseconds=200),
        ping_every=timedelta(milliseconds=500),
        answer_within=answer_within,
    )


def test_wrong_secret_is_told_with_what_to_check(shared_asterisk: RunningAsterisk) -> None:
    settings = replace(settings_for(shared_asterisk), secret=Secret("not-the-secret"))  # Asterisk takes a second
    with followed(settings) as (_, news):
        reason = news.next(Disconnected, within=TOLD_WITHIN_S).reason
    assert "refused the sign-in of 'callcenter'" in reason
    assert "manager.conf" in reason
    assert "not-the-secret" not in reason


def test_exchange_that_is_not_there_yet_is_told_and_then_found(installation: Installation) -> None:
    asterisk = RunningAsterisk(installation)
    try:
        with followed(quick(settings_for(asterisk))) as (exchange, news):
            lost = news.next(Disconnected, within=TOLD_WITHIN_S)
            assert "connection refused" in lost.reason
            assert "is Asterisk running there" in lost.reason
            with pytest.raises(ExchangeError) as failed:
                exchange.hang_up(ProviderCallId("1.1"))
            assert failed.value.retryable
            asterisk.start()
            assert news.next(Connected).live == ()
            assert len(news.all) == 2  # one outage is told once, however often we try
    finally:
        asterisk.close()


def test_frozen_exchange_is_told_within_ten_seconds_and_recovers(own_asterisk: RunningAsterisk) -> None:
    with followed(settings_for(own_asterisk)) as (_, news):
        news.next(Connected)
        own_asterisk.freeze()
        lost = news.next(Disconnected, within=TOLD_WITHIN_S)
        assert "did not answer Ping within 3 s" in lost.reason
        own_asterisk.thaw()
        news.next(Connected, after=2)


def test_call_that_ends_while_the_exchange_is_frozen_does_not_stay_live(own_asterisk: RunningAsterisk) -> None:
    settings = quick(settings_for(own_asterisk), timedelta(seconds=1))
    with Peer(own_asterisk.ports.sip) as patient, followed(settings) as (_, news):
        news.next(Connected)
        call = patient.call(LINE, caller="+79161234567")
        arrived = news.next(Arrived)
        own_asterisk.freeze()
        news.next(Disconnected, within=TOLD_WITHIN_S)
        call.hang_up()
        own_asterisk.thaw()
        back = news.next(Connected, after=2)
        assert arrived.call not in {live.call for live in back.live} or news.next(Ended).call == arrived.call


def test_killed_exchange_is_told_at_once_and_its_calls_are_gone_afterwards(own_asterisk: RunningAsterisk) -> None:
    with (
        Peer(own_asterisk.ports.sip) as patient,
        Peer(own_asterisk.ports.sip, "op1") as phone,
        followed(quick(settings_for(own_asterisk))) as (_, news),
    ):
        phone.register()
        wait_for_member(own_asterisk, "op1")
        news.next(Connected)
        call = patient.call(LINE, caller="+79161234567", play=tone(PATIENT_TONE_HZ))
        phone.wait_for_call().answer(play=tone(PATIENT_TONE_HZ))
        answered = news.next(Answered)
        assert call.audio.wait_until_heard(2.6, TOLD_WITHIN_S)  # Asterisk writes blocks of 2 s to disk
        own_asterisk.kill()
        told_so_far = len(news.all)
        news.next(Disconnected, within=TOLD_WITHIN_S)
        own_asterisk.start()
        assert news.next(Connected, after=told_so_far - 1).live == ()
        # Asterisk died without closing the files: they are told all the same, with the samples that are in them.
        recorded = news.next(Recorded)
        assert recorded.call == answered.call
        assert Path(recorded.patient_file).stat().st_size > 44 + 16000


@pytest.fixture
def ringing(asterisk_under_test: AsteriskUnderTest) -> AsteriskUnderTest:
    asterisk_under_test.patient_calls("+79161234567", "Мария")
    asterisk_under_test.first(Offered)
    return asterisk_under_test


def reconnected(pbx: AsteriskUnderTest) -> Connected:
    """The Connected after the first loss."""

    def is_back(news: object) -> bool:
        assert isinstance(news, list)
        lost = [n for n, item in enumerate(news) if isinstance(item, Disconnected)]
        return bool(lost) and any(isinstance(item, Connected) for item in news[lost[0] :])

    pbx.wait_for(is_back, "the link to come back")
    return [item for item in pbx.news if isinstance(item, Connected)][1]


def cut_and_back(pbx: AsteriskUnderTest, meanwhile: Callable[[], None] = lambda: None) -> Connected:
    pbx.cut_link()
    pbx.first(Disconnected)
    meanwhile()
    pbx.restore_link()
    return reconnected(pbx)


def test_ringing_call_is_found_again_after_a_cut(ringing: AsteriskUnderTest) -> None:
    (live,) = cut_and_back(ringing).live
    assert live.call == ringing.first(Arrived).call
    assert live.state in {CallState.OFFERED, CallState.QUEUED}  # the queue may be between two rings
    assert (live.caller, live.caller_name, live.line) == ("+79161234567", "Мария", LINE)
    assert live.started_at is not None
    assert abs((live.started_at - ringing.first(Arrived).at).total_seconds()) < 3


def test_call_answered_during_a_cut_is_found_answered_and_its_recording_is_told(ringing: AsteriskUnderTest) -> None:
    (live,) = cut_and_back(ringing, meanwhile=ringing.operator_picks_up).live
    assert (live.state, live.extension) == (CallState.ANSWERED, "op1")
    ringing.both_talk()
    ringing.operator_hangs_up()
    assert ringing.first(Ended).reason is EndReason.COMPLETED
    recorded = ringing.first(Recorded)
    assert share_of_tone(read_wav(Path(recorded.patient_file)), PATIENT_TONE_HZ) > 0.9
    assert recorded.patient_offset == 0.0


def test_call_that_ended_during_a_cut_is_not_live_and_its_recording_is_still_told(ringing: AsteriskUnderTest) -> None:
    ringing.operator_picks_up()
    ringing.first(Answered)
    ringing.both_talk()

    def hang_up() -> None:
        ringing.operator_hangs_up()
        ringing.leg_is_over()

    assert cut_and_back(ringing, meanwhile=hang_up).live == ()
    recorded = ringing.first(Recorded)
    assert recorded.call == ringing.first(Answered).call
    assert recorded.patient_offset == 0.0  # not reckoned from an end that nobody saw


def is_told_of_the_recording(news: NewsLog, call: ProviderCallId) -> None:
    """Recordings of earlier tests may lie in the folder and are told as well."""
    news.wait_until(lambda told: any(isinstance(n, Recorded) and n.call == call for n in told), "its recording")


def test_call_of_before_our_start_is_found_live(shared_asterisk: RunningAsterisk) -> None:
    with AsteriskUnderTest(shared_asterisk) as pbx:
        pbx.patient_calls("+79161234567")
        pbx.first(Offered)
        pbx.operator_picks_up()
        call = pbx.first(Answered).call
        pbx.both_talk()
        with followed(quick(settings_for(shared_asterisk))) as (_, news):
            (live,) = news.next(Connected).live
            assert (live.call, live.state, live.extension) == (call, CallState.ANSWERED, "op1")
            pbx.operator_hangs_up()
            is_told_of_the_recording(news, call)


def test_recording_of_a_call_that_ended_while_we_were_down_is_told_at_the_next_start(
    shared_asterisk: RunningAsterisk,
) -> None:
    with AsteriskUnderTest(shared_asterisk) as pbx:
        pbx.patient_calls("+79161234567")
        pbx.first(Offered)
        pbx.operator_picks_up()
        call = pbx.first(Answered).call
        pbx.both_talk()
        pbx.exchange.stop()
        pbx.operator_hangs_up()
        pbx.leg_is_over()
        with followed(quick(settings_for(shared_asterisk))) as (_, news):
            is_told_of_the_recording(news, call)
            assert news.next(Connected).live == ()


def test_link_that_delivers_seven_bytes_at_a_time_loses_nothing(shared_asterisk: RunningAsterisk) -> None:
    with (
        AsteriskUnderTest(shared_asterisk) as pbx,
        Wire(shared_asterisk.ports.ami, chop=7) as wire,
        followed(quick(settings_for(shared_asterisk, wire.port))) as (_, news),
    ):
        news.next(Connected)
        pbx.patient_calls("+79161234567", "Мария Петрова 王小明")
        pbx.first(Offered)
        pbx.operator_picks_up()
        pbx.both_talk()
        pbx.operator_hangs_up()
        news.next(Recorded)
        pbx.first(Recorded)
        same_moment = replace(news.all[-1], at=pbx.news[-1].at)  # the end of a file is found by looking
        assert [*news.all[1:-1], same_moment] == pbx.news[1:]
