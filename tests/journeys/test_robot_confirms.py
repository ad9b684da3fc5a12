"""The clinic's voice calls about tomorrow's visits: on the simulator, with a jumping clock and a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callcenter.domain.calls import CallState, EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from tests.support.clinic import IVAN
from tests.support.robot_world import RobotWorld, robot_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def test_a_patient_who_says_yes_has_confirmed_the_visit(world: RobotWorld) -> None:
    ivan = Manners(greeting="алло", replies={"hello": ("да",), "confirm_visit": ("да приду",)})
    call = world.call("confirm_visit", IVAN, ivan)
    assert world.outcome_of(call) == "confirmed"
    assert world.visits(IVAN)[-1].status is VisitStatus.CONFIRMED
    assert world.call_of(call).state is CallState.ENDED
    assert world.call_of(call).end_reason is EndReason.COMPLETED


def test_a_patient_who_presses_one_twice_has_confirmed_too(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(replies={"hello": ("[1]",), "confirm_visit": ("[1]",)}))
    assert world.outcome_of(call) == "confirmed"


def test_nobody_who_does_not_pick_up_is_talked_to(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(picks_up=PickUp.BUSY))
    assert world.call_of(call).end_reason is EndReason.BUSY
    assert world.prompts_played() == 0
