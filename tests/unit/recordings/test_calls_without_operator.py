"""Calls that the clinic's own voice led alone are kept and written down; the phone standard is for people."""

from pathlib import Path

import pytest
from sqlalchemy import insert, update

from callcenter.kit.ids import CallId
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import flow_kept, flow_run
from callcenter.storage.work import Database
from recordings import store
from recordings.problems import problems_of
from recordings.recording import Recording, RecordingState
from recordings.screens.again_view import again_of
from tests.unit.recordings.service_world import NOW, World


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _written(world: World, *, telephone: str) -> Recording:
    """A call that a flow led and perhaps an operator's telephone took, written down and handed on to be scored."""
    call = world.call()
    _led(world.database, call, telephone)
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    world.recordings.writing.score(kept)
    with world.database.read() as connection:
        return store.get_recording(connection, kept)


def _led(database: Database, call: CallId, telephone: str) -> None:
    texts = {"hash": "h", "flow": "confirm_visit", "version": 1, "language": "ru", "source": "{}", "kept_at": NOW}
    run = {"call": call, "flow": "confirm_visit", "version": 1, "language": "ru", "definition": "h", "state": "{}"}
    with database.work() as work:
        work.connection.execute(insert(flow_kept).values(texts))
        work.connection.execute(insert(flow_run).values({**run, "step": 1, "begun_at": NOW, "changed_at": NOW}))
        work.connection.execute(update(call_table).where(call_table.c.id == call).values(offered_to=telephone))


def test_a_call_that_no_operator_had_is_written_down_and_not_scored(world: World) -> None:
    recording = _written(world, telephone="")
    assert recording.state is RecordingState.TRANSCRIBED
    assert problems_of(recording) == ()
    assert again_of(recording) is None
    assert not [one for one in world.recordings.left.undone() if one.id == recording.id]


def test_a_call_that_an_operator_took_over_is_scored(world: World) -> None:
    assert _written(world, telephone="101").state is RecordingState.SCORED
