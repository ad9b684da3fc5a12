"""One call from the first ring to the score, with everything real but the time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callcenter.app.desk_side import DeskSideOfCalls
from callcenter.clinic.visit_store import visit_booked_in
from callcenter.desk.parts import DeskParts
from callcenter.domain.calls import CallState, EndReason
from callcenter.kit.languages import Language
from recordings import store
from recordings.adherence.align import align
from recordings.adherence.steps import Kept
from recordings.recording import RecordingState
from tests.support.demo_world import DemoWorld, demo_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DemoWorld]:
    with demo_world(tmp_path, Language.RU) as world:
        yield world


def first_caller(world: DemoWorld) -> str:
    return world.demo.callers[0].id


def test_a_call_led_by_the_script_is_recorded_transcribed_and_passes_the_standard(world: DemoWorld) -> None:
    call = world.rings(first_caller(world))
    assert call.state is CallState.OFFERED
    world.robot_takes(call)
    assert world.call().end_reason is EndReason.COMPLETED
    assert world.recording().state is RecordingState.SCORED
    basics = ("greeting", "clinic_name", "self_introduction", "ask_name", "recap", "goodbye", "no_forbidden_phrases")
    verdicts = world.score()
    assert {name: verdicts[name] for name in basics} == dict.fromkeys(basics, "pass")
    assert verdicts["offer_appointment"] == "na", "this patient asks for a visit herself"


def test_a_call_led_by_the_script_is_found_to_have_kept_to_it(world: DemoWorld) -> None:
    call = world.rings(first_caller(world))
    world.robot_takes(call)
    ground = world.ground
    parts = DeskParts(database=ground.database, clock=world.clock, library=ground.library, clinic=ground.clinic)
    with ground.database.read() as connection:
        walked = DeskSideOfCalls(parts).walked(connection, call.id)
    assert walked is not None
    kept = align(walked, world.recordings.transcript(world.recording().id).turns)
    assert len(kept) > 5
    assert {one.step.id: one.kept.value for one in kept if one.kept is not Kept.SAID} == {}
    assert [one.at for one in kept] == sorted(one.at or 0.0 for one in kept)


def test_a_known_patient_led_by_the_robot_has_the_visit_that_was_agreed(world: DemoWorld) -> None:
    call = world.rings(first_caller(world))
    world.robot_takes(call)
    with world.ground.database.read() as connection:
        visit = visit_booked_in(connection, call.id)
    assert visit is not None
    assert visit.starts_at > world.clock.now()


def test_what_was_said_is_what_was_heard(world: DemoWorld) -> None:
    world.robot_takes(world.rings(first_caller(world)))
    turns = world.recordings.transcript(world.recording().id).turns
    speakers = [turn.speaker.value for turn in turns]
    assert speakers[:4] == ["administrator", "patient", "administrator", "patient"]
    assert "клиника ромашка" in turns[0].text
    assert turns[0].end <= turns[1].start + 0.2


def test_a_patient_who_gives_up_while_it_rings_leaves_no_recording(world: DemoWorld) -> None:
    world.rings(first_caller(world))
    world.exchange.patient_hangs_up(world.call().provider_call)
    world.finish()
    assert world.call().end_reason is EndReason.ABANDONED
    with world.ground.database.read() as connection:
        assert store.recording_of_call(connection, world.call().id) is None


def test_every_demo_patient_is_led_to_an_end(world: DemoWorld) -> None:
    for caller in world.demo.callers:
        call = world.rings(caller.id)
        if call.offered_to:
            world.robot_takes(call)
        assert not world.call().is_live


def test_a_call_in_a_language_without_a_model_is_kept_and_marked(tmp_path: Path) -> None:
    with demo_world(tmp_path, Language.PL, has_models=False) as world:
        world.robot_takes(world.rings(world.demo.callers[0].id))
        recording = world.recording()
        assert recording.state is RecordingState.NO_MODEL
        assert recording.problem == "not transcribed: no speech model for Polish; run `callcenter models pull pl`"
        assert recording.seconds > 20
