"""Calls that robots led, as the list of calls, their pages and the desk tell of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from callcenter.app.robot_side import RobotSideOfCalls
from callcenter.clinic.visit_store import add_visit
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.tables import call as call_table
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from recordings.calls.row import Row, row_of
from recordings.calls.store import call_entry
from tests.support.clinic import IVAN, MARIA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path, menu="front_menu")
    yield world
    world.exchange.stop()


def row(world: RobotWorld, call: CallId) -> Row:
    with world.database.read() as connection:
        return row_of(call_entry(connection, call), world.clock.now(), {})


def test_a_call_that_a_robot_led_is_told_as_talked_from_where_it_was_taken(world: RobotWorld) -> None:
    manners = Manners(greeting="алло", replies={"hello": ("да это я",), "confirm_visit": ("да приду",)})
    cells = row(world, world.call("confirm_visit", IVAN, manners)).call
    assert cells is not None
    assert cells.by_robot
    assert cells.waited is not None
    assert cells.talked is not None
    assert cells.waited < timedelta(seconds=15) < cells.talked + cells.waited


def test_a_call_that_nobody_took_still_tells_who_was_called_and_by_whom(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(picks_up=PickUp.NO_ANSWER))
    found = row(world, call)
    assert found.call is not None
    assert found.call.by_robot
    assert found.call.talked is None
    assert "Соколов" in found.name


def test_of_several_visits_the_page_says_what_came_of_each(world: RobotWorld) -> None:
    with world.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(2, 10)))
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(3, 10)))
    said = {"confirm_visits": ("на первый приду второй отмените",), "sure_of_each": ("[1]",)}
    world.ring_in(Manners(replies={"menu": ("[2]",), "identity": ("да",), **said}), "+79000000101")
    world.exchange.run_until_quiet()
    with world.database.read() as connection:
        call = CallId(connection.execute(select(call_table.c.id)).scalar_one())
        part = RobotSideOfCalls().part(connection, call, Language.EN, hides=False)
    assert part is not None
    assert [(one.at, one.answer) for one in part.visits] == [
        (clock_time(2, 10), "will come"),
        (clock_time(3, 10), "cancel it"),
    ]
