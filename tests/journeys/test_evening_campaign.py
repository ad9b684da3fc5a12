"""An evening's confirmations on the simulator: who is called, how often, and what comes of it."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from callcenter.clinic.visit_store import add_visit
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Channel, ContactResult, Purpose
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from outbound.campaigns.target import TargetState
from outbound.do_not_call_service import stop_calling
from tests.support.campaign_world import CampaignWorld, campaign_world
from tests.support.clinic import MARIA, ORLOVA, clock_time, visit_of

CONFIRMS = Manners(replies={"hello": ("да это я",), "confirm_one": ("да приду",)}, default_reply="[1]")
NOT_THERE = Manners(picks_up=PickUp.NO_ANSWER, rings_s=25)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> CampaignWorld:
    return campaign_world(database, tmp_path)


def _tomorrow(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))


def test_a_patient_who_confirms_is_called_once(world: CampaignWorld) -> None:
    _tomorrow(world)
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = CONFIRMS
    world.campaign()
    world.run_until(world.now + timedelta(minutes=10))
    assert world.target(MARIA).state is TargetState.DONE
    assert [one.result for one in world.contacts(MARIA)] == [ContactResult.CONFIRMED]
    (visit,) = [one for one in world.robots.visits(MARIA) if one.starts_at == clock_time(1, 12)]
    assert visit.status is VisitStatus.CONFIRMED


def test_a_number_put_into_the_register_a_moment_before_it_is_dialled_is_not_rung(world: CampaignWorld) -> None:
    _tomorrow(world)
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = CONFIRMS
    world.campaign()
    while not world.dispatch.look().calls:
        world.planner.look()
        world.robots.exchange.run_for(timedelta(seconds=5))
    with world.robots.database.work() as work:
        stop_calling(work, MARIA.phone, Purpose.CONFIRMATION.value, world.now)
    world.run_until(world.now + timedelta(minutes=10))
    assert world.contacts(MARIA) == []
    assert world.target(MARIA).reason == "do_not_call"


def test_a_patient_who_does_not_answer_is_called_three_times_an_hour_apart(world: CampaignWorld) -> None:
    _tomorrow(world)
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = NOT_THERE
    world.campaign()
    world.run_until(clock_time(0, 20, 5))
    contacts = [one for one in world.contacts(MARIA) if one.channel is Channel.CALL]
    assert [one.result for one in contacts] == [ContactResult.NO_ANSWER] * 3
    gaps = [after.at - before.at for before, after in pairwise(contacts)]
    assert all(timedelta(minutes=60) <= gap < timedelta(minutes=62) for gap in gaps)
    assert world.target(MARIA).state is TargetState.UNREACHED
    (visit,) = [one for one in world.robots.visits(MARIA) if one.starts_at == clock_time(1, 12)]
    assert visit.status is VisitStatus.BOOKED
