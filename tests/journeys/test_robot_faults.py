"""A database or an exchange that is away for a moment, or refuses: no patient is left in silence, no answer is lost."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from callcenter.domain.clinic import VisitStatus
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeError, Queued
from callcenter.telephony.simulator.manners import RECORDING, Manners
from callcenter.telephony.voice_port import KeyPressed, Played, Prompt, Taken
from ivr.flow.commands import AnyCommand
from ivr.flow.inputs import Connected, Detected, Heard, Input, Silence, Started
from ivr.leading.handover import PAST_ALL
from ivr.leading.progress_service import Progress, take_up
from tests.journeys.test_robot_bad_input import node_of, presses, rung, until
from tests.support.clinic import IVAN
from tests.support.robot_world import RobotWorld, robot_world
from tests.support.scripted_ear import ScriptedEar

Breaks = Callable[..., CallId]
AGREES = Manners(greeting="алло", replies={"hello": ("[1]",), "confirm_visit": ("[1]",)})


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


@pytest.fixture
def ear() -> ScriptedEar:
    return ScriptedEar()


@pytest.fixture
def heard(database: Database, tmp_path: Path, ear: ScriptedEar) -> Iterator[RobotWorld]:
    """Calls are listened to, and machines are watched for."""
    world = robot_world(database, tmp_path, ear=ear)
    yield world
    world.exchange.stop()


@pytest.fixture
def away_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[type], None]:
    """Lets the database be away three times when a flow is told something of a kind."""
    real = Progress.tell

    def away(kind: type) -> None:
        left = [1, 2, 3]

        def tell(self: Progress, given: Input) -> Sequence[AnyCommand]:
            if isinstance(given, kind) and left:
                left.pop()
                raise OperationalError("", None, Exception("database is locked"))
            return real(self, given)

        monkeypatch.setattr(Progress, "tell", tell)

    return away


def trail_of(world: RobotWorld, call: CallId) -> list[tuple[str, str]]:
    return list(world.run_of(call).state.trail)


def test_a_key_is_not_lost_to_a_database_that_is_away(world: RobotWorld, away_at: Callable[[type], None]) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    away_at(Heard)
    presses(world, call, "1")
    world.exchange.run_for(timedelta(seconds=3))
    assert ("hello", "yes") in trail_of(world, call)


def test_words_are_not_lost_to_a_database_that_is_away(world: RobotWorld, away_at: Callable[[type], None]) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    away_at(Heard)
    world.exchange.run_for(timedelta(seconds=3))
    world.exchange.patient_says(ProviderCallId(call), "да это я")
    world.exchange.run_for(timedelta(seconds=5))
    assert ("hello", "yes") in trail_of(world, call)


def test_silence_is_told_though_the_database_is_away(world: RobotWorld, away_at: Callable[[type], None]) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    away_at(Silence)
    world.exchange.run_for(timedelta(seconds=25))
    assert ("hello", "silence") in trail_of(world, call)
    world.exchange.run_for(timedelta(minutes=2))
    assert world.outcome_of(call) == "no_contact"


def test_a_caller_who_is_with_a_person_is_so_though_the_database_was_away(
    world: RobotWorld, away_at: Callable[[type], None]
) -> None:
    away_at(Connected)
    call = rung(world, Manners(default_reply="[0]"))
    world.exchange.run_for(timedelta(seconds=30))
    world.exchange.answer(ProviderCallId(call), "101")
    world.exchange.run_for(timedelta(seconds=5))
    assert world.outcome_of(call) == "connected"


def test_a_whole_call_through_a_database_that_is_away_at_every_answer(
    world: RobotWorld, away_at: Callable[[type], None]
) -> None:
    away_at(object)
    assert world.outcome_of(world.call("confirm_visit", IVAN, AGREES)) == "confirmed"
    assert world.visits(IVAN)[-1].status is VisitStatus.CONFIRMED


def test_the_robot_speaks_first_to_a_human_though_the_database_is_away(
    heard: RobotWorld, ear: ScriptedEar, away_at: Callable[[type], None]
) -> None:
    away_at(Started)
    call = rung(heard, Manners())
    picks_up(heard)
    ear.hears(heard.clock, "алло")
    heard.exchange.run_for(timedelta(seconds=5))
    assert trail_of(heard, call)[0] == ("", "human")
    assert node_of(heard, call) == "hello"


def picks_up(world: RobotWorld) -> None:
    for _ in range(100):
        world.exchange.run_for(timedelta(milliseconds=250))
        if any(isinstance(one, Taken) for one in world.news):
            world.exchange.run_for(timedelta(seconds=1))
            return
    raise AssertionError("nobody picked up")


def test_a_human_is_asked_for_by_name_only_once_he_has_spoken(heard: RobotWorld, ear: ScriptedEar) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    assert node_of(heard, call) == ""
    ear.hears(heard.clock, "алло")
    heard.exchange.run_for(timedelta(seconds=2))
    assert trail_of(heard, call) == [("", "human")]
    assert node_of(heard, call) == "hello"


def test_who_says_nothing_is_not_taken_for_the_patient(heard: RobotWorld) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    heard.exchange.run_for(timedelta(seconds=5))
    assert trail_of(heard, call) == [("", "unsure")]
    assert node_of(heard, call) == "hello_unsure"


def test_a_machine_hears_no_private_word(heard: RobotWorld, ear: ScriptedEar, said: list[str]) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    ear.hears(heard.clock, "здравствуйте вы позвонили оставьте сообщение после сигнала", 3)
    heard.exchange.run_until_quiet()
    assert heard.outcome_of(call) == "machine"
    assert said == ["safe"]


def test_a_machine_that_is_found_out_late_hears_no_private_word(
    heard: RobotWorld, ear: ScriptedEar, said: list[str], away_at: Callable[[type], None]
) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    heard.exchange.run_for(timedelta(seconds=6))
    away_at(Detected)
    ear.hears_a_beep(heard.clock)
    heard.exchange.run_until_quiet()
    assert heard.outcome_of(call) == "machine"
    assert said == ["hello_unsure", "safe"]


@pytest.fixture
def said(heard: RobotWorld, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the prompts that were said."""
    found: list[str] = []
    play = heard.exchange.play

    def plays(call: ProviderCallId, command: int, prompts: Sequence[Prompt]) -> None:
        found.extend(one.id for one in prompts)
        play(call, command, prompts)

    monkeypatch.setattr(heard.exchange, "play", plays)
    return found


