"""Nobody answers in the evening: what follows by itself, and what does not."""

from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.clinic.visit_store import add_visit, set_status
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Channel, ContactResult
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from outbound.campaigns.ladder import StepKind, StepState
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.target import TargetState
from outbound.do_not_call_service import EVERYTHING, stop_calling
from outbound.mailing.message import MessageState
from outbound.risk.risk_service import Risks
from tests.support.campaign_world import PHONE, TERMS, CampaignWorld, campaign_world
from tests.support.clinic import MARIA, ORLOVA, clock_time, visit_of

NOT_THERE = Manners(picks_up=PickUp.NO_ANSWER, rings_s=25)
CONFIRMS = Manners(replies={"hello": ("да это я",), "confirm_one": ("да приду",)}, default_reply="[1]")


@pytest.fixture
def world(database: Database, tmp_path: Path) -> CampaignWorld:
    made = campaign_world(database, tmp_path)
    assert MARIA.phone is not None
    made.robots.people[MARIA.phone.e164] = NOT_THERE
    made.campaign()
    return made


def _books(world: CampaignWorld, hour: int) -> Visit:
    visit = visit_of(MARIA, ORLOVA, clock_time(1, hour))
    with world.robots.database.work() as work:
        add_visit(work.connection, visit)
    return visit


def _answers(world: CampaignWorld, manners: Manners) -> None:
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = manners


def _calls(world: CampaignWorld) -> list[ContactResult]:
    return [one.result for one in world.contacts(MARIA) if one.channel is Channel.CALL]


def test_after_the_last_call_of_the_evening_a_message_goes_out_once(world: CampaignWorld) -> None:
    visit = _books(world, 12)
    world.run_until(clock_time(0, 18, 15))
    (message,) = world.messages(MARIA)
    assert message.state is MessageState.SENT
    (sent,) = world.sent(MARIA)
    assert MARIA.phone is not None
    assert (sent["to"], sent["channel"]) == (MARIA.phone.e164, "sms")
    assert "25 ноября" in sent["text"]
    assert PHONE in sent["text"]
    assert "Осмотр" not in sent["text"]
    messages = [one for one in world.contacts(MARIA) if one.channel is Channel.SMS]
    assert [one.visit for one in messages] == [visit.id]
    assert clock_time(0, 18) < messages[0].at < clock_time(0, 18, 10)


def test_a_patient_who_is_called_in_the_morning_and_confirms_is_done(world: CampaignWorld) -> None:
    visit = _books(world, 12)
    world.run_until(clock_time(0, 18, 15))
    _answers(world, CONFIRMS)
    world.night()
    world.run_until(clock_time(1, 9, 15))
    assert _calls(world) == [*[ContactResult.NO_ANSWER] * 3, ContactResult.CONFIRMED]
    assert world.robots.visit(visit.id).status is VisitStatus.CONFIRMED
    assert world.target(MARIA).state is TargetState.DONE
    assert len(world.attempts(MARIA)) == 4
    assert world.contacts(MARIA)[-1].at < clock_time(1, 9, 5)


def test_a_patient_who_is_never_reached_keeps_the_visit_and_is_called_once_in_the_morning(world: CampaignWorld) -> None:
    visit = _books(world, 14)
    world.run_until(clock_time(0, 18, 15))
    world.night()
    world.run_until(clock_time(1, 9, 30))
    assert _calls(world) == [ContactResult.NO_ANSWER] * 4
    assert world.target(MARIA).state is TargetState.UNREACHED
    assert world.robots.visit(visit.id).status is VisitStatus.BOOKED
    assert len(world.sent(MARIA)) == 1


def test_before_an_early_visit_nobody_calls_in_the_morning(world: CampaignWorld) -> None:
    _books(world, 11)
    world.run_until(clock_time(0, 18, 15))
    morning = next(one for one in world.plan(MARIA) if one.what is StepKind.MORNING_CALL)
    assert (morning.state, morning.why) == (StepState.LEFT_OUT, "early_visit")
    world.night()
    world.run_until(clock_time(1, 9, 30))
    assert len(_calls(world)) == 3


def test_a_visit_cancelled_overnight_is_not_called_about(world: CampaignWorld) -> None:
    visit = _books(world, 12)
    world.run_until(clock_time(0, 18, 15))
    with world.robots.database.work() as work:
        set_status(work.connection, visit.id, VisitStatus.CANCELLED)
    world.night()
    world.run_until(clock_time(1, 9, 30))
    assert len(_calls(world)) == 3
    assert world.target(MARIA).state is TargetState.DONE


def test_a_visit_cancelled_before_its_message_is_handed_over_is_not_written_about(world: CampaignWorld) -> None:
    visit = _books(world, 12)
    world.run_until(clock_time(0, 17, 50))
    hands_over, world.mailing.look = world.mailing.look, lambda: 0  # type: ignore[method-assign] # nobody does, yet
    world.run_until(clock_time(0, 18, 15))
    with world.robots.database.work() as work:
        set_status(work.connection, visit.id, VisitStatus.CANCELLED)
    hands_over()
    (message,) = world.messages(MARIA)
    assert (message.state, message.problem) == (MessageState.REFUSED, "the visit is not booked any more")
    assert not world.sent(MARIA)


def test_whoever_asked_for_no_messages_gets_none_and_the_plan_says_so(world: CampaignWorld) -> None:
    _books(world, 12)
    with world.robots.database.work() as work:
        stop_calling(work, MARIA.phone, EVERYTHING, world.now, channel=Channel.SMS.value)
    world.run_until(clock_time(0, 18, 15))
    assert not world.sent(MARIA)
    message = next(one for one in world.plan(MARIA) if one.what is StepKind.MESSAGE)
    assert (message.state, message.why) == (StepState.LEFT_OUT, "do_not_call")
    assert len(_calls(world)) == 3, "the register knows channels: calls were not refused"


def test_the_whole_ladder_is_one_plan_at_any_moment(world: CampaignWorld) -> None:
    _books(world, 12)
    world.look()
    before = [one.what for one in world.plan(MARIA)]
    assert before == [*[StepKind.CALL] * 3, StepKind.MESSAGE, StepKind.MORNING_CALL, StepKind.STAYS]
    world.run_until(clock_time(0, 18, 15))
    world.night()
    world.run_until(clock_time(1, 9, 15))
    after = [(one.what, one.state, one.why) for one in world.plan(MARIA)]
    assert after == [
        *[(StepKind.CALL, StepState.DONE, "no_answer")] * 3,
        (StepKind.MESSAGE, StepState.DONE, "sent"),
        (StepKind.MORNING_CALL, StepState.DONE, "no_answer"),
        (StepKind.STAYS, StepState.PLANNED, "unreached"),
    ]


def test_a_process_killed_in_the_night_sends_and_calls_no_more_than_one_that_ran_on(world: CampaignWorld) -> None:
    _books(world, 14)
    for minute in range(0, 150, 30):
        world.run_until(clock_time(0, 16) + timedelta(minutes=minute))
        world.restart()
    world.run_until(clock_time(0, 18, 15))
    world.night()
    world.run_until(clock_time(1, 9, 30))
    assert len(_calls(world)) == 4
    assert len(world.sent(MARIA)) == 1


def test_a_target_tells_how_likely_the_patient_is_not_to_come(world: CampaignWorld) -> None:
    world.planner = Planner(world.robots.database, world.robots.clock, TERMS, Risks(world.robots.clock, TERMS))
    _books(world, 12)
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(-40, 12), status=VisitStatus.NO_SHOW))
    world.look()
    risk = world.target(MARIA).risk
    assert risk is not None
    assert 0.2 < risk < 0.9
