"""Durable work goes on after kill -9, and each subject is worked once; on SQLite and on PostgreSQL."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import Cluster

PROGRAM = """
import sys, threading
from pathlib import Path
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file

folder, mode, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
file = sqlite_file(url)
engine = open_engine(url) if file is None else open_jobs_engine(file)
done = threading.Event()

def note(word):
    with (folder / "log").open("a") as log:
        log.write(word + chr(10))
    print(word, flush=True)

def fetch(subject):
    note("fetched " + subject)

def work(subject):
    note("working " + subject)
    if mode == "fail":
        raise OSError("no space left")
    if mode == "die":
        threading.Event().wait(60)   # killed here
    note("worked " + subject)
    done.set()

jobs = DurableJobs(engine, executor="test", workers=2)
def given_up(subject):
    note("gave up " + subject)
    done.set()

jobs.start((JobKind(name="recording", steps=(fetch, work), retries=2, given_up=given_up),))
if mode != "resume":
    jobs.enqueue("recording", "r-1")
    jobs.enqueue("recording", "r-1")
assert done.wait(40)
jobs.stop()
"""

ORDER = """
import sys, threading
from pathlib import Path
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file

folder, mode, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
file = sqlite_file(url)
all_queued, all_done, done = threading.Event(), threading.Event(), []

def work(subject):
    all_queued.wait(40)
    done.append(subject)
    if len(done) == 4:
        all_done.set()

jobs = DurableJobs(open_engine(url) if file is None else open_jobs_engine(file), executor="test", workers=1)
jobs.start((JobKind(name="new", steps=(work,)), JobKind(name="left", steps=(work,), can_wait=True)))
for number in range(3):
    jobs.enqueue("left", f"left-{number}")
jobs.enqueue("new", "new")
all_queued.set()
assert all_done.wait(40)
(folder / "log").write_text(chr(10).join(done))
jobs.stop()
"""

BESIDE = """
import sys, threading
from pathlib import Path
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file

folder, mode, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
file = sqlite_file(url)
asked, worked, answered, log = threading.Event(), threading.Event(), threading.Event(), []

def ask(subject):
    log.append("asking " + subject)
    asked.set()
    assert worked.wait(40)   # a slow machine of somebody else
    log.append("answered " + subject)
    if subject == "two":
        answered.set()

def work(subject):
    log.append("worked " + subject)
    worked.set()

jobs = DurableJobs(open_engine(url) if file is None else open_jobs_engine(file), executor="test", workers=1)
jobs.start((JobKind(name="work", steps=(work,)), JobKind(name="ask", steps=(ask,), is_outside=True)))
jobs.enqueue("ask", "one")
jobs.enqueue("ask", "two")
assert asked.wait(40)
jobs.enqueue("work", "new")
assert answered.wait(40)
(folder / "log").write_text(chr(10).join(log))
jobs.stop()
"""

CHAIN = """
import sys, threading
from pathlib import Path
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file

folder, mode, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
file = sqlite_file(url)
ended, log = threading.Event(), []

def piece(subject):
    log.append(subject)
    number = int(subject)
    if number == 3:
        ended.set()
        return
    for _ in range(2):   # a step that is done twice queues the same once more
        jobs.enqueue("chain", str(number + 1))

jobs = DurableJobs(open_engine(url) if file is None else open_jobs_engine(file), executor="test", workers=2)
jobs.start((JobKind(name="chain", steps=(piece,), can_wait=True),))
jobs.enqueue("chain", "1")
assert ended.wait(40)
(folder / "log").write_text(chr(10).join(log))
jobs.stop()
"""


class Unit:
    """One unit of the product that does durable work, started as a process again and again."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def start(self, mode: str, program: str = PROGRAM) -> "subprocess.Popen[str]":
        """Start it; what it is to do is `mode`."""
        command = [sys.executable, "-c", program, str(self.folder), mode, self.url]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def run(self, mode: str, program: str = PROGRAM) -> None:
        """Start it and wait for its end."""
        process = self.start(mode, program)
        process.communicate(timeout=60)
        assert process.returncode == 0

    def log(self) -> list[str]:
        """What it did."""
        return (self.folder / "log").read_text().splitlines()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Unit]:
    if request.param == "sqlite":
        yield Unit(tmp_path, f"sqlite:///{tmp_path / 'jobs.db'}")
        return
    cluster = request.getfixturevalue("postgres_cluster")
    assert isinstance(cluster, Cluster)
    with cluster.fresh_database() as url:
        yield Unit(tmp_path, url)


@pytest.mark.fault
def test_a_job_killed_in_its_second_step_is_finished_after_the_restart(unit: Unit) -> None:
    doomed = unit.start("die")
    assert doomed.stdout is not None
    while "working r-1" not in doomed.stdout.readline():
        assert doomed.poll() is None
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.communicate()
    unit.run("resume")
    assert unit.log() == ["fetched r-1", "working r-1", "working r-1", "worked r-1"]


def test_the_same_subject_queued_twice_is_worked_once(unit: Unit) -> None:
    unit.run("twice")
    assert unit.log() == ["fetched r-1", "working r-1", "worked r-1"]


def test_a_job_that_fails_at_every_try_is_given_up_with_word_to_somebody(unit: Unit) -> None:
    unit.run("fail")
    assert unit.log() == ["fetched r-1", "working r-1", "working r-1", "gave up r-1"]


def test_a_piece_of_long_work_queues_the_next_piece(unit: Unit) -> None:
    unit.run("chain", CHAIN)
    assert unit.log() == ["1", "2", "3"]


def test_work_that_can_wait_lets_new_work_go_first(unit: Unit) -> None:
    unit.run("order", ORDER)
    assert unit.log().index("new") <= 1  # one may have begun before it came
    assert len(unit.log()) == 4


def test_work_that_waits_for_somebody_elses_machine_goes_one_by_one_and_keeps_nothing_back(unit: Unit) -> None:
    unit.run("beside", BESIDE)
    log = unit.log()
    assert log[:2] == ["asking one", "worked new"]
    assert [word for word in log if word != "worked new"] == [
        "asking one",
        "answered one",
        "asking two",
        "answered two",
    ]
