"""What a robot's call leaves to people, and what to nobody: tasks with an owner and a deadline, reviews asked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from callcenter.clinic.store import save_patients
from callcenter.clinic.visit_store import add_visit
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.store import find_desk_call
from callcenter.desk.task_store import promises_due
from callcenter.desk.tasks import Task
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Channel, Consent, Purpose
from callcenter.domain.people import Role
from callcenter.kit.ids import CallId
from callcenter.storage.tables import operator, reader_position
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from outbound.campaigns.target import TargetState
from outbound.mailing.message import MessageState
from tests.support.campaign_world import REVIEWS, CampaignWorld, campaign_world
from tests.support.clinic import ANNA, MARIA, ORLOVA, clock_time, visit_of

YES = {"hello": ("да это я",)}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> CampaignWorld:
    return campaign_world(database, tmp_path)


def _is(world: CampaignWorld, manners: Manners) -> None:
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = manners


def _tasks(world: CampaignWorld, until: datetime) -> list[Task]:
    with world.robots.database.read() as connection:
        return promises_due(connection, ANNA, until)


def _desk(world: CampaignWorld, call: CallId) -> DeskCall | None:
    with world.robots.database.read() as connection:
        return find_desk_call(connection, call)


def _rates(world: CampaignWorld, replies: dict[str, tuple[str, ...]]) -> CallId:
    visit = visit_of(MARIA, ORLOVA, clock_time(-1, 12), status=VisitStatus.CAME)
    with world.robots.database.work() as work:
        add_visit(work.connection, visit)
    call = world.robots.call(
        "satisfaction", MARIA, Manners(replies={**YES, **replies}, default_reply="нет"), visits=[visit.id]
    )
    world.after.read_on()
    return call


def test_somebody_else_on_the_line_becomes_a_task_before_the_visit(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))
    _is(world, Manners(replies={"hello": ("[3]",)}, default_reply="нет"))
    world.campaign()
    world.run_until(world.now + timedelta(minutes=5))
    assert world.target(MARIA).state is TargetState.PERSON
    (task,) = _tasks(world, clock_time(1, 10))
    assert task.text == "Позвонить самому пациенту: роботу ответил другой человек"
    assert task.at <= clock_time(1, 10)
    world.run_until(world.now + timedelta(minutes=90))
    assert len(world.attempts(MARIA)) == 1, "no robot calls again"


def test_a_task_is_one_however_often_its_news_comes(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))
    _is(world, Manners(replies={"hello": ("[3]",)}, default_reply="нет"))
    world.campaign()
    world.run_until(world.now + timedelta(minutes=5))
    (attempt,) = world.attempts(MARIA)
    before = _desk(world, attempt.call)
    with world.robots.database.work() as work:
        work.connection.execute(reader_position.update().values(last_event=0))
    world.after.read_on()
    assert before is not None
    assert _desk(world, attempt.call) == before


def test_a_low_score_is_a_task_of_the_manager_with_a_deadline(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        work.connection.execute(
            operator.insert().values(
                id="vera",
                login="vera",
                name="Вера",
                role=Role.MANAGER.value,
                extension="",
                is_active=True,
                password_hash="-",
            )
        )
    call = _rates(world, {"rate": ("двойка",), "what_was_wrong": ("долго ждал",)})
    desk = _desk(world, call)
    assert desk is not None
    assert desk.next_step == "Оценка 2 из 5: позвонить, выслушать и исправить"
    assert desk.next_step_owner == "vera"
    assert desk.next_step_at is not None
    (task,) = _tasks(world, desk.next_step_at + timedelta(seconds=1))
    assert task.owner == "Вера"
    assert desk.next_step_at <= world.now + timedelta(days=1)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_high_score_asks_for_a_review_where_messages_are_allowed(world: CampaignWorld, agreed: bool) -> None:
    consent = frozenset({Consent.CALLS, Consent.MESSAGES} if agreed else {Consent.CALLS})
    with world.robots.database.work() as work:
        save_patients(work.connection, [replace(MARIA, consent=consent)])
    call = _rates(world, {"rate": ("пять",)})
    world.mailing.look()
    (message,) = world.messages(MARIA)
    assert message.basis == f"review {call}"
    if agreed:
        assert message.state is MessageState.SENT
        assert REVIEWS in world.sent(MARIA)[0]["text"]
        assert [one.purpose for one in world.contacts(MARIA) if one.channel is Channel.SMS] == [Purpose.SATISFACTION]
    else:
        assert (message.state, message.problem) == (MessageState.WITHHELD, "no_consent")
        assert not world.sent(MARIA)
    desk = _desk(world, call)
    assert desk is None or not desk.next_step, "nobody need call whoever is content"


def test_whoever_refused_calls_after_visits_is_not_asked_for_a_review_either(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        agreed = replace(MARIA, consent=frozenset({Consent.CALLS, Consent.MESSAGES}))
        save_patients(work.connection, [replace(agreed, refuses=frozenset({"satisfaction"}))])
    _rates(world, {"rate": ("пять",)})
    (message,) = world.messages(MARIA)
    assert (message.state, message.problem) == (MessageState.WITHHELD, "do_not_call")


def test_whoever_asks_for_a_person_is_one_task_and_no_robot_calls_again(world: CampaignWorld) -> None:
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))
    _is(world, Manners(replies={**YES, "confirm_one": ("позовите человека",)}, default_reply="позовите человека"))
    world.campaign()
    world.run_until(world.now + timedelta(minutes=80))
    assert len(world.attempts(MARIA)) == 1
    (task,) = _tasks(world, clock_time(1, 10))
    assert task.text
    assert world.target(MARIA).state in {TargetState.PERSON, TargetState.DONE}
