"""What an exchange tells us becomes calls in the database, with a fact for each change."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from callcenter.domain.calls import Call, CallState, EndReason
from callcenter.domain.events import DomainEvent
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import configure_logs, get_logger
from callcenter.storage.calls import find_call, live_calls
from callcenter.storage.events import read_events
from callcenter.storage.links import find_link
from callcenter.storage.work import Database
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Connected,
    Disconnected,
    Ended,
    LiveCall,
    Offered,
    OfferPassed,
    Queued,
    Recorded,
)
from callcenter.telephony.service import TakeNews

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FIRST = ProviderCallId("asterisk-1.1")
SECOND = ProviderCallId("asterisk-1.2")


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def take(database: Database) -> TakeNews:
    return TakeNews(database, "asterisk", "RU")


def call_of(database: Database, name: ProviderCallId = FIRST) -> Call:
    with database.read() as connection:
        found = find_call(connection, "asterisk", name)
    assert found is not None
    return found


def facts(database: Database) -> list[DomainEvent]:
    with database.read() as connection:
        return [stored.event for stored in read_events(connection, 0)]


def kinds(database: Database) -> list[str]:
    return [fact.kind for fact in facts(database)]


def test_a_whole_call_is_told_as_it_happened(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0), caller="8 (916) 123-45-67", caller_name="Мария", line="100"))
    take(Queued(call=FIRST, at=at(1)))
    take(Offered(call=FIRST, at=at(2), extension="101"))
    take(Answered(call=FIRST, at=at(5), extension="101"))
    take(Ended(call=FIRST, at=at(65), reason=EndReason.COMPLETED))
    call = call_of(database)
    assert str(call.caller) == "+79161234567"
    assert call.waited(NOON) == timedelta(seconds=5)
    assert call.talked(NOON) == timedelta(seconds=60)
    assert kinds(database) == ["call_rang", "call_queued", "call_offered", "call_answered", "call_ended"]


def test_the_same_news_told_twice_is_one_fact(database: Database, take: TakeNews) -> None:
    for _ in range(2):
        take(Arrived(call=FIRST, at=at(0), caller="anonymous"))
        take(Queued(call=FIRST, at=at(1)))
    assert call_of(database).caller is None
    assert kinds(database) == ["call_rang", "call_queued"]


def test_a_call_whose_arrival_was_lost_appears_with_the_first_news_of_it(database: Database, take: TakeNews) -> None:
    take(Offered(call=FIRST, at=at(2), extension="101"))
    assert call_of(database).state is CallState.OFFERED
    assert kinds(database) == ["call_rang", "call_offered"]


def test_the_end_of_a_call_nobody_heard_of_is_no_call(database: Database, take: TakeNews) -> None:
    take(Ended(call=FIRST, at=at(2), reason=EndReason.COMPLETED))
    assert facts(database) == []


def test_a_caller_who_gives_up_is_abandoned_however_the_exchange_names_it(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0)))
    take(Ended(call=FIRST, at=at(9), reason=EndReason.COMPLETED))
    assert call_of(database).end_reason is EndReason.ABANDONED


def test_after_a_cut_calls_the_exchange_no_longer_carries_are_ended_as_lost(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0)))
    take(Arrived(call=SECOND, at=at(1)))
    take(Disconnected(at=at(3), reason="the exchange does not answer"))
    take(Connected(at=at(30), live=(LiveCall(call=SECOND, state=CallState.ANSWERED, extension="102"),)))
    assert call_of(database, FIRST).end_reason is EndReason.LOST
    assert call_of(database, SECOND).state is CallState.ANSWERED
    assert kinds(database)[2:] == ["exchange_lost", "call_ended", "call_answered", "exchange_back"]


def test_a_call_that_arrived_during_a_cut_is_taken_up(database: Database, take: TakeNews) -> None:
    live = LiveCall(call=FIRST, state=CallState.OFFERED, extension="101", caller="+79161234567", started_at=at(5))
    take(Connected(at=at(30), live=(live,)))
    call = call_of(database)
    assert (call.state, call.started_at, str(call.caller)) == (CallState.OFFERED, at(5), "+79161234567")


def test_a_second_reason_for_the_same_cut_keeps_the_first_moment(database: Database, take: TakeNews) -> None:
    take(Disconnected(at=at(0), reason="the exchange does not answer"))
    take(Disconnected(at=at(8), reason="the password is wrong"))
    with database.read() as connection:
        link = find_link(connection, "asterisk")
    assert link is not None
    assert (link.since, link.reason) == (at(0), "the password is wrong")
    assert kinds(database) == ["exchange_lost"]


def test_a_finished_recording_is_told_with_both_files(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0)))
    take(Recorded(call=FIRST, at=at(9), patient_file="/a-rx.wav", administrator_file="/a-tx.wav"))
    assert kinds(database) == ["call_rang", "sides_recorded"]


def test_a_recording_that_is_told_twice_is_kept_once(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0)))
    for seconds in (9, 3600):
        take(Recorded(call=FIRST, at=at(seconds), patient_file="/a-rx.wav", administrator_file="/a-tx.wav"))
    assert kinds(database) == ["call_rang", "sides_recorded"]


def test_no_call_stays_live_when_the_exchange_carries_none(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0)))
    take(Offered(call=SECOND, at=at(1), extension="101"))
    take(Connected(at=at(60)))
    with database.read() as connection:
        assert live_calls(connection) == []


def test_the_recording_of_a_call_that_came_and_went_unheard_is_kept_under_a_lost_call(
    database: Database, take: TakeNews
) -> None:
    take(Recorded(call=FIRST, at=at(9), patient_file="/a-rx.wav", administrator_file="/a-tx.wav"))
    assert call_of(database).end_reason is EndReason.LOST
    assert kinds(database) == ["call_rang", "call_ended", "sides_recorded"]


def test_a_callers_name_with_signs_that_cannot_be_seen_rings_all_the_same(database: Database, take: TakeNews) -> None:
    take(Arrived(call=FIRST, at=at(0), caller_name="\u202eМария\x00\r\nEvent: Hangup\ud83d", line="1\x0000"))
    assert (call_of(database).caller_name, call_of(database).line) == ("Мария Event: Hangup", "1 00")


def test_the_log_does_not_repeat_how_a_waiting_call_is_offered_round(
    take: TakeNews, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = io.StringIO()
    before = structlog.get_config()
    configure_logs(as_json=True, stream=told)
    monkeypatch.setattr("callcenter.telephony.service._log", get_logger("test"))
    try:
        take(Arrived(call=FIRST, at=at(0)))
        take(Queued(call=FIRST, at=at(1)))
        for turn in range(5):
            take(Offered(call=FIRST, at=at(2 + 20 * turn), extension="101"))
            take(OfferPassed(call=FIRST, at=at(21 + 20 * turn), extension="101"))
        take(Answered(call=FIRST, at=at(130), extension="101"))
    finally:
        structlog.configure(**before)
    states = [json.loads(line)["state"] for line in told.getvalue().splitlines()]
    assert states == ["queued", "answered"]
