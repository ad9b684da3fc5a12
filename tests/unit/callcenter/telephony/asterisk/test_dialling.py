"""A patient is rung at most once, though the exchange's answer is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.clock import SystemClock
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Arrived, Connected, Ended, ExchangeError
from callcenter.telephony.voice_port import Dial
from tests.support.asterisk.fake_manager import Behaviour, FakeManager
from tests.support.asterisk.news import NewsLog

DIAL = Dial(tag="attempt-1", number="+79161234567", entrance="confirm_visit")
SOON = timedelta(milliseconds=300)


@contextmanager
def followed(manager: FakeManager) -> Iterator[tuple[AsteriskExchange, NewsLog]]:
    settings = replace(
        AsteriskSettings(port=manager.port, secret=Secret("s3cret")), answer_within=SOON, first_pause=SOON / 6
    )
    exchange, news = AsteriskExchange(settings, SystemClock()), NewsLog()
    exchange.start(news)
    try:
        news.next(Connected)
        yield exchange, news
    finally:
        exchange.stop()


def test_a_call_whose_answer_was_lost_is_told_as_lost_and_never_dialled_again() -> None:
    behaviour = Behaviour()
    answers = behaviour.others
    with FakeManager(behaviour) as manager, followed(manager) as (exchange, news):
        behaviour.others = None
        with pytest.raises(ExchangeError) as unknown:
            exchange.dial(DIAL)
        assert unknown.value.retryable
        behaviour.others = answers
        manager.cut()
        assert news.next(Ended).reason is EndReason.LOST
        assert news.next(Arrived).tag == "attempt-1"
        exchange.dial(DIAL)
        assert behaviour.received.count(b"Action: Originate") == 1


def test_a_call_that_the_exchange_refused_may_be_dialled_again() -> None:
    behaviour = Behaviour()
    answers = behaviour.others
    with FakeManager(behaviour) as manager, followed(manager) as (exchange, news):
        behaviour.others = b"Response: Error\r\nActionID: %s\r\nMessage: Permission denied\r\n\r\n"
        with pytest.raises(ExchangeError) as refused:
            exchange.dial(DIAL)
        assert not refused.value.retryable
        behaviour.others = answers
        exchange.dial(DIAL)
        assert behaviour.received.count(b"Action: Originate") == 2
        assert not any(isinstance(one, Arrived) for one in news.all)


def test_a_call_that_comes_to_nothing_is_told_from_the_answer_alone() -> None:
    with FakeManager(Behaviour()) as manager, followed(manager) as (exchange, news):
        exchange.dial(DIAL)
        failure = b"Event: OriginateResponse\r\nActionID: callcenter-dialled-attempt-1\r\nResponse: Failure\r\n"
        manager.push(failure + b"Reason: 0\r\nUniqueid: <null>\r\n\r\n" + failure + b"Uniqueid: <null>\r\n\r\n")
        assert news.next(Ended).reason is EndReason.FAILED
        arrived = news.next(Arrived)
        assert (arrived.tag, arrived.caller) == ("attempt-1", "+79161234567")
        assert sum(isinstance(one, Ended) for one in news.all) == 1
