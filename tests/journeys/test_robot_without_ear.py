"""A call whose words cannot be made out: keys are offered with the first question, or as soon as the ear fails."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.kit.ids import ProviderCallId
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.simulator.manners import Manners
from callcenter.telephony.voice_port import Ears, Prompt, SoundLost
from ivr.hearing.news import Deaf, HearsAgain
from tests.journeys.test_robot_bad_input import presses, rung
from tests.journeys.test_robot_faults import picks_up, trail_of
from tests.support.robot_world import RobotWorld, robot_world
from tests.support.scripted_ear import ScriptedEar


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
def said(heard: RobotWorld, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the prompts that were said."""
    found: list[str] = []
    play = heard.exchange.play

    def plays(call: ProviderCallId, command: int, prompts: Sequence[Prompt]) -> None:
        found.extend(one.id for one in prompts)
        play(call, command, prompts)

    monkeypatch.setattr(heard.exchange, "play", plays)
    return found


def test_a_call_whose_sound_cannot_be_had_is_led_by_keys(heard: RobotWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(call: ProviderCallId, ears: Ears) -> None:
        raise ExchangeError("the port is taken", retryable=True)

    monkeypatch.setattr(heard.exchange, "listen", refuses)
    call = rung(heard, Manners(replies={"hello_unsure": ("[1]",), "hello": ("[1]",), "confirm_visit": ("[1]",)}))
    picks_up(heard)
    assert trail_of(heard, call)[0] == ("", "unsure")
    heard.exchange.run_until_quiet()
    assert heard.outcome_of(call) == "confirmed"


def test_a_call_whose_sound_cannot_be_had_is_offered_keys_in_the_first_question(
    heard: RobotWorld, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(call: ProviderCallId, ears: Ears) -> None:
        raise ExchangeError("the port is taken", retryable=True)

    monkeypatch.setattr(heard.exchange, "listen", refuses)
    rung(heard, Manners())
    picks_up(heard)
    assert said == ["hello_unsure", "hello_unsure_keys"]


def test_a_call_of_which_no_sound_comes_is_offered_keys(
    heard: RobotWorld, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard.exchange, "is_soundless", True)
    rung(heard, Manners())
    picks_up(heard)
    heard.exchange.run_for(timedelta(seconds=15))
    assert "hello_unsure_keys" in said


def test_an_ear_that_fails_in_the_middle_of_a_question_has_its_keys_offered_at_once(
    heard: RobotWorld, ear: ScriptedEar, said: list[str]
) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    ear.hears(heard.clock, "алло")
    heard.exchange.run_for(timedelta(seconds=2))
    assert said == ["hello"]
    until_silent(heard)
    ear.told(Deaf(at=heard.clock.now(), why="it died"))
    assert said == ["hello", "hello_keys"]
    presses(heard, call, "1")
    assert said[2:] == ["confirm_visit", "confirm_visit_keys"]
    ear.told(HearsAgain(at=heard.clock.now()))
    heard.exchange.run_for(timedelta(seconds=2))
    presses(heard, call, "7")
    assert said[4:] == ["confirm_visit_again"]


def test_sound_that_the_exchange_loses_has_the_keys_offered(
    heard: RobotWorld, ear: ScriptedEar, said: list[str]
) -> None:
    call = rung(heard, Manners())
    picks_up(heard)
    ear.hears(heard.clock, "алло")
    heard.exchange.run_for(timedelta(seconds=2))
    heard.leading(SoundLost(call=ProviderCallId(call), at=heard.clock.now()))
    until_silent(heard)
    heard.exchange.run_for(timedelta(seconds=1))
    assert said == ["hello", "hello_keys"]


def until_silent(world: RobotWorld) -> None:
    """What is being said is said to its end."""
    before = world.prompts_played()
    while world.prompts_played() == before:
        world.exchange.run_for(timedelta(seconds=1))
