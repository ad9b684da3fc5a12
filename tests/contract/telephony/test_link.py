"""The link to an exchange breaks and comes back; the calls go on meanwhile."""

from collections.abc import Sequence

import pytest

from callcenter.domain.calls import CallState
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Connected,
    Disconnected,
    Ended,
    ExchangeError,
    ExchangeNews,
    Offered,
)
from tests.contract.telephony.driver import PbxUnderTest
from tests.contract.telephony.reading import told, wait_for

WAITING = {CallState.RINGING, CallState.QUEUED, CallState.OFFERED}


def _cut(pbx: PbxUnderTest) -> None:
    pbx.cut_link()
    wait_for(pbx, Disconnected)


def _snapshot(pbx: PbxUnderTest) -> Connected:
    pbx.restore_link()
    return wait_for(pbx, Connected, 2)


def test_a_broken_link_is_told_with_a_reason_and_commands_fail_as_worth_trying_later(pbx: PbxUnderTest) -> None:
    pbx.patient_calls("+79161234567")
    call = wait_for(pbx, Offered).call
    _cut(pbx)
    assert len(wait_for(pbx, Disconnected).reason.split()) > 2
    with pytest.raises(ExchangeError) as refused:
        pbx.exchange.hang_up(call)
    assert refused.value.retryable


def test_after_a_break_all_live_calls_are_told_with_where_they_stand(pbx: PbxUnderTest) -> None:
    pbx.patient_calls("+79161234567", "Maria")
    wait_for(pbx, Offered)
    pbx.operator_picks_up()
    talking = wait_for(pbx, Answered).call
    pbx.patient_calls("+79167654321")
    waiting = wait_for(pbx, Arrived, 2).call
    _cut(pbx)
    live = {call.call: call for call in _snapshot(pbx).live}
    assert set(live) == {talking, waiting}
    assert live[talking].state is CallState.ANSWERED
    assert live[talking].extension == pbx.extension
    assert live[talking].caller == "+79161234567"
    assert live[waiting].state in WAITING


def test_a_call_that_ended_before_the_break_is_not_in_the_snapshot(pbx: PbxUnderTest) -> None:
    leg = pbx.patient_calls("+79161234567")
    wait_for(pbx, Offered)
    pbx.patient_hangs_up(leg)
    wait_for(pbx, Ended)
    _cut(pbx)
    assert _snapshot(pbx).live == ()


def test_a_call_that_ends_during_the_break_is_not_in_the_snapshot(pbx: PbxUnderTest) -> None:
    leg = pbx.patient_calls("+79161234567")
    wait_for(pbx, Offered)
    _cut(pbx)
    pbx.patient_hangs_up(leg)
    assert _snapshot(pbx).live == ()


def test_a_talk_that_outlasts_the_break_is_told_to_its_end(pbx: PbxUnderTest) -> None:
    pbx.patient_calls("+79161234567")
    wait_for(pbx, Offered)
    pbx.operator_picks_up()
    call = wait_for(pbx, Answered).call
    _cut(pbx)
    (live,) = _snapshot(pbx).live
    assert (live.call, live.state) == (call, CallState.ANSWERED)
    pbx.operator_hangs_up()
    assert wait_for(pbx, Ended).call == call


def test_a_patient_who_calls_during_the_break_is_found_afterwards(pbx: PbxUnderTest) -> None:
    _cut(pbx)
    pbx.patient_calls("+79161234567")
    pbx.restore_link()
    pbx.wait_for(lambda news: "+79161234567" in _callers(news), "the new call, in the snapshot or as an arrival")


def _callers(news: Sequence[ExchangeNews]) -> set[str]:
    """Numbers of all calls told since the link came back."""
    snapshot = [live.caller for connected in told(news, Connected)[1:] for live in connected.live]
    return {*snapshot, *(arrived.caller for arrived in told(news, Arrived))}
