"""What every exchange tells about calls, whatever it is made of."""

from datetime import timedelta

import pytest

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.phones import caller_number
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Connected,
    Ended,
    ExchangeError,
    ExchangeEvent,
    Offered,
    OfferPassed,
    Recorded,
)
from tests.contract.telephony.driver import PbxUnderTest
from tests.contract.telephony.reading import story, told, wait_for

NUMBER = "+79161234567"
RINGING, QUEUED, OFFERED = CallState.RINGING, CallState.QUEUED, CallState.OFFERED
ANSWERED, ENDED = CallState.ANSWERED, CallState.ENDED


def answered_call(pbx: PbxUnderTest) -> ProviderCallId:
    pbx.patient_calls(NUMBER)
    wait_for(pbx, Offered)
    pbx.operator_picks_up()
    return wait_for(pbx, Answered).call


def test_the_first_news_is_that_the_exchange_is_connected_and_carries_no_call(pbx: PbxUnderTest) -> None:
    first = pbx.news[0]
    assert isinstance(first, Connected)
    assert first.live == ()
    assert pbx.exchange.name


def test_a_calling_patient_is_told_with_number_and_name(pbx: PbxUnderTest) -> None:
    pbx.patient_calls(NUMBER, "Maria")
    arrived = wait_for(pbx, Arrived)
    number = caller_number(arrived.caller, "RU")
    assert number is not None
    assert number.e164 == NUMBER
    assert arrived.caller_name == "Maria"
    assert arrived.direction is Direction.INBOUND
    assert arrived.line
    assert arrived.tag == ""


def test_a_withheld_number_is_no_number_and_the_call_is_offered_all_the_same(pbx: PbxUnderTest) -> None:
    pbx.patient_calls(None)
    assert caller_number(wait_for(pbx, Arrived).caller, "RU") is None
    assert wait_for(pbx, Offered).extension == pbx.extension


def test_a_call_is_answered_and_ended_by_the_operator_in_clean_steps(pbx: PbxUnderTest) -> None:
    call = answered_call(pbx)
    pbx.operator_hangs_up()
    wait_for(pbx, Ended)
    read = story(pbx.news, call)
    assert read.states == (RINGING, QUEUED, OFFERED, ANSWERED, ENDED)
    assert read.refused == ()
    assert read.call.end_reason is EndReason.COMPLETED
    assert read.call.offered_to == pbx.extension


def test_a_patient_who_hangs_up_after_the_answer_completes_the_call(pbx: PbxUnderTest) -> None:
    leg = pbx.patient_calls(NUMBER)
    wait_for(pbx, Offered)
    pbx.operator_picks_up()
    call = wait_for(pbx, Answered).call
    pbx.both_talk()
    pbx.patient_hangs_up(leg)
    wait_for(pbx, Ended)
    read = story(pbx.news, call)
    assert read.call.end_reason is EndReason.COMPLETED
    assert read.refused == ()


def test_a_patient_who_gives_up_while_it_rings_has_abandoned_the_call(pbx: PbxUnderTest) -> None:
    leg = pbx.patient_calls(NUMBER)
    call = wait_for(pbx, Offered).call
    pbx.patient_hangs_up(leg)
    wait_for(pbx, Ended)
    read = story(pbx.news, call)
    assert read.states == (RINGING, QUEUED, OFFERED, ENDED)
    assert read.call.end_reason is EndReason.ABANDONED
    assert told(pbx.news, Answered) == []


def test_a_call_that_the_operator_lets_pass_waits_again_and_is_offered_again(pbx: PbxUnderTest) -> None:
    pbx.patient_calls(NUMBER)
    passed = wait_for(pbx, OfferPassed)
    assert passed.extension == pbx.extension
    wait_for(pbx, Offered, 2)
    pbx.operator_picks_up()
    wait_for(pbx, Answered)
    read = story(pbx.news, passed.call)
    assert read.states[:6] == (RINGING, QUEUED, OFFERED, QUEUED, OFFERED, ANSWERED)
    assert read.refused == ()


def test_hang_up_from_the_screen_ends_the_call_and_again_is_no_error(pbx: PbxUnderTest) -> None:
    call = answered_call(pbx)
    pbx.exchange.hang_up(call)
    assert wait_for(pbx, Ended).reason is EndReason.COMPLETED
    pbx.exchange.hang_up(call)
    pbx.exchange.hang_up(call)
    assert len(told(pbx.news, Ended)) == 1


def test_two_patients_at_once_are_two_calls(pbx: PbxUnderTest) -> None:
    first = pbx.patient_calls(NUMBER)
    wait_for(pbx, Arrived)
    second = pbx.patient_calls("+79167654321")
    wait_for(pbx, Arrived, 2)
    calls = {arrived.call for arrived in told(pbx.news, Arrived)}
    assert len(calls) == 2
    pbx.patient_hangs_up(second)
    pbx.patient_hangs_up(first)
    wait_for(pbx, Ended, 2)
    assert {ended.call for ended in told(pbx.news, Ended)} == calls


def test_every_piece_of_news_carries_its_moment_in_utc_and_in_order(pbx: PbxUnderTest) -> None:
    answered_call(pbx)
    pbx.both_talk()
    pbx.operator_hangs_up()
    wait_for(pbx, Recorded)
    moments = [news.at for news in pbx.news]
    assert all(moment.utcoffset() == timedelta(0) for moment in moments)
    of_call = [news.at for news in told(pbx.news, ExchangeEvent) if not isinstance(news, Recorded)]
    assert of_call == sorted(of_call)


def test_what_the_exchange_cannot_do_it_refuses_with_a_sentence(pbx: PbxUnderTest) -> None:
    call = answered_call(pbx)
    for can, command in (
        (pbx.exchange.capabilities.hold, pbx.exchange.hold),
        (pbx.exchange.capabilities.hold, pbx.exchange.resume),
    ):
        if can:
            command(call)
        else:
            with pytest.raises(ExchangeError, match=r"\w+ \w+"):
                command(call)
    pbx.operator_hangs_up()
    wait_for(pbx, Ended)
    assert story(pbx.news, call).refused == ()
