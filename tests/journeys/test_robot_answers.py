"""Every flow for calls that come in, whole, by the robot on the simulator."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from callcenter.clinic.visit_store import add_visit
from callcenter.desk.store import find_desk_call
from callcenter.desk.task_store import missed_calls
from callcenter.domain.calls import CallState, EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outcomes import Outcome
from callcenter.kit.ids import CallId
from callcenter.storage.tables import call as call_table
from callcenter.storage.work import Database
from callcenter.telephony.port import Queued
from callcenter.telephony.simulator.manners import RECORDING, Manners
from ivr.leading.remark_store import RemarkKind
from outbound.do_not_call_store import is_refused
from tests.support.clinic import ANNA, MARIA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world

Opens = Callable[[str], RobotWorld]


@pytest.fixture
def opens(database: Database, tmp_path: Path) -> Iterator[Opens]:
    """A clinic whose calls a flow answers."""
    worlds: list[RobotWorld] = []

    def make(flow: str) -> RobotWorld:
        at = clock_time(0, 21) if flow == "after_hours" else clock_time(0, 10)
        worlds.append(robot_world(database, tmp_path, menu=flow, at=at))
        return worlds[-1]

    yield make
    for world in worlds:
        world.exchange.stop()


def answered(world: RobotWorld, manners: Manners, number: str = "+79000000101") -> CallId:
    """A caller of these manners, Maria's number where not said, to the end of the call."""
    world.ring_in(manners, number)
    world.exchange.run_until_quiet()
    with world.database.read() as connection:
        newest = select(call_table.c.id).order_by(call_table.c.id.desc()).limit(1)
        return CallId(connection.execute(newest).scalar_one())


def task_of(world: RobotWorld, call: CallId) -> str:
    """What waits on the desk."""
    with world.database.read() as connection:
        desk = find_desk_call(connection, call)
    return desk.next_step if desk and desk.next_step_at else ""


def test_who_wants_to_book_is_put_through_to_the_desk(opens: Opens) -> None:
    world = opens("front_menu")
    world.ring_in(Manners(replies={"menu": ("хочу записаться",)}), "+79000000101")
    world.exchange.run_for(timedelta(minutes=1))
    assert any(isinstance(one, Queued) for one in world.news)


def test_address_and_hours_are_told_and_the_caller_is_not_a_missed_one(opens: Opens) -> None:
    world = opens("front_menu")
    call = answered(world, Manners(replies={"menu": ("[3]",), "anything_else": ("нет спасибо",)}))
    assert world.outcome_of(call) == "information"
    assert world.call_of(call).end_reason is EndReason.COMPLETED
    with world.database.read() as connection:
        assert missed_calls(connection, ANNA, world.clock.now()) == []


def test_a_caller_hears_of_her_own_visit_and_confirms_it(opens: Opens) -> None:
    world = opens("front_menu")
    visit = visit_of(MARIA, ORLOVA, clock_time(2, 10))
    with world.database.work() as work:
        add_visit(work.connection, visit)
    call = answered(world, Manners(replies={"menu": ("[2]",), "identity": ("да",), "confirm_visit": ("да приду",)}))
    assert world.outcome_of(call) == "confirmed"
    assert world.visit(visit.id).status is VisitStatus.CONFIRMED


def test_of_two_visits_one_is_kept_and_one_cancelled_and_the_desk_sees_the_cancelled_one(opens: Opens) -> None:
    world = opens("front_menu")
    kept, dropped = visit_of(MARIA, ORLOVA, clock_time(2, 10)), visit_of(MARIA, ORLOVA, clock_time(3, 10))
    with world.database.work() as work:
        add_visit(work.connection, kept)
        add_visit(work.connection, dropped)
    replies = {"confirm_visits": ("на первый приду второй отмените",), "sure_of_each": ("[1]",)}
    call = answered(world, Manners(replies={"menu": ("[2]",), "identity": ("да",), **replies}))
    assert world.outcome_of(call) == "answered_apart"
    assert world.visit(kept.id).status is VisitStatus.CONFIRMED
    assert world.visit(dropped.id).status is VisitStatus.CANCELLED
    with world.database.read() as connection:
        desk = find_desk_call(connection, call)
    assert desk is not None
    assert desk.outcome is Outcome.CANCELLED


def test_nobody_at_the_desk_leads_back_to_the_robot_which_promises_a_call_back(opens: Opens) -> None:
    world = opens("front_menu")
    world.exchange.set_ready("101", ready=False)
    call = answered(world, Manners(replies={"menu": ("запишите меня",), "busy": ("да",)}))
    assert ("how_long", "told") in world.run_of(call).state.trail
    assert world.outcome_of(call) == "callback"
    assert task_of(world, call)
    assert world.call_of(call).end_reason is EndReason.COMPLETED


def test_a_closed_clinic_takes_a_wish_to_be_called_back(opens: Opens) -> None:
    world = opens("after_hours")
    call = answered(world, Manners(replies={"closed": ("да",)}))
    assert world.outcome_of(call) == "callback"


