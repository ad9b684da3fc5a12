"""An exchange that heard nothing of us for too long puts a robot's call into the queue by itself: it is a person's."""

from pathlib import Path

import pytest

from callcenter.domain.calls import CallState
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.work import Database
from callcenter.telephony.port import Connected, LiveCall, Queued
from callcenter.telephony.simulator.manners import Manners
from tests.journeys.test_robot_bad_input import rung, until
from tests.support.clinic import IVAN
from tests.support.robot_world import RobotWorld, robot_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> RobotWorld:
    return robot_world(database, tmp_path)


def asked_nothing_more(world: RobotWorld, call: CallId, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of all commands that the exchange gets from here to the end of the call's patience."""
    commands: list[str] = []
    for name in ("hang_up", "play", "put_through", "record_message"):
        monkeypatch.setattr(world.exchange, name, lambda *given, name=name, **named: commands.append(name))
    world.exchange.run_until_quiet()
    return commands


@pytest.mark.parametrize("is_missed", [False, True])
def test_a_call_that_the_exchange_queued_by_itself_is_left_to_a_person(
    world: RobotWorld, monkeypatch: pytest.MonkeyPatch, is_missed: bool
) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    now, there = world.clock.now(), ProviderCallId(call)
    if is_missed:
        world.leading(Connected(at=now, live=(LiveCall(call=there, state=CallState.QUEUED),)))
    else:
        world.leading(Queued(call=there, at=now))
    state = world.run_of(call).state
    assert state.trail[-1][1] == "handed_over"
    assert state.is_over
    assert asked_nothing_more(world, call, monkeypatch) == []
    world.exchange.stop()


def test_a_call_that_the_flow_gave_to_the_queue_goes_on_as_the_flow_says(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(greeting="алло", replies={"hello": ("[0]",)}))
    assert "handed_over" not in [what for _, what in world.run_of(call).state.trail]
    world.exchange.stop()
