"""Evenings that people make odd: a second campaign, a clock that was put right, a talk that does not end."""

from datetime import timedelta

import pytest

from callcenter.clinic.contact_store import contacts_of
from callcenter.domain.calls import EndReason
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import COMMAND_LINE
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Order
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.service import Campaigns
from outbound.campaigns.target import TargetState
from tests.support.faults.clinic import BEGINS
from tests.unit.outbound.campaigns.test_bad_evenings import TERMS, Evening


@pytest.fixture
def evening(database: Database) -> Evening:
    return Evening(database, 1)


def test_patients_of_a_stopped_campaign_are_called_by_the_next_one(evening: Evening) -> None:
    campaigns = Campaigns(evening.database, evening.clock, TERMS)
    campaigns.order(evening.campaign.id, Order.STOP, COMMAND_LINE)
    second = campaigns.create(Purpose.CONFIRMATION, COMMAND_LINE)
    campaigns.order(second.id, Order.START, COMMAND_LINE)
    evening.planner.plan(second.id)
    evening.go_on(5)
    assert len(evening.dialled) == 1
    assert evening.target().campaign == second.id


def test_a_campaign_that_runs_keeps_its_patients(evening: Evening) -> None:
    campaigns = Campaigns(evening.database, evening.clock, TERMS)
    second = campaigns.create(Purpose.CONFIRMATION, COMMAND_LINE)
    campaigns.order(second.id, Order.START, COMMAND_LINE)
    evening.planner.plan(second.id)
    assert evening.target().campaign == evening.campaign.id


def test_nobody_is_called_by_the_hours_of_a_clock_that_was_put_right(database: Database) -> None:
    evening = Evening(database, 12)
    evening.go_on(2)
    called = len(evening.dialled)
    evening.clock.set(BEGINS - timedelta(hours=10))
    for _ in range(5):
        evening.dispatch = Dispatch(database, evening.clock, TERMS, "city")  # the process begins anew
        evening.go_on(5)
    assert len(evening.dialled) == called


def test_a_wish_from_a_clock_ahead_is_not_dialled_at_an_earlier_hour(evening: Evening) -> None:
    evening.clock.jump(timedelta(seconds=5))
    evening.dispatch.look()
    evening.clock.set(BEGINS - timedelta(hours=10))
    evening.dialling.look()
    assert not evening.dialled


def test_a_talk_of_an_hour_keeps_its_line_and_its_result(evening: Evening) -> None:
    evening.settling = type(evening.settling)(
        evening.database, evening.clock, TERMS, lambda *_: ContactResult.CONFIRMED
    )
    evening.go_on(5)
    (dial,) = evening.dialled
    evening.rings(dial)
    evening.go_on(3600)
    assert evening.target().state is TargetState.CALLING
    evening.ends(dial, EndReason.COMPLETED)
    evening.settling.look()
    with evening.database.read() as connection:
        assert [one.result for one in contacts_of(connection)] == [ContactResult.CONFIRMED]
