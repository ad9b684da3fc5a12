"""A call that a robot led, on the pages of calls: its steps with what was heard and understood."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from callcenter.app.robot_side import RobotSideOfCalls
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.tables import call as call_table
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import RECORDING, Manners
from ivr.leading.remark_store import Remark, RemarkKind, add_remark
from recordings.screens.ports import RobotPart
from tests.support.clinic import IVAN
from tests.support.robot_world import RobotWorld, robot_world

PATIENT = Manners(
    greeting="алло",
    replies={
        "hello": ("да это я",),
        "confirm_visit": ("перенести",),
        "when_suits": ("в четверг утром",),
        "offer": ("[1]",),
    },
)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def part_of(world: RobotWorld, call: CallId, language: Language = Language.EN, *, hides: bool = False) -> RobotPart:
    with world.database.read() as connection:
        found = RobotSideOfCalls().part(connection, call, language, hides=hides)
    assert found is not None
    return found


def test_a_manager_reads_what_the_robot_asked_heard_and_understood(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, PATIENT)
    part = part_of(world, call)
    assert (part.title, part.outcome, part.tone) == ("Confirm tomorrow's visits", "moved", "good")
    assert part.href == "/flows/confirm_visit"
    heard = [(one.heard or one.keys, one.understood) for one in part.steps if one.heard or one.keys]
    assert heard[1:] == [
        ("перенести", "move it"),
        ("в четверг утром", "a day or a time"),
        ("1", "yes"),
    ]
    assert "Looks for free places: found" in [one.understood for one in part.steps]
    sure = next(one for one in part.steps if one.heard == "перенести")
    assert sure.confidence is not None
    assert sure.confidence > 0.8
    assert "записаны" in sure.asked
    assert [one.at for one in part.steps] == sorted(one.at for one in part.steps)


def test_each_place_is_told_as_it_was_offered_and_the_end_as_it_was_said(world: RobotWorld) -> None:
    replies = {**PATIENT.replies, "offer": ("[2]", "[1]")}
    call = world.call("confirm_visit", IVAN, replace(PATIENT, replies=replies))
    steps = part_of(world, call).steps
    refused, taken = [one for one in steps if one.keys]
    assert refused.asked
    assert taken.asked
    assert refused.asked != taken.asked
    assert steps[-1].understood == "the call ends: moved"
    assert "До свидания" in steps[-1].asked


def test_whoever_may_not_see_private_words_sees_the_steps_without_them(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, PATIENT)
    part = part_of(world, call, Language.RU, hides=True)
    assert part.hides
    assert not any(one.heard for one in part.steps)
    assert not any("Иван" in one.asked for one in part.steps)
    assert "перенести" in [one.understood for one in part.steps]


def test_the_list_tells_which_calls_a_robot_led_and_how_they_came_out(world: RobotWorld) -> None:
    call = world.call(
        "confirm_visit", IVAN, replace(PATIENT, replies={"hello": ("да это я",), "confirm_visit": ("[1]",)})
    )
    with world.database.read() as connection:
        titles = RobotSideOfCalls().titles(connection, [call, CallId("another")], Language.PL)
    assert titles == {call: "potwierdzona · Potwierdzenie jutrzejszych wizyt"}


def test_while_the_robot_talks_the_page_says_so_and_has_its_steps_so_far(world: RobotWorld) -> None:
    seen: list[RobotPart] = []
    calls: list[CallId] = []

    def look() -> None:
        if calls and (part := _part_or_none(world, calls[0])) and any(one.heard for one in part.steps):
            seen.append(part)

    assert IVAN.phone is not None
    world.people[IVAN.phone.e164] = PATIENT
    calls.append(world.wish("confirm_visit", IVAN))
    for seconds in range(1, 60):
        world.exchange.later(timedelta(seconds=seconds), look)
    world.dialling.look()
    world.exchange.run_until_quiet()
    assert seen[0].outcome == ""
    assert len(seen[0].steps) < len(seen[-1].steps)
    assert part_of(world, calls[0]).outcome == "moved"


def _part_or_none(world: RobotWorld, call: CallId) -> RobotPart | None:
    with world.database.read() as connection:
        return RobotSideOfCalls().part(connection, call, Language.EN, hides=False)


def test_a_message_stands_in_the_robots_panel_with_its_length_and_no_file(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path, menu="voicemail")
    world.ring_in(Manners(replies={RECORDING: ("перезвоните мне",)}), "+79000000101")
    world.exchange.run_until_quiet()
    with world.database.read() as connection:
        call = CallId(connection.execute(select(call_table.c.id)).scalar_one())
    part = part_of(world, call)
    world.exchange.stop()
    assert [(one.kind, one.text) for one in part.remarks] == [("left a message", "")]
    assert part.remarks[0].seconds
    assert all(said.text for step in part.steps for said in step.said)


def test_a_mark_and_a_remark_stand_in_the_robots_panel_and_the_remark_may_be_private(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, PATIENT)
    at = world.clock.now()
    with world.database.work() as work:
        add_remark(work.connection, Remark(call=call, kind=RemarkKind.SCORE, at=at, flow="satisfaction", value=4))
        told = Remark(call=call, kind=RemarkKind.COMMENT, at=at, flow="satisfaction", text="было холодно")
        add_remark(work.connection, told)
        add_remark(work.connection, Remark(call=call, kind=RemarkKind.CANCELLATION, at=at, flow="confirm_visit"))
    told_all = [(one.kind, one.mark, one.text) for one in part_of(world, call).remarks]
    assert told_all == [("gave a mark", 4, ""), ("a remark", None, "было холодно")]
    assert [one.text for one in part_of(world, call, hides=True).remarks] == ["", ""]
