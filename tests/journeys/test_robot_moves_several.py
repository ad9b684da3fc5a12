"""A patient who has several visits moves them in one call, and one who says stop on a withheld number is left alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.clinic.visit_store import add_visit
from callcenter.desk.store import find_desk_call
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import CallId
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from ivr.flow.moves import way_of
from ivr.leading.parts import Asked
from outbound.do_not_call_store import is_refused
from tests.support.clinic import IVAN, MARIA, ORLOVA, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    with database.work() as work:
        for hour in (12, 14):
            add_visit(work.connection, visit_of(IVAN, ORLOVA, clock_time(1, hour)))
    yield world
    world.exchange.stop()


def called(
    world: RobotWorld, replies: Mapping[str, tuple[str, ...]], hangs_up_after: frozenset[str] = frozenset()
) -> tuple[CallId, list[Visit]]:
    """Ivan is called about his three visits; the call, and how they stand then, in their old order."""
    before = [one.id for one in world.visits(IVAN)]
    said = {"hello": ("[1]",), **replies}
    call = world.call("confirm_visit", IVAN, Manners(greeting="алло", replies=said, hangs_up_after=hangs_up_after))
    return call, [world.visit(one) for one in before]


def actions_of(world: RobotWorld, call: CallId) -> list[tuple[str, str]]:
    trail = world.run_of(call).state.trail
    return [step for step in trail if step[0] in {"take", "each", "move_this"}]


def test_two_of_three_visits_are_moved_one_after_the_other(world: RobotWorld) -> None:
    replies = {
        "confirm_visits": ("[2]",),
        "move_this": ("[1]", "[2]", "[1]"),
        "when_suits": ("в четверг", "в пятницу"),
        "offer": ("[1]",),
    }
    call, (first, second, third) = called(world, replies)
    assert actions_of(world, call) == [
        ("move_this", "yes"),
        ("take", "done"),
        ("move_this", "no"),
        ("move_this", "yes"),
        ("take", "done"),
    ]
    assert second.starts_at == clock_time(1, 12)
    assert [one.starts_at.astimezone().isoweekday() for one in (first, third)] == [4, 5]
    assert world.outcome_of(call) == "answered_apart"


def test_the_one_of_which_it_was_said_is_moved_and_the_others_are_confirmed(world: RobotWorld) -> None:
    replies = {
        "confirm_visits": ("на первый и на второй приду а третий перенести",),
        "sure_of_each": ("да",),
        "when_suits": ("в четверг",),
        "offer": ("[1]",),
    }
    call, (first, second, third) = called(world, replies)
    assert actions_of(world, call) == [("each", "to_move"), ("take", "done")]
    assert (first.status, second.status) == (VisitStatus.CONFIRMED, VisitStatus.CONFIRMED)
    assert third.starts_at.astimezone().isoweekday() == 4
    assert world.outcome_of(call) == "answered_apart"


def test_a_place_that_was_given_to_one_visit_is_not_offered_for_the_next(world: RobotWorld) -> None:
    replies = {"confirm_visits": ("[2]",), "move_this": ("[1]",), "when_suits": ("[1]",), "offer": ("[1]",)}
    _, visits = called(world, replies)
    assert len({one.starts_at for one in visits}) == 3


@pytest.mark.parametrize(
    ("replies", "hangs_up_after", "ways"),
    [
        ({"move_this": ("[1]",), "when_suits": ("в четверг",)}, "when_suits", ["left", "left", "left"]),
        ({"move_this": ("[1]", ""), "when_suits": ("в четверг",), "offer": ("[1]",)}, "", ["moved", "left", "left"]),
    ],
)
def test_breaking_off_in_the_middle_leaves_a_task_for_the_visits_without_a_new_time(
    world: RobotWorld, replies: Mapping[str, tuple[str, ...]], hangs_up_after: str, ways: list[str]
) -> None:
    replies = {"confirm_visits": ("[2]",), "move_this_keys": ("",), **replies}
    call, (_, second, third) = called(world, replies, frozenset({hangs_up_after}))
    state = world.run_of(call).state
    with world.database.read() as connection:
        task = find_desk_call(connection, call)
    assert task is not None, state.trail
    assert task.next_step_at is not None, state.trail
    assert task.next_step.startswith("Перенести визиты")
    assert task.next_step.count(":") == 1 + ways.count("left")
    assert [way_of(state, place) for place in range(3)] == ways
    assert (second.starts_at, third.starts_at) == (clock_time(1, 12), clock_time(1, 14))


def test_moves_that_were_brought_to_their_end_leave_no_task(world: RobotWorld) -> None:
    replies = {
        "confirm_visits": ("[2]",),
        "move_this": ("[1]", "[2]", "[2]"),
        "when_suits": ("[1]",),
        "offer": ("[1]",),
    }
    call, _ = called(world, replies)
    with world.database.read() as connection:
        task = find_desk_call(connection, call)
    assert task is not None
    assert task.next_step_at is None
    assert [way_of(world.run_of(call).state, place) for place in range(3)] == ["moved", "stays", "stays"]


@pytest.mark.parametrize("is_known", [True, False])
def test_stop_on_a_withheld_number_is_kept_by_the_patient_who_is_known(world: RobotWorld, is_known: bool) -> None:
    call = world.call("confirm_visit", IVAN, Manners())
    state = world.run_of(call).state
    request = Asked(
        call=replace(world.call_of(call), caller=None),
        flow=state.flow,
        patient=MARIA.id if is_known else None,
        language=state.language,
        facts=state.facts,
        values={},
        offer=None,
        now=world.clock.now(),
    )
    with world.database.work() as work:
        done = world.leading.parts.actions["stop_calling"](work, request)
    assert done.result == ("done" if is_known else "failed")
    assert MARIA.phone is not None
    with world.database.read() as connection:
        assert is_refused(connection, MARIA.phone, ("*",)) is is_known
