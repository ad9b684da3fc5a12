"""Steps and actions of a call are stored once, whoever leads it."""

from pathlib import Path

import pytest

from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.storage.work import Database, Work
from callcenter.telephony.simulator.manners import Manners
from ivr.flow.commands import Perform
from ivr.flow.inputs import HungUp
from ivr.leading.parts import Asked, Done, LeadingParts
from ivr.leading.progress_service import LetGoError, take_up
from ivr.leading.remark_store import RemarkKind
from tests.support.clinic import MARIA
from tests.support.robot_world import RobotWorld, robot_world


def waiting_for_an_action(world: RobotWorld) -> tuple[LeadingParts, CallId, Perform]:
    """A call that stands before keeping a score: the process was killed between the step and the action."""
    parts = world.leading.parts
    kept = dict(parts.actions)
    asked_for: list[Perform] = []

    def dies(work: Work, asked: Asked) -> Done:
        raise KeyboardInterrupt

    assert MARIA.phone is not None
    world.people[MARIA.phone.e164] = Manners(replies={"hello": ("[1]",), "rate": ("[5]",)})
    world.leading.parts.actions["record_score"] = dies  # type: ignore[index] # a plain dict, made so by the app
    call = world.wish("satisfaction", MARIA)
    world.dialling.look()
    with pytest.raises(KeyboardInterrupt):
        world.exchange.run_until_quiet()
    state = world.run_of(call).state
    asked_for.append(Perform(number=state.awaits, action="record_score", values=dict(state.said)))
    parts.actions["record_score"] = kept["record_score"]  # type: ignore[index] # as above
    return parts, call, asked_for[0]


def test_an_action_that_two_processes_are_asked_for_is_done_once(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path)
    parts, call, perform = waiting_for_an_action(world)
    first, second = take_up(parts, call), take_up(parts, call)
    assert first is not None
    assert second is not None
    first.perform(perform)
    with pytest.raises(LetGoError):
        second.perform(perform)
    assert [one.kind for one in world.remarks(call)] == [RemarkKind.SCORE]


def test_an_action_that_was_done_is_not_done_again_after_a_restart(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path)
    parts, call, perform = waiting_for_an_action(world)
    for _ in range(2):
        progress = take_up(parts, call)
        assert progress is not None
        progress.perform(perform)
    assert [one.kind for one in world.remarks(call)] == [RemarkKind.SCORE]


def test_who_does_not_lead_a_call_any_more_changes_nothing_in_it(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path)
    parts, call, perform = waiting_for_an_action(world)
    late, leads = take_up(parts, call), take_up(parts, call)
    assert late is not None
    assert leads is not None
    leads.perform(perform)
    before = world.run_of(call)
    with pytest.raises(LetGoError):
        late.tell(HungUp())
    assert world.run_of(call) == before
    world.exchange.patient_hangs_up(ProviderCallId(call))
