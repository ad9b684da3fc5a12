"""What kill -9 leaves in the recordings folder is cleared away; what a recording names is never touched."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.kit.ids import CallId, new_id
from callcenter.storage.work import Database
from recordings import store
from recordings.orphans_service import Orphans
from tests.unit.recordings.service_world import World

WRITER = """
import sys
from pathlib import Path
import numpy as np
from recordings.audio import keeping

def blocks():
    yield np.zeros((800, 2), dtype=np.float32)
    print("writing", flush=True)
    sys.stdin.read()  # killed here

keeping._write(blocks(), 8000, 2, Path(sys.argv[1]), lead_seconds=0.0)
"""


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _clear(world: World) -> int:
    return Orphans(world.database, world.clock, world.folder / "kept").clear()


def _aged(world: World, file: Path, age: timedelta) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_bytes(b"sound")
    moment = (world.clock.now() - age).timestamp()
    os.utime(file, (moment, moment))
    return file


def _file(world: World, name: str = "", age: timedelta = timedelta(days=2)) -> Path:
    return _aged(world, world.folder / "kept" / "2026" / "11" / (name or f"{new_id()}.wav"), age)


@pytest.mark.fault
def test_what_a_process_killed_while_it_wrote_has_left_is_cleared(world: World) -> None:
    target = world.folder / "kept" / "2026" / "11" / f"{new_id()}.wav"
    command = [sys.executable, "-c", WRITER, str(target)]
    doomed = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert doomed.stdout is not None
    assert doomed.stdout.readline() == "writing\n"
    [draft] = target.parent.iterdir()
    _aged(world, draft, timedelta(hours=2))
    assert _clear(world) == 0  # it lives
    doomed.kill()
    doomed.communicate()
    assert _clear(world) == 1
    assert list(target.parent.iterdir()) == []


def test_a_draft_that_was_just_written_is_left_to_its_writer_on_another_machine(world: World) -> None:
    draft = _file(world, f".{new_id()}.wav.999999999.draft", timedelta(minutes=5))
    assert _clear(world) == 0
    assert draft.exists()


def test_a_sound_that_no_recording_names_goes_after_a_day_with_what_lies_beside_it(world: World) -> None:
    fresh, old = _file(world, age=timedelta(hours=2)), _file(world)
    beside = _aged(world, old.with_suffix(".peaks.json"), timedelta(days=2))
    assert _clear(world) == 1
    assert fresh.exists()
    assert not old.exists()
    assert not beside.exists()


def test_what_a_recording_names_and_what_others_put_there_stays(world: World) -> None:
    world.record(world.call())
    kept = world.recordings.keeping.keep_call(CallId("c-1"))
    assert kept is not None
    with world.database.read() as connection:
        named = world.recordings.audio_path(store.get_recording(connection, kept))
    _aged(world, named, timedelta(days=300))
    notes = [_file(world, name) for name in ("notes.txt", "call.wav", ".call.wav.12.draft", "my-own-recording-001.wav")]
    assert _clear(world) == 0
    assert named.exists()
    assert all(note.exists() for note in notes)


def test_a_folder_that_belongs_to_another_database_is_left_as_it_is(world: World) -> None:
    files = [_file(world) for _ in range(21)]
    assert _clear(world) == 0
    assert all(file.exists() for file in files)
