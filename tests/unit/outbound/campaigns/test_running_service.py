"""Campaigns run by threads: woken, not held up, and never ended by trouble."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import COMMAND_LINE
from callcenter.storage.tables import campaign as campaign_table
from callcenter.storage.work import Database
from outbound.campaigns.attempt_store import open_attempts
from outbound.campaigns.campaign import CampaignId, Order
from outbound.campaigns.dispatch_service import Begun, Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.running_service import Running, RunningParts
from outbound.campaigns.service import Campaigns, Changes
from outbound.campaigns.settling_service import Settling
from outbound.campaigns.target_store import counts
from tests.support.faults.clinic import BEGINS, fill, terms_until

TERMS = terms_until(4, 3, 50.0)
_WAIT_S = 30.0


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock(BEGINS)


class _Troubled(Dispatch):
    """Fails twice: the database is away, then something odd; then it begins calls."""

    looks = 0

    def look(self) -> Begun:
        self.looks += 1
        if self.looks == 1:
            raise OperationalError("", {}, Exception("away"))
        if self.looks == 2:
            raise ValueError("odd")
        return super().look()


def _running(database: Database, clock: JumpingClock, dispatch: Dispatch) -> Running:
    return Running(
        RunningParts(
            wake=database.wake,
            planner=Planner(database, clock, TERMS),
            dispatch=dispatch,
            settling=Settling(database, clock, TERMS, lambda *_: None),
            ending=Ending(database, clock, lambda _: None, "simulator"),
        )
    )


def _until(is_true: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(int(_WAIT_S / 0.05)):
        if is_true():
            return
        tick.wait(0.05)
    raise AssertionError("it did not come about")


def _calls(database: Database) -> int:
    with database.read() as connection:
        return len(open_attempts(connection, 10))


def test_a_campaign_that_is_started_is_planned_and_calls_by_itself(database: Database, clock: JumpingClock) -> None:
    fill(database, TERMS, 20)
    dispatch = Dispatch(database, clock, TERMS, "city")
    clock.jump(timedelta(seconds=2))
    running = _running(database, clock, dispatch)
    running.start()
    try:
        service = Campaigns(database, clock, TERMS)
        made = service.create(Purpose.CONFIRMATION, COMMAND_LINE, Changes())
        service.order(made.id, Order.START, COMMAND_LINE)
        _until(lambda: _calls(database) == 1)
        clock.jump(timedelta(seconds=1))
        _until(lambda: _calls(database) == 2)
    finally:
        running.stop()


def test_a_database_that_is_away_and_odd_trouble_end_nothing(database: Database, clock: JumpingClock) -> None:
    fill(database, TERMS, 3)
    service = Campaigns(database, clock, TERMS)
    made = service.create(Purpose.CONFIRMATION, COMMAND_LINE, Changes())
    service.order(made.id, Order.START, COMMAND_LINE)
    troubled = _Troubled(database, clock, TERMS, "city")
    clock.jump(timedelta(seconds=2))
    running = _running(database, clock, troubled)
    running.start()
    try:
        _until(lambda: _calls(database) == 1)
        assert troubled.looks > 2
    finally:
        running.stop()


def test_it_can_be_started_again_after_it_was_stopped(database: Database, clock: JumpingClock) -> None:
    fill(database, TERMS, 3)
    running = _running(database, clock, Dispatch(database, clock, TERMS, "city"))
    running.start()
    running.stop()
    service = Campaigns(database, clock, TERMS)
    made = service.create(Purpose.CONFIRMATION, COMMAND_LINE, Changes())
    service.order(made.id, Order.START, COMMAND_LINE)
    running.start()
    try:
        _until(lambda: _planned(database, made.id) > 0)
    finally:
        running.stop()


def test_a_campaign_whose_rules_cannot_be_read_keeps_no_other_from_calling(
    database: Database, clock: JumpingClock
) -> None:
    fill(database, TERMS, 3)
    service = Campaigns(database, clock, TERMS)
    good = service.create(Purpose.CONFIRMATION, COMMAND_LINE, Changes())
    Planner(database, clock, TERMS).plan(good.id)
    odd = service.create(Purpose.RECALL, COMMAND_LINE, Changes())
    with database.work() as work:
        spoilt = update(campaign_table).where(campaign_table.c.id == odd.id).values(rules={"recall": {"tries": "?"}})
        work.connection.execute(spoilt)
    for one in (odd, good):
        service.order(one.id, Order.START, COMMAND_LINE)
    dispatch = Dispatch(database, clock, TERMS, "city")
    clock.jump(timedelta(seconds=2))
    Planner(database, clock, TERMS).look()
    assert dispatch.look().calls == 1


def _planned(database: Database, campaign: CampaignId) -> int:
    with database.read() as connection:
        return sum(counts(connection, campaign).values())
