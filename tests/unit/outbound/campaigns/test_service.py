"""What people do with campaigns."""

from datetime import timedelta

import pytest

from callcenter.domain.campaign_events import CampaignChanged
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from outbound.campaigns.attempt_store import open_attempts
from outbound.campaigns.campaign import Campaign, CampaignState, Order, WrongOrderError
from outbound.campaigns.campaign_store import get_campaign
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.service import Campaigns, ChangedMeanwhileError, Changes
from outbound.campaigns.settling_service import Settling
from outbound.campaigns.target import TargetState
from outbound.campaigns.target_store import get_target
from outbound.wished_store import WishState, find_wish, turn
from tests.support.faults.clinic import BEGINS, fill, terms_until

ANNA = OperatorId("anna")
TERMS = terms_until(4, 3, 1.0)


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock(BEGINS)


@pytest.fixture
def service(database: Database, clock: JumpingClock) -> Campaigns:
    return Campaigns(database, clock, TERMS)


def _wished(database: Database, clock: JumpingClock, service: Campaigns) -> Campaign:
    """A running campaign with one call that is wished."""
    fill(database, TERMS, 3)
    made = service.create(Purpose.CONFIRMATION, ANNA)
    service.order(made.id, Order.START, ANNA)
    Planner(database, clock, TERMS).plan(made.id)
    dispatch = Dispatch(database, clock, TERMS, "city")
    clock.jump(timedelta(seconds=2))
    assert dispatch.look().calls == 1
    return made


def _told(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        events = [one.event for one in read_events(connection, 0)]
    return [(one.what, one.by) for one in events if isinstance(one, CampaignChanged) and one.what != "planned"]


def test_a_new_campaign_is_a_draft_as_usual_for_its_kind(service: Campaigns) -> None:
    made = service.create(Purpose.GAP, ANNA)
    assert (made.state, made.flow, made.priority) == (CampaignState.DRAFT, "waitlist_offer", 2)


def test_every_change_is_told_with_who_did_it(database: Database, service: Campaigns) -> None:
    made = service.create(Purpose.RECALL, ANNA)
    service.order(made.id, Order.START, ANNA)
    service.order(made.id, Order.START, ANNA)  # asked twice, it is told once
    service.edit(made.id, OperatorId("boris"), Changes(priority=7))
    assert _told(database) == [("made", "anna"), ("start", "anna"), ("edited", "boris")]


def test_a_pause_of_a_draft_is_refused(service: Campaigns) -> None:
    made = service.create(Purpose.RECALL, ANNA)
    with pytest.raises(WrongOrderError):
        service.order(made.id, Order.PAUSE, ANNA)


@pytest.mark.parametrize(
    "changes",
    [
        Changes(title="  "),
        Changes(title="a" * 121),
        Changes(priority=10),
        Changes(share=0),
        Changes(flow=""),
        Changes(rules={"confirmation": {"tries": "many"}}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(service: Campaigns, changes: Changes) -> None:
    made = service.create(Purpose.CONFIRMATION, ANNA)
    with pytest.raises(BadInputError):
        service.edit(made.id, ANNA, changes)


def test_of_two_people_who_edit_one_edition_the_second_is_told(service: Campaigns) -> None:
    made = service.create(Purpose.CONFIRMATION, ANNA)
    service.edit(made.id, ANNA, Changes(priority=0), seen=1)
    with pytest.raises(ChangedMeanwhileError):
        service.edit(made.id, ANNA, Changes(priority=9), seen=1)


def test_a_campaign_edited_while_it_runs_keeps_the_edition_of_calls_in_hand(
    database: Database, clock: JumpingClock, service: Campaigns
) -> None:
    made = _wished(database, clock, service)
    service.edit(made.id, ANNA, Changes(flow="reschedule"))
    dispatch = Dispatch(database, clock, TERMS, "city")
    clock.jump(timedelta(seconds=2))
    assert dispatch.look().calls == 1
    with database.read() as connection:
        first, second = open_attempts(connection, 10)
        flows = [getattr(find_wish(connection, one.call), "flow", None) for one in (first, second)]
    assert [(first.edition, flows[0]), (second.edition, flows[1])] == [(1, "confirm_visit"), (2, "reschedule")]


@pytest.mark.parametrize("order", [Order.PAUSE, Order.DRAIN, Order.STOP])
def test_a_call_that_was_not_dialled_yet_is_withdrawn_and_its_patient_stays_planned(
    database: Database, clock: JumpingClock, service: Campaigns, order: Order
) -> None:
    made = _wished(database, clock, service)
    with database.read() as connection:
        (attempt,) = open_attempts(connection, 10)
    service.order(made.id, order, ANNA)
    assert Settling(database, clock, TERMS, lambda *_: None).look() == 1
    with database.read() as connection:
        assert not open_attempts(connection, 10)
        target = get_target(connection, attempt.target)
        wish = find_wish(connection, attempt.call)
    assert wish is not None
    assert wish.state is WishState.REFUSED
    assert (target.state, target.tries) == (TargetState.PLANNED, 0)


def test_a_drained_campaign_ends_with_its_last_call(
    database: Database, clock: JumpingClock, service: Campaigns
) -> None:
    made = _wished(database, clock, service)
    with database.work() as work:
        (attempt,) = open_attempts(work.connection, 10)
        turn(work.connection, attempt.call, WishState.WISHED, WishState.DIALLING, at=clock.now())
    ending = Ending(database, clock, lambda _: None, "simulator")
    service.order(made.id, Order.DRAIN, ANNA)
    assert ending.look() == 0, "a call goes on"
    clock.jump(timedelta(minutes=31))
    assert Settling(database, clock, TERMS, lambda *_: None).look() == 1
    assert ending.look() == 1
    with database.read() as connection:
        assert get_campaign(connection, made.id).state is CampaignState.ENDED


@pytest.mark.parametrize(("was_rung", "tries"), [(True, 1), (False, 0)])
def test_a_person_clears_an_uncertain_call(
    database: Database, clock: JumpingClock, service: Campaigns, was_rung: bool, tries: int
) -> None:
    _wished(database, clock, service)
    with database.work() as work:
        (attempt,) = open_attempts(work.connection, 10)
        turn(work.connection, attempt.call, WishState.WISHED, WishState.DIALLING, at=clock.now())
    clock.jump(timedelta(minutes=31))
    Settling(database, clock, TERMS, lambda *_: None).look()
    with database.read() as connection:
        unsure = get_target(connection, attempt.target)
    assert (unsure.state, unsure.result) == (TargetState.UNCERTAIN, ContactResult.NO_ANSWER)
    service.clear(attempt.target, ANNA, was_rung=was_rung)
    with database.read() as connection:
        cleared = get_target(connection, attempt.target)
    assert (cleared.state, cleared.tries) == (TargetState.PLANNED, tries)
    with pytest.raises(BadInputError):
        service.clear(attempt.target, ANNA, was_rung=was_rung)
