"""Durable work goes on after kill -9, and each subject is worked once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, threading
from pathlib import Path
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_jobs_engine

folder, mode = Path(sys.argv[1]), sys.argv[2]
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

jobs = DurableJobs(open_jobs_engine(folder / "jobs.db"), executor="test", workers=2)
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


def start(folder: Path, mode: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder), mode], stdout=subprocess.PIPE, text=True)


@pytest.mark.fault
def test_a_job_killed_in_its_second_step_is_finished_after_the_restart(tmp_path: Path) -> None:
    doomed = start(tmp_path, "die")
    assert doomed.stdout is not None
    while "working r-1" not in doomed.stdout.readline():
        assert doomed.poll() is None
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.communicate()
    heir = start(tmp_path, "resume")
    heir.communicate(timeout=60)
    assert heir.returncode == 0
    log = (tmp_path / "log").read_text().splitlines()
    assert log == ["fetched r-1", "working r-1", "working r-1", "worked r-1"]


def test_the_same_subject_queued_twice_is_worked_once(tmp_path: Path) -> None:
    process = start(tmp_path, "twice")
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert (tmp_path / "log").read_text().splitlines() == ["fetched r-1", "working r-1", "worked r-1"]


def test_a_job_that_fails_at_every_try_is_given_up_with_word_to_somebody(tmp_path: Path) -> None:
    process = start(tmp_path, "fail")
    process.communicate(timeout=60)
    assert process.returncode == 0
    log = (tmp_path / "log").read_text().splitlines()
    assert log == ["fetched r-1", "working r-1", "working r-1", "gave up r-1"]
