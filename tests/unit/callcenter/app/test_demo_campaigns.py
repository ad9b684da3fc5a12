"""The demo's campaigns, and its evening that is moved to now."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callcenter.app.demo_campaigns import move_evening, seed_campaigns
from callcenter.app.seed import seed_demo
from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.load_care import load_care
from callcenter.clinic.seed_care import demo_terms
from callcenter.clinic.terms_store import terms_in
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignState
from outbound.campaigns.campaign_store import campaigns
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.planner_service import Planner

DEMO = load_demo(Language.PL)
NIGHT = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)


@pytest.fixture
def clock(database: Database, tmp_path: Path) -> JumpingClock:
    seed_demo(database, DEMO, NIGHT.date(), tmp_path, lambda _: "hash")
    return JumpingClock(NIGHT)


def _campaigns(database: Database) -> list[Campaign]:
    with database.read() as connection:
        return campaigns(connection)


def test_there_is_one_of_each_kind_and_confirmations_run(database: Database, clock: JumpingClock) -> None:
    for _ in range(2):
        seed_campaigns(database, clock, DEMO)
    there = _campaigns(database)
    assert sorted(one.purpose for one in there) == sorted(Purpose)
    assert [one.title for one in there if one.state is CampaignState.RUNNING] == ["Potwierdzanie wizyt"]


def test_the_evening_is_called_now_though_it_is_night(database: Database, clock: JumpingClock) -> None:
    seed_campaigns(database, clock, DEMO)
    evening = move_evening(database, clock, DEMO)
    assert (f"{evening.begins:%H:%M}", f"{evening.ends:%H:%M}") == ("22:30", "22:40")
    usual = demo_terms(DEMO, load_care(DEMO))
    dispatch = Dispatch(database, clock, usual, "simulator")
    Planner(database, clock, usual).look()
    clock.jump(timedelta(seconds=2))
    assert dispatch.look().calls == 1


def test_the_next_plain_start_puts_the_evening_back(database: Database, clock: JumpingClock) -> None:
    seed_campaigns(database, clock, DEMO)
    usual = demo_terms(DEMO, load_care(DEMO))
    move_evening(database, clock, DEMO)
    with database.read() as connection:
        assert terms_in(connection, usual).hours != usual.hours
    seed_campaigns(database, clock, DEMO)
    with database.read() as connection:
        assert terms_in(connection, usual).hours == usual.hours
    (confirming,) = [one for one in _campaigns(database) if one.purpose is Purpose.CONFIRMATION]
    assert (confirming.title, confirming.rules) == ("Potwierdzanie wizyt", {})


def test_just_before_midnight_there_is_no_evening(database: Database, clock: JumpingClock) -> None:
    seed_campaigns(database, clock, DEMO)
    clock.jump(timedelta(minutes=80))
    with pytest.raises(BadInputError, match="after midnight"):
        move_evening(database, clock, DEMO)
