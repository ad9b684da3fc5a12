"""Durable work on recordings: nothing is lost by kill -9, and nothing is done twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from callcenter.domain.events import PrivateWordsChanged, RecordingKept, RecordingScored, RecordingTranscribed
from callcenter.kit.languages import Language
from callcenter.storage.durable import DurableJobs
from callcenter.storage.engine import open_engine, open_jobs_engine
from callcenter.storage.readers import EventReader
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from recordings.jobs import RecordingJobs
from tests.unit.recordings.audio.sounds import tone, write
from tests.unit.recordings.service_world import World, install_model

PROGRAM = """
import sys, threading
from pathlib import Path
from tests.unit.recordings import test_jobs
test_jobs.run_service(Path(sys.argv[1]), dies=sys.argv[2] == "die")
"""


def _hang() -> None:
    """Say that it has begun, and wait to be killed."""
    sys.stdout.write("transcribing\n")
    sys.stdout.flush()
    sys.stdin.read()  # nothing ever comes


def run_service(folder: Path, *, dies: bool) -> None:
    """What `callcenter serve` does for recordings, until the call is scored."""
    world = World(Database(open_engine(f"sqlite:///{folder}/clinic.db")), folder)
    if dies:
        world.transcriber.first = _hang
    jobs = DurableJobs(open_jobs_engine(folder / "jobs.db"), executor="test", workers=2)
    work = RecordingJobs(world.recordings, jobs)
    jobs.start(work.kinds)
    reader = EventReader("recordings", world.database, work.on_event)
    reader.start()
    seen = -1
    while not any(isinstance(event, RecordingScored) for event in world.events()):
        seen = world.database.wake.wait(seen)
    reader.stop()
    jobs.stop()
    sys.stdout.write(f"scored, asked {world.transcriber.asked}\n")


def _serve(folder: Path, mode: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(folder), mode]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def world(tmp_path: Path) -> World:
    engine = open_engine(f"sqlite:///{tmp_path}/clinic.db")
    metadata.create_all(engine)
    return World(Database(engine), tmp_path)


@pytest.mark.fault
def test_a_service_killed_while_it_transcribes_has_transcribed_once_after_the_restart(world: World) -> None:
    world.record(world.call())
    doomed = _serve(world.folder, "die")
    assert doomed.stdout is not None
    assert doomed.stdout.readline() == "transcribing\n"
    doomed.kill()
    doomed.communicate()
    heir = _serve(world.folder, "live")
    said, _ = heir.communicate(timeout=60)
    assert said == "scored, asked 1\n"
    told = [type(event) for event in world.events()]
    assert told.count(RecordingKept) == told.count(RecordingTranscribed) == told.count(RecordingScored) == 1
    assert len(list((world.folder / "kept").rglob("*.wav"))) == 1


class _Queue:
    """Stands for the durable engine: keeps what was queued."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, str]] = []

    def enqueue(self, kind: str, subject: str) -> None:
        self.queued.append((kind, subject))

    def work(self, jobs: RecordingJobs) -> None:
        """Do everything that is queued, step by step."""
        steps = {kind.name: kind.steps for kind in jobs.kinds}
        while self.queued:
            kind, subject = self.queued.pop(0)
            for step in steps[kind]:
                step(subject)


def test_a_call_goes_from_its_two_files_to_its_score_by_events(world: World) -> None:
    queue = _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    reader = EventReader("recordings", world.database, jobs.on_event)
    world.record(world.call())
    while reader.read_on():
        queue.work(jobs)
    told = [type(event) for event in world.events()]
    assert told[-2:] == [RecordingScored, PrivateWordsChanged]


def test_what_waited_for_a_model_is_taken_up_when_it_is_there(world: World) -> None:
    world, queue = World(world.database, world.folder, demo=False), _Queue()
    jobs = RecordingJobs(world.recordings, queue)
    given = write(world.folder / "call.wav", tone(440, 1), tone(1000, 1))
    kept = world.recordings.keeping.ingest(given, Language.UK)
    world.recordings.writing.transcribe(kept)
    assert jobs.take_up_left() == 0
    install_model(world.folder / "models" / "uk")
    assert jobs.take_up_left() == 1
    queue.work(jobs)
    assert world.transcriber.asked == 1
    assert jobs.take_up_left() == 1  # its private words are not marked yet: nobody has read that it was transcribed
    queue.work(jobs)
    assert jobs.take_up_left() == 0
