"""A robot operator walks calls to their end, and demo patients call by themselves."""

from collections.abc import Iterator

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import Answered, Ended, ExchangeError
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.robot import Line, RobotOperator
from callcenter.telephony.simulator.settings import Settings
from tests.unit.callcenter.telephony.simulator.world import MARIA, World, seconds

STAYS = Persona(id="stays", number="+79160000000", default_reply="Да")
"""Never rings off by herself."""


class Script:
    """Three lines; remembers at which second each was asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.asked: list[tuple[str, float]] = []

    def __call__(self, call: ProviderCallId, persona: Persona) -> Iterator[Line]:
        for step in ("greet", "next", "bye"):
            self.asked.append((step, self._world.at(self._world.clock.now())))
            yield Line(step=step, text=f"Говорит робот: {step}", language=Language.RU)


def test_a_robot_walks_a_call_from_the_answer_to_the_patients_goodbye() -> None:
    world = World()
    script = Script(world)
    call = world.exchange.ring_in(MARIA)
    world.run(1)
    RobotOperator(world.exchange, script).take(call, "101")
    world.exchange.run_until_quiet()
    assert [step for step, _ in script.asked] == ["greet", "next", "bye"]
    assert world.kinds() == ["Connected", "Arrived", "Queued", "Offered", "Answered", "Ended"]
    assert world.one(Ended).reason is EndReason.COMPLETED


def test_a_robot_asks_for_the_next_line_only_when_the_patient_has_replied() -> None:
    world = World()
    script = Script(world)
    call = world.exchange.ring_in(MARIA)
    world.run(1)
    RobotOperator(world.exchange, script).take(call, "101")
    world.exchange.run_until_quiet()
    (_, first), (_, second), _ = script.asked
    assert first == 1.0
    assert second - first > 1.9 + 1.2


def test_a_robot_rings_off_where_the_patient_does_not() -> None:
    world = World()
    call = world.exchange.ring_in(STAYS)
    RobotOperator(world.exchange, Script(world)).take(call, "101")
    world.exchange.run_until_quiet()
    assert world.at(world.one(Ended).at) < 30


def test_a_robot_that_staffs_a_telephone_takes_every_call_that_rings_there() -> None:
    world = World(Settings(extensions=("101", "102")))
    RobotOperator(world.exchange, Script(world), picks_up_after=seconds(3)).staff("102")
    for _ in range(2):
        world.exchange.ring_in(STAYS)
        world.run(1)
    world.run(5)
    assert [answered.extension for answered in world.told(Answered)] == ["102"]


def test_a_robot_is_not_disturbed_by_a_patient_who_hangs_up_before_or_during_the_walk() -> None:
    world = World()
    RobotOperator(world.exchange, Script(world)).staff("101")
    early = world.exchange.ring_in(MARIA)
    world.run(1.5)
    world.exchange.patient_hangs_up(early)
    world.run(10)
    late = world.exchange.ring_in(MARIA)
    world.run(5)
    world.exchange.patient_hangs_up(late)
    world.run(10)
    third = world.exchange.ring_in(MARIA)
    world.exchange.run_until_quiet()
    assert [ended.call for ended in world.told(Ended)] == [early, late, third]


def test_a_robot_cannot_take_a_call_that_is_gone() -> None:
    world = World()
    with pytest.raises(ExchangeError, match="the call is over"):
        RobotOperator(world.exchange, Script(world)).take(ProviderCallId("gone"), "101")


@pytest.mark.parametrize("problem", [CallCenterError("the script has no such step"), OSError("the disk is full")])
def test_a_script_that_breaks_ends_the_call(problem: Exception) -> None:
    def broken(call: ProviderCallId, persona: Persona) -> Iterator[Line]:
        yield Line(step="greet", text="Добрый день", language=Language.RU)
        raise problem

    world = World()
    call = world.exchange.ring_in(STAYS)
    RobotOperator(world.exchange, broken).take(call, "101")
    world.exchange.run_until_quiet()
    assert world.at(world.one(Ended).at) < 10


def test_a_robot_whose_call_is_put_on_hold_leaves_it_to_the_operator() -> None:
    world = World()
    script = Script(world)
    call = world.exchange.ring_in(STAYS)
    RobotOperator(world.exchange, script).take(call, "101")
    world.run(1)
    world.exchange.hold(call)
    world.run(30)
    assert len(script.asked) == 1
    world.exchange.run_until_quiet()
    assert len(world.told(Ended)) == 1
