"""The life of a call, move by move."""

from datetime import UTC, datetime, timedelta

import pytest

from callcenter.domain.calls import (
    Call,
    CallState,
    Direction,
    EndReason,
    Moved,
    Refused,
    answer,
    end,
    hold,
    offer,
    queue,
    resume,
    ring,
    withdraw_offer,
)
from callcenter.kit.ids import CallId, ProviderCallId

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def moved(result: Moved) -> Call:
    assert isinstance(result, Call)
    return result


@pytest.fixture
def ringing() -> Call:
    return ring(
        CallId("c-1"),
        exchange="test",
        provider_call=ProviderCallId("p-1"),
        direction=Direction.INBOUND,
        caller=None,
        at=NOON,
    )


@pytest.fixture
def answered(ringing: Call) -> Call:
    return moved(answer(moved(offer(ringing, "101", at(2))), "101", at(5)))


def test_an_answered_call_that_ends_is_completed(answered: Call) -> None:
    over = moved(end(answered, EndReason.COMPLETED, at(65)))
    assert (over.end_reason, over.talked(at(99)), over.waited(at(99))) == (
        EndReason.COMPLETED,
        timedelta(seconds=60),
        timedelta(seconds=5),
    )


def test_an_operator_who_lets_it_ring_returns_the_call_to_the_queue(ringing: Call) -> None:
    offered = moved(offer(moved(queue(ringing, at(1))), "101", at(2)))
    back = moved(withdraw_offer(offered, "101", at(22)))
    assert (back.state, back.offered_to, back.queued_at) == (CallState.QUEUED, "", at(1))
    assert moved(offer(back, "102", at(23))).offered_to == "102"


def test_the_passing_of_another_telephones_offer_touches_nothing(ringing: Call) -> None:
    offered = moved(offer(ringing, "102", at(2)))
    assert isinstance(withdraw_offer(offered, "101", at(3)), Refused)


def test_a_late_queue_event_does_not_take_an_answered_call_back(answered: Call) -> None:
    refused = queue(answered, at(1))
    assert refused == Refused("queue", CallState.ANSWERED, "late")


def test_holds_are_kept_with_their_times(answered: Call) -> None:
    held = moved(hold(answered, at(10)))
    back = moved(resume(held, at(30)))
    assert [(one.since, one.until) for one in back.holds] == [(at(10), at(30))]


def test_a_call_that_ends_on_hold_ends_the_hold(answered: Call) -> None:
    over = moved(end(moved(hold(answered, at(10))), EndReason.COMPLETED, at(40)))
    assert over.holds[-1].until == at(40)


def test_a_call_cannot_be_held_before_it_is_answered(ringing: Call) -> None:
    assert hold(ringing, at(1)) == Refused("hold", CallState.RINGING, "illegal")


def test_an_end_with_an_older_time_still_ends_the_call(answered: Call) -> None:
    over = moved(end(answered, EndReason.FAILED, at(1)))
    assert over.ended_at == answered.changed_at


def test_a_second_end_changes_nothing(answered: Call) -> None:
    over = moved(end(answered, EndReason.COMPLETED, at(65)))
    assert end(over, EndReason.FAILED, at(70)) == Refused("end", CallState.ENDED, "duplicate")


def test_a_call_goes_on_when_the_clock_is_set_back_an_hour_while_it_rings(ringing: Call) -> None:
    offered = moved(offer(ringing, "101", at(2)))
    talking = moved(answer(offered, "101", at(-3590)))
    held = moved(hold(talking, at(-3580)))
    back = moved(resume(held, at(-3570)))
    over = moved(end(back, EndReason.COMPLETED, at(-3500)))
    assert (talking.state, held.state, back.state) == (CallState.ANSWERED, CallState.ON_HOLD, CallState.ANSWERED)
    assert over.end_reason is EndReason.COMPLETED
    moments = (talking.answered_at, held.holds[0].since, back.holds[0].until, over.ended_at)
    assert moments == (offered.changed_at,) * 4


def test_an_offer_passes_on_when_the_clock_is_set_back_an_hour(ringing: Call) -> None:
    offered = moved(offer(ringing, "101", at(2)))
    assert moved(offer(offered, "102", at(-3600))).offered_to == "102"
    waiting = moved(withdraw_offer(offered, "101", at(-3600)))
    assert (waiting.state, waiting.changed_at) == (CallState.QUEUED, offered.changed_at)
