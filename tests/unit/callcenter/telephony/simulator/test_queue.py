"""Who is rung when, and when a caller gives up."""

from datetime import datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import EndReason
from callcenter.kit.clock import JumpingClock
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Connected,
    Ended,
    ExchangeError,
    LiveCall,
    Offered,
    OfferPassed,
    Recorded,
)
from callcenter.telephony.simulator.agenda import Agenda
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from tests.unit.callcenter.telephony.simulator.world import MARIA, START, World, hum, seconds

PATIENT = Persona(id="patient", number="+79160000000", patience=None)
THREE = Settings(extensions=("101", "102", "103"))


def test_a_patient_rings_waits_and_is_offered_within_a_second() -> None:
    world = World()
    world.exchange.ring_in(MARIA)
    world.run(1)
    assert world.kinds() == ["Connected", "Arrived", "Queued", "Offered"]
    assert world.one(Arrived).caller == "+79161234567"


def test_a_withheld_number_arrives_empty() -> None:
    world = World()
    world.exchange.ring_in(Persona(id="nobody", number=""))
    assert world.one(Arrived).caller == ""


def test_operators_are_rung_in_rotation() -> None:
    world = World(THREE)
    for _ in range(3):
        world.exchange.ring_in(PATIENT)
    world.run(1)
    assert sorted(offer.extension for offer in world.told(Offered)) == ["101", "102", "103"]


def test_an_offer_that_is_not_taken_goes_to_the_next_operator_after_the_ring_time() -> None:
    world = World(THREE)
    world.exchange.ring_in(PATIENT)
    world.run(30)
    first, second = world.told(Offered)
    assert (first.extension, second.extension) == ("101", "102")
    passed = world.one(OfferPassed)
    assert passed.extension == "101"
    assert passed.at - first.at == seconds(20)
    assert second.at - passed.at == seconds(2)


def test_a_declined_call_is_passed_at_once() -> None:
    world = World(THREE)
    world.exchange.ring_in(PATIENT)
    world.run(1)
    world.exchange.decline("101")
    assert world.one(OfferPassed).at == world.clock.now()
    world.exchange.decline("101")
    assert len(world.told(OfferPassed)) == 1


def test_who_waits_longest_is_offered_first_when_an_operator_becomes_free() -> None:
    world = World()
    calls = [world.exchange.ring_in(PATIENT)]
    for _ in range(2):
        world.run(5)
        calls.append(world.exchange.ring_in(PATIENT))
    world.exchange.answer(calls[0], "101")
    world.run(10)
    world.exchange.hang_up(calls[0])
    rested = world.clock.now() + seconds(4)
    world.run(4)
    offer = world.told(Offered)[-1]
    assert (offer.call, offer.at) == (calls[1], rested)


def test_nobody_is_rung_while_no_operator_is_ready() -> None:
    world = World()
    world.exchange.set_ready("101", False)
    world.exchange.ring_in(PATIENT)
    world.run(300)
    assert world.told(Offered) == []
    world.exchange.set_ready("101", True)
    assert len(world.told(Offered)) == 1


def test_a_caller_gives_up_when_patience_is_over() -> None:
    world = World()
    world.exchange.ring_in(MARIA)
    world.run(61)
    ended = world.one(Ended)
    assert ended.reason is EndReason.ABANDONED
    assert ended.at - START == seconds(60)
    assert world.told(Recorded) == []
    assert world.exchange.live_calls == 0


def test_a_caller_of_endless_patience_is_dropped_by_the_exchange() -> None:
    world = World()
    world.exchange.ring_in(PATIENT)
    world.exchange.run_until_quiet()
    ended = world.one(Ended)
    assert ended.reason is EndReason.NO_ANSWER
    assert ended.at - START == Settings().longest_wait


def test_after_the_answer_patience_for_waiting_counts_no_more() -> None:
    world = World()
    world.answered()
    world.run(100)
    assert world.told(Ended) == []


