"""The clinic's voice calls about tomorrow's visits: on the simulator, with a jumping clock and a real database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.domain.calls import CallState, EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.kit.languages import Language
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


SAID = {
    Language.RU: ("да это я", "да приду"),
    Language.UK: ("так це я", "так прийду"),
    Language.PL: ("tak to ja", "tak przyjdę"),
    Language.EN: ("yes speaking", "yes i will be there"),
    Language.ZH: ("是我", "会来的"),
}


@pytest.mark.parametrize("language", Language)
def test_a_patient_is_spoken_to_and_understood_in_the_own_language(world: RobotWorld, language: Language) -> None:
    who, will = SAID[language]
    patient = replace(IVAN, language=language)
    call = world.call("confirm_visit", patient, Manners(replies={"hello": (who,), "confirm_visit": (will,)}))
    assert world.outcome_of(call) == "confirmed"
    assert world.run_of(call).state.language is language