def test_a_call_that_another_process_leads_is_not_listened_to_any_more(heard: RobotWorld, ear: ScriptedEar) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    heard.exchange.run_for(timedelta(seconds=5))
    listened = ear.is_open
    other = take_up(heard.leading.parts, call)
    assert other is not None
    other.resume()
    presses(heard, call, "1")
    assert (listened, ear.is_open) == (True, False)
    assert heard.leading.live_calls == 0


def fails_for_a_while(
    world: RobotWorld, monkeypatch: pytest.MonkeyPatch, verb: str, times: int, *, retryable: bool
) -> list[int]:
    """Lets a command of the exchange fail so often."""
    real, left = getattr(world.exchange, verb), [1] * times

    def fails(*given: object) -> None:
        if left:
            left.pop()
            raise ExchangeError("not now" if retryable else "never", retryable=retryable)
        real(*given)

    monkeypatch.setattr(world.exchange, verb, fails)
    return left


def test_a_prompt_that_the_exchange_does_not_take_now_is_said_a_moment_later(
    world: RobotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = fails_for_a_while(world, monkeypatch, "play", 2, retryable=True)
    assert world.outcome_of(world.call("confirm_visit", IVAN, AGREES)) == "confirmed"
    assert not left


def test_a_prompt_that_the_exchange_refuses_for_good_is_a_case_for_a_person(
    world: RobotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_for_a_while(world, monkeypatch, "play", 99, retryable=False)
    call = rung(world, Manners())
    world.exchange.run_for(timedelta(minutes=1))
    assert world.call_of(call).state.value in {"queued", "offered"}


def test_who_cannot_be_put_through_is_told_so_and_asked_on(world: RobotWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    fails_for_a_while(world, monkeypatch, "put_through", 99, retryable=False)
    call = rung(world, Manners(default_reply="[0]"))
    world.exchange.run_for(timedelta(minutes=5))
    assert ("reception", "failed") in trail_of(world, call)
    assert world.run_of(call).state.outcome is not None


def test_a_message_that_cannot_be_recorded_does_not_leave_the_caller_in_silence(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = robot_world(database, tmp_path, menu="after_hours")
    fails_for_a_while(world, monkeypatch, "record_message", 9, retryable=False)
    world.ring_in(Manners(default_reply="[2]", replies={RECORDING: ("перезвоните",)}))
    world.exchange.run_for(timedelta(minutes=4))
    assert not world.exchange.live_calls
    world.exchange.stop()


def queued_after_a_hand_over(world: RobotWorld) -> bool:
    return any(isinstance(one, Queued) for one in world.news)


@pytest.fixture
def broken(world: RobotWorld, monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """A call that has just been given to a person, because of something that nobody foresaw."""

    def breaks(before: Callable[[], None] = lambda: None) -> CallId:
        call = rung(world, Manners())
        until(world, call, "hello")
        before()
        with monkeypatch.context() as patch:

            def odd(self: Progress, given: Input) -> Sequence[AnyCommand]:
                raise ValueError("odd")

            patch.setattr(Progress, "tell", odd)
            world.leading(KeyPressed(call=ProviderCallId(call), at=world.clock.now(), key="1"))
        return call

    return breaks


def test_a_call_that_cannot_be_led_on_is_stored_as_a_persons_at_once(world: RobotWorld, broken: Breaks) -> None:
    call = broken()
    assert world.outcome_of(call) == "failed"
    world.exchange.run_for(timedelta(seconds=20))
    assert queued_after_a_hand_over(world)


def test_a_call_that_is_handed_over_while_the_exchange_is_away_comes_to_the_queue_when_it_is_back(
    world: RobotWorld, broken: Breaks
) -> None:
    call = broken(world.exchange.cut_link)
    world.exchange.run_for(timedelta(seconds=2))
    world.exchange.restore_link()
    world.exchange.run_for(timedelta(seconds=5))
    assert queued_after_a_hand_over(world)
    assert world.outcome_of(call) == "failed"


def test_the_robot_is_silent_in_a_call_that_was_handed_over_before_a_restart(world: RobotWorld, broken: Breaks) -> None:
    call = broken()
    world.exchange.run_for(timedelta(milliseconds=200))
    before = len(world.news)
    turns = dict(world.run_of(call).state.turns)
    world.restart()
    world.exchange.run_for(timedelta(minutes=2))
    assert queued_after_a_hand_over(world)
    assert {one.command for one in world.news[before:] if isinstance(one, Played)} <= {PAST_ALL}
    assert dict(world.run_of(call).state.turns) == turns


def test_the_end_of_a_general_prompt_that_is_never_told_does_not_strand_the_caller(
    world: RobotWorld, broken: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.exchange, "play", lambda *given: None)
    broken()
    world.exchange.run_for(timedelta(seconds=30))
    assert queued_after_a_hand_over(world)


def test_a_tick_that_comes_a_moment_early_is_not_the_last_one(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path, timers_are_early=True)
    assert world.outcome_of(world.call("confirm_visit", IVAN, Manners())) == "no_contact"
    world.exchange.stop()