def test_a_call_that_rings_at_one_operator_can_be_picked_up_by_another() -> None:
    world = World(THREE)
    call = world.exchange.ring_in(PATIENT)
    world.run(1)
    world.exchange.answer(call, "103")
    assert world.kinds()[-2:] == ["OfferPassed", "Answered"]
    assert world.one(Answered).extension == "103"


def test_answering_twice_is_no_error_but_taking_a_colleagues_call_is() -> None:
    world = World(THREE)
    call = world.answered(PATIENT)
    world.exchange.answer(call, "101")
    with pytest.raises(ExchangeError, match="extension 101 has taken this call already"):
        world.exchange.answer(call, "102")
    assert len(world.told(Answered)) == 1


def test_an_operator_in_a_call_cannot_take_another() -> None:
    world = World()
    world.answered(PATIENT)
    second = world.exchange.ring_in(PATIENT)
    with pytest.raises(ExchangeError, match="busy with another call"):
        world.exchange.answer(second, "101")


def test_a_resting_operator_may_take_a_call_and_is_not_offered_another_by_the_end_of_the_rest() -> None:
    world = World()
    first = world.answered(PATIENT)
    world.exchange.hang_up(first)
    second, third = world.exchange.ring_in(PATIENT), world.exchange.ring_in(PATIENT)
    world.exchange.answer(second, "101")
    world.run(30)
    assert [offer.call for offer in world.told(Offered)] == [first]
    assert third in {live.call for live in _snapshot(world)}


def test_a_call_that_is_gone_cannot_be_answered_but_hung_up() -> None:
    world = World()
    call = world.exchange.ring_in(MARIA)
    world.exchange.patient_hangs_up(call)
    world.exchange.patient_hangs_up(call)
    world.exchange.hang_up(call)
    with pytest.raises(ExchangeError, match="the patient has rung off"):
        world.exchange.answer(call, "101")
    assert world.one(Ended).reason is EndReason.ABANDONED


def test_a_call_refused_by_the_clinic_before_the_answer_is_rejected() -> None:
    world = World()
    world.exchange.hang_up(world.exchange.ring_in(MARIA))
    assert world.one(Ended).reason is EndReason.REJECTED


def test_an_extension_that_is_not_there_is_refused_with_those_that_are() -> None:
    world = World(THREE)
    call = world.exchange.ring_in(MARIA)
    with pytest.raises(ExchangeError, match="no extension '999'; it has 101, 102, 103"):
        world.exchange.answer(call, "999")


def test_more_callers_than_lines_hear_the_busy_tone() -> None:
    world = World(Settings(lines=1))
    world.exchange.ring_in(MARIA)
    with pytest.raises(ExchangeError, match="all 1 lines") as busy:
        world.exchange.ring_in(MARIA)
    assert busy.value.retryable
    world.run(61)
    world.exchange.ring_in(MARIA)


def test_calls_of_two_runs_never_share_an_id() -> None:
    clock = JumpingClock(START)
    before = SimulatedExchange(clock=clock, say=hum)
    clock.jump(seconds(0.01))
    after = SimulatedExchange(clock=clock, say=hum)
    assert before.ring_in(MARIA) != after.ring_in(MARIA)


def _snapshot(world: World) -> tuple[LiveCall, ...]:
    world.exchange.cut_link()
    world.exchange.restore_link()
    return world.told(Connected)[-1].live


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans())))
def test_an_agenda_gives_what_was_booked_and_not_cancelled_in_order(plans: list[tuple[int, bool]]) -> None:
    agenda = Agenda()
    done: list[tuple[int, int]] = []
    for number, (second, cancel) in enumerate(plans):
        booking = agenda.book(START + seconds(second), partial(_note, done, (second, number)))
        if cancel:
            booking.cancel()
    while (booking_due := agenda.take(START + seconds(25))) is not None:
        booking_due.action(booking_due.at)
    kept = sorted((second, number) for number, (second, cancel) in enumerate(plans) if not cancel)
    assert done == [entry for entry in kept if entry[0] <= 25]
    assert agenda.next_at() == next((START + seconds(s) for s, _ in kept if s > 25), None)


def _note(done: list[tuple[int, int]], entry: tuple[int, int], _: datetime) -> None:
    done.append(entry)
