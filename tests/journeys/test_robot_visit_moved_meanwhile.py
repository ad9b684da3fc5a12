"""The desk moves a visit while a robot speaks of it: what the patient then says is about the old time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from callcenter.clinic.visit_store import add_visit, find_visit, save_visit
from callcenter.domain.clinic import Patient, VisitStatus
from callcenter.kit.ids import CallId
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from tests.support.clinic import BELOV, IVAN, OLGA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world

LATER = clock_time(3, 11)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def asked(world: RobotWorld, flow: str, node: str, **replies: str) -> CallId:
    """A call to Ivan that stands at a question about his visit."""
    said = {name: (reply,) for name, reply in replies.items()}
    assert IVAN.phone is not None
    world.people[IVAN.phone.e164] = Manners(greeting="алло", replies={"hello": ("да это я",), **said})
    call = world.wish(flow, IVAN)
    world.dialling.look()
    for _ in range(400):
        world.exchange.run_for(timedelta(milliseconds=250))
        if _stands_at(world, call, node):
            return call
    raise AssertionError(f"the call never came to {node}")


def _stands_at(world: RobotWorld, call: CallId, node: str) -> bool:
    try:
        return world.run_of(call).state.node == node
    except AssertionError:  # not picked up yet
        return False


def at_the_desk(world: RobotWorld, patient: Patient, *, at: datetime = LATER, doctor: str = "") -> None:
    """Somebody gives the patient's visit another time or doctor."""
    with world.database.work() as work:
        visit = find_visit(work.connection, world.visits(patient)[-1].id, for_update=True)
        assert visit is not None
        save_visit(work.connection, replace(visit, starts_at=at, doctor=doctor or visit.doctor))


def test_a_visit_that_was_moved_meanwhile_is_not_confirmed_at_its_new_time(world: RobotWorld) -> None:
    call = asked(world, "confirm_visit", "one", confirm_visit="да приду")
    at_the_desk(world, IVAN)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "confirmed"
    assert (world.visits(IVAN)[-1].starts_at, world.visits(IVAN)[-1].status) == (LATER, VisitStatus.BOOKED)
    assert ("confirm", "gone") in world.run_of(call).state.trail


def test_a_visit_that_was_given_to_another_doctor_is_not_confirmed(world: RobotWorld) -> None:
    call = asked(world, "confirm_visit", "one", confirm_visit="да приду")
    at_the_desk(world, IVAN, at=clock_time(1, 10), doctor=BELOV.id)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "confirmed"
    assert world.visits(IVAN)[-1].status is VisitStatus.BOOKED


def test_a_visit_that_was_moved_meanwhile_is_not_cancelled(world: RobotWorld) -> None:
    call = asked(world, "confirm_visit", "one", confirm_visit="отмените", sure_to_cancel="да")
    at_the_desk(world, IVAN)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "cancelled"
    assert (world.visits(IVAN)[-1].starts_at, world.visits(IVAN)[-1].status) == (LATER, VisitStatus.BOOKED)


def test_a_visit_that_the_desk_moved_meanwhile_is_not_moved_once_more(world: RobotWorld) -> None:
    replies = {"confirm_visit": "перенести", "when_suits": "в четверг утром", "offer": "[1]"}
    call = asked(world, "confirm_visit", "one", **replies)
    at_the_desk(world, IVAN)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "rescheduled"
    assert world.visits(IVAN)[-1].starts_at == LATER


def test_of_two_visits_the_one_that_was_moved_meanwhile_is_not_answered(world: RobotWorld) -> None:
    with world.database.work() as work:
        add_visit(work.connection, visit_of(OLGA, ORLOVA, clock_time(1, 12)))
    call = asked(world, "confirm_visit", "several", confirm_visits="да придём")
    at_the_desk(world, OLGA)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "confirmed"
    assert [world.visits(one)[-1].status for one in (IVAN, OLGA)] == [VisitStatus.CONFIRMED, VisitStatus.BOOKED]


def test_a_visit_of_two_that_was_moved_meanwhile_is_not_dropped_apart(world: RobotWorld) -> None:
    with world.database.work() as work:
        add_visit(work.connection, visit_of(OLGA, ORLOVA, clock_time(1, 12)))
    apart = {"confirm_visits": "первый да второй нет", "sure_of_each": "да"}
    call = asked(world, "confirm_visit", "several", **apart)
    at_the_desk(world, OLGA)
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) != "answered_apart"
    assert [world.visits(one)[-1].status for one in (IVAN, OLGA)] == [VisitStatus.CONFIRMED, VisitStatus.BOOKED]
