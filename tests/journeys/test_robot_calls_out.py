"""Every flow that calls patients, whole: parser, actions, database, simulator, and a clock that jumps."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.clinic.offers import offer_id
from callcenter.clinic.visit_store import add_visit
from callcenter.desk.store import find_desk_call
from callcenter.domain.clinic import Slot, VisitStatus
from callcenter.domain.outcomes import Outcome
from callcenter.kit.ids import CallId
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from callcenter.telephony.voice_port import Answerer
from ivr.leading.remark_store import RemarkKind
from outbound.do_not_call_store import is_refused
from outbound.wished_store import WishState
from tests.support.clinic import IVAN, MARIA, OLGA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world

YES = "[1]"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def knows(**replies: str | tuple[str, ...]) -> Manners:
    """A patient who says to be who is asked for, and answers these prompts."""
    said = {name: (one,) if isinstance(one, str) else one for name, one in replies.items()}
    return Manners(greeting="алло", replies={"hello": ("да это я",), **said})


def kinds(world: RobotWorld, call: CallId) -> list[RemarkKind]:
    return [one.kind for one in world.remarks(call)]


def task_of(world: RobotWorld, call: CallId) -> str:
    """What waits on the desk for this call."""
    with world.database.read() as connection:
        desk = find_desk_call(connection, call)
    return desk.next_step if desk and desk.next_step_at else ""


def test_a_visit_is_moved_to_a_free_place_in_the_same_call(world: RobotWorld) -> None:
    before = world.visits(IVAN)[-1]
    call = world.call("confirm_visit", IVAN, knows(confirm_visit="перенести", when_suits="в четверг утром", offer=YES))
    after = world.visits(IVAN)[-1]
    assert world.outcome_of(call) == "rescheduled"
    assert (after.id, after.status) == (before.id, VisitStatus.BOOKED)
    assert after.starts_at.isoweekday() == 4
    assert after.starts_at != before.starts_at


def test_a_visit_is_cancelled_after_a_second_yes_and_its_place_is_free(world: RobotWorld) -> None:
    patient = knows(confirm_visit="отмените", sure_to_cancel="да", why_cancel="уезжаю в командировку")
    call = world.call("confirm_visit", IVAN, patient)
    assert world.outcome_of(call) == "cancelled"
    assert world.visits(IVAN)[-1].status is VisitStatus.CANCELLED
    assert kinds(world, call) == [RemarkKind.CANCELLATION, RemarkKind.COMMENT]


def test_two_visits_of_a_family_are_confirmed_in_one_call(world: RobotWorld) -> None:
    with world.database.work() as work:
        add_visit(work.connection, visit_of(OLGA, ORLOVA, clock_time(1, 12)))
    call = world.call("confirm_visit", IVAN, knows(confirm_visits="да придём"))
    assert world.outcome_of(call) == "confirmed"
    assert {world.visits(one)[-1].status for one in (IVAN, OLGA)} == {VisitStatus.CONFIRMED}


def test_a_clinic_that_must_move_a_visit_agrees_on_another_place(world: RobotWorld) -> None:
    call = world.call("reschedule", IVAN, knows(must_move=YES, when_suits="в пятницу", offer=YES))
    assert world.outcome_of(call) == "rescheduled"
    assert world.visits(IVAN)[-1].starts_at.isoweekday() == 5


@pytest.mark.parametrize(("flow", "asks"), [("checkup_invitation", "checkup"), ("unfinished_treatment", "treatment")])
def test_an_invited_patient_books_a_visit(world: RobotWorld, flow: str, asks: str) -> None:
    call = world.call(flow, MARIA, knows(**{asks: "да", "when_suits": "в пятницу утром", "offer": YES}))
    new = world.visits(MARIA)[-1]
    assert world.outcome_of(call) == "booked"
    assert (new.status, new.starts_at.isoweekday()) == (VisitStatus.BOOKED, 5)


def test_who_did_not_come_gets_another_visit(world: RobotWorld) -> None:
    missed = visit_of(MARIA, ORLOVA, clock_time(-1, 12), status=VisitStatus.NO_SHOW)
    with world.database.work() as work:
        add_visit(work.connection, missed)
    call = world.call("no_show", MARIA, knows(no_show="да", when_suits="в пятницу", offer=YES))
    assert world.outcome_of(call) == "booked"


def test_who_declines_an_invitation_is_asked_why(world: RobotWorld) -> None:
    call = world.call("checkup_invitation", MARIA, knows(checkup="нет", ask_why="лечусь в другой клинике"))
    assert world.outcome_of(call) == "refused"
    assert kinds(world, call) == [RemarkKind.REFUSAL, RemarkKind.COMMENT]


def test_a_place_on_the_waiting_list_is_taken(world: RobotWorld) -> None:
    place = Slot(doctor=ORLOVA.id, doctor_name="", starts_at=clock_time(1, 14), length=timedelta(minutes=60))
    call = world.call("waitlist_offer", MARIA, knows(waitlist=YES), offers=[offer_id(place, "checkup")])
    assert world.outcome_of(call) == "booked"
    assert world.visits(MARIA)[-1].starts_at == place.starts_at


def test_a_place_that_somebody_else_took_meanwhile_is_not_promised_twice(world: RobotWorld) -> None:
    taken = world.visits(IVAN)[-1]
    place = Slot(doctor=taken.doctor, doctor_name="", starts_at=taken.starts_at, length=taken.length)
    call = world.call("waitlist_offer", MARIA, knows(waitlist=YES), offers=[offer_id(place, "checkup")])
    assert world.outcome_of(call) != "booked"
    assert len(world.visits(MARIA)) == 1


def test_a_high_score_and_a_comment_are_kept(world: RobotWorld) -> None:
    call = world.call("satisfaction", MARIA, knows(rate="пять", anything_to_add="спасибо доктору всё понравилось"))
    assert world.outcome_of(call) == "rated"
    assert [(one.kind, one.value) for one in world.remarks(call)] == [
        (RemarkKind.SCORE, 5),
        (RemarkKind.COMMENT, None),
    ]


def test_a_low_score_becomes_a_complaint_and_a_task(world: RobotWorld) -> None:
    call = world.call("satisfaction", MARIA, knows(rate="[2]", what_was_wrong="долго ждала в коридоре"))
    assert world.outcome_of(call) == "complaint"
    assert task_of(world, call)


def test_a_wish_to_be_left_in_peace_is_kept_and_no_robot_calls_again(world: RobotWorld) -> None:
    call = world.call("checkup_invitation", MARIA, Manners(default_reply="больше не звоните мне никогда"))
    assert world.outcome_of(call) == "stopped"
    assert MARIA.phone is not None
    with world.database.read() as connection:
        assert is_refused(connection, MARIA.phone, ("*",))
    again = world.call("confirm_visit", MARIA, knows())
    assert world.wish_of(again).state is WishState.REFUSED
    assert world.wish_of(again).problem == "this number asked not to be called"


def test_somebody_else_at_the_telephone_hears_nothing_private(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(replies={"hello": ("[3]",)}))
    assert world.outcome_of(call) == "third_person"
    assert "confirm_visit" not in [node for node, _ in world.run_of(call).state.trail]


def test_a_wrong_number_is_not_called_again(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(replies={"hello": ("[4]",)}))
    assert world.outcome_of(call) == "wrong_number"
    assert kinds(world, call) == [RemarkKind.WRONG_NUMBER]
    assert world.wish_of(world.call("confirm_visit", IVAN, knows())).state is WishState.REFUSED


def test_a_busy_patient_is_called_when_it_suits(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners(replies={"hello": ("перезвоните завтра в три часа",)}))
    assert world.outcome_of(call) == "later"
    assert "25 ноября" in task_of(world, call)


def test_an_answering_machine_hears_name_and_number_only(world: RobotWorld) -> None:
    machine = Manners(greeting="оставьте сообщение после сигнала", beeps=True, answered_by=Answerer.MACHINE)
    call = world.call("confirm_visit", IVAN, machine)
    assert world.outcome_of(call) == "machine"
    assert world.prompts_played() == 1


def test_how_a_call_came_out_stands_on_the_desk(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, knows(confirm_visit="да"))
    with world.database.read() as connection:
        desk = find_desk_call(connection, call)
    assert desk is not None
    assert (desk.outcome, desk.patient) == (Outcome.CONFIRMED, IVAN.id)
