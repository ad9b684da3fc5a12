"""Answers that the link tells twice and late: they answer the question that they were given to, or none."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.clinic.visit_store import add_visit, find_visit, save_visit
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import CallId
from callcenter.storage.work import Database
from callcenter.telephony.simulator.faults import Faults
from callcenter.telephony.simulator.manners import Manners
from ivr.leading.store import find_run
from tests.support.clinic import IVAN, OLGA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world

CALLS = 17
"""Of each kind; three kinds make some fifty."""
ANSWERS = {
    "cancels": {"confirm_visit": ("отмените",), "confirm_visits": ("отмените",), "sure_to_cancel": ("да",)},
    "moves": {"confirm_visit": ("перенести",), "confirm_visits": ("перенести",), "when_suits": ("в четверг утром",)},
    "splits": {"confirm_visits": ("первый да второй нет",), "sure_of_each": ("да",)},
}


def set_back(world: RobotWorld, visits: list[Visit]) -> None:
    with world.database.work() as work:
        for visit in visits:
            there = find_visit(work.connection, visit.id, for_update=True)
            assert there is not None
            save_visit(work.connection, replace(there, starts_at=visit.starts_at, status=VisitStatus.BOOKED))


def trail_of(world: RobotWorld, call: CallId) -> tuple[tuple[str, str], ...]:
    """What happened; nothing where it was told that the call is up only after its end."""
    with world.database.read() as connection:
        run = find_run(connection, call)
    return run.state.trail if run else ()


@pytest.mark.parametrize("kind", ANSWERS)
def test_who_does_not_confirm_is_never_confirmed_though_all_is_told_twice_and_late(
    database: Database, tmp_path: Path, kind: str
) -> None:
    faults = Faults(duplicate=1.0, delay=0.6, longest_delay=timedelta(seconds=8))
    world = robot_world(database, tmp_path, settings={"faults": faults, "seed": 7})
    visits = world.visits(IVAN)[-1:]
    if kind == "splits":
        with world.database.work() as work:
            add_visit(work.connection, visit_of(OLGA, ORLOVA, clock_time(1, 12)))
        visits += world.visits(OLGA)[-1:]
    manners = Manners(greeting="алло", replies={"hello": ("да",), **ANSWERS[kind]}, default_reply="[2]")
    trails = []
    for _ in range(CALLS):
        call = world.call("confirm_visit", IVAN, manners)
        world.exchange.run_for(timedelta(minutes=1))
        trail = trail_of(world, call)
        trails.append(trail)
        there = [world.visit(one.id) for one in visits]
        confirmed = [one.patient for one in there if one.status is VisitStatus.CONFIRMED]
        assert confirmed in ([[]] if kind != "splits" else [[], [IVAN.id]]), trail
        assert all(what != "confirmed" for _, what in trail), trail
        set_back(world, visits)
    world.exchange.stop()
    asked = {"cancels": "one", "moves": "one", "splits": "several"}[kind]
    assert any(node == asked and what != "silence" for trail in trails for node, what in trail), "nobody was asked"