def test_a_message_is_recorded_and_waits_to_be_heard(opens: Opens) -> None:
    world = opens("voicemail")
    call = answered(world, Manners(replies={RECORDING: ("перезвоните мне пожалуйста насчёт чистки",)}))
    assert world.outcome_of(call) == "message"
    assert [one.kind for one in world.remarks(call)] == [RemarkKind.MESSAGE]
    message = world.remarks(call)[0]
    assert Path(message.text).exists()
    assert message.value is not None
    assert message.value >= 1
    assert task_of(world, call) == f"Прослушать сообщение (0:{message.value:02}) и ответить"


def test_a_message_is_kept_though_the_caller_puts_down_in_its_middle(opens: Opens) -> None:
    world = opens("voicemail")
    manners = Manners(replies={RECORDING: ("перезвоните мне пожалуйста насчёт чистки " * 5,)})
    call = world.ring_in(manners, "+79000000101")
    world.exchange.run_for(timedelta(seconds=1))
    for _ in range(100):
        world.exchange.run_for(timedelta(seconds=1))
        led = world.exchange._voice.led.get(call)  # whether it records
        if led is not None and led.message is not None:
            break
    world.exchange.run_for(timedelta(seconds=3))
    world.exchange.patient_hangs_up(call)
    world.exchange.run_until_quiet()
    world.exchange.run_for(timedelta(minutes=1))
    with world.database.read() as connection:
        newest = CallId(connection.execute(select(call_table.c.id)).scalar_one())
    assert world.outcome_of(newest) == "message"


def test_who_waits_long_hears_the_place_in_the_queue(opens: Opens) -> None:
    world = opens("all_busy")
    world.exchange.set_ready("101", ready=False)
    call = answered(world, Manners(replies={"busy": ("[1]",)}))
    trail = [node for node, _ in world.run_of(call).state.trail]
    assert world.outcome_of(call) == "callback"
    assert "busy" in trail


def test_a_call_back_is_promised_for_the_time_that_was_wished(opens: Opens) -> None:
    world = opens("callback_request")
    call = answered(world, Manners(replies={"callback_number": ("да",), "callback_when": ("завтра в десять",)}))
    assert world.outcome_of(call) == "callback"
    assert "25 ноября" in task_of(world, call)


@pytest.mark.parametrize(
    ("rings_at", "due"),
    [
        (clock_time(0, 10), clock_time(0, 10, 15)),
        (clock_time(0, 23, 57), clock_time(1, 9)),
        (clock_time(3, 20), clock_time(6, 9)),
    ],
)
def test_a_call_back_without_a_wish_is_due_when_people_are_there(
    database: Database, tmp_path: Path, rings_at: datetime, due: datetime
) -> None:
    world = robot_world(database, tmp_path, menu="callback_request", at=rings_at)
    call = answered(world, Manners(replies={"callback_number": ("да",), "callback_when": ("как можно скорее",)}))
    with database.read() as connection:
        desk = find_desk_call(connection, call)
    world.exchange.stop()
    assert desk is not None
    assert desk.next_step_at is not None
    assert timedelta(0) <= desk.next_step_at - due < timedelta(minutes=2)


def test_a_caller_cancels_a_visit(opens: Opens) -> None:
    world = opens("cancel_visit")
    visit = visit_of(MARIA, ORLOVA, clock_time(2, 10))
    with world.database.work() as work:
        add_visit(work.connection, visit)
    replies = {"identity": ("да",), "sure_to_cancel": ("[1]",), "why_cancel": ("[2]",)}
    call = answered(world, Manners(replies=replies))
    assert world.outcome_of(call) == "cancelled"
    assert world.visit(visit.id).status is VisitStatus.CANCELLED


def test_a_caller_asks_not_to_be_called(opens: Opens) -> None:
    world = opens("stop_calling")
    call = answered(world, Manners(replies={"sure_to_stop": ("да",)}))
    assert world.outcome_of(call) == "stopped"
    assert MARIA.phone is not None
    with world.database.read() as connection:
        assert is_refused(connection, MARIA.phone, ("*",))


def test_a_caller_whose_number_is_withheld_is_promised_nothing_that_cannot_be_kept(opens: Opens) -> None:
    world = opens("stop_calling")
    call = answered(world, Manners(replies={"sure_to_stop": ("да",)}), "")
    trail = world.run_of(call).state.trail
    assert {("stop", "failed"), ("please_call_back", "failed")} <= set(trail)
    assert world.outcome_of(call) == "failed"


def test_a_flow_that_nobody_knows_leads_to_a_person(opens: Opens) -> None:
    world = opens("no_such_flow")
    world.ring_in(Manners(), "+79000000101")
    world.exchange.run_for(timedelta(minutes=1))
    with world.database.read() as connection:
        state = connection.execute(select(call_table.c.state)).scalar_one()
    assert state in {CallState.QUEUED.value, CallState.OFFERED.value}
