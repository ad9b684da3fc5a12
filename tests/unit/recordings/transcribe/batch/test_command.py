"""`callcenter transcribe FOLDER` as a person runs it: killed, stopped by hand, and run again."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.commands import ROOT, environment
from tests.unit.recordings.transcribe.spoken_call import speak_call

CALLS = 9


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls")
    spoken = speak_call(folder).path
    for number in range(1, CALLS):
        (folder / f"{number:02d}.wav").hardlink_to(spoken)
    spoken.rename(folder / "00.wav")
    return folder


@contextmanager
def _transcribing(calls: Path, out: Path, *more: str, before: str = "") -> Iterator["subprocess.Popen[str]"]:
    """`before` is Python that the process runs first."""
    temporary = out.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    command = ["transcribe", str(calls), "--out", str(out), "--language", "ru", "--demo-model", "--jobs", "2", *more]
    with subprocess.Popen(
        [sys.executable, "-c", f"{before}\nfrom callcenter.app.cli import main; main()", *command],
        cwd=ROOT,
        env=environment(
            {
                "CALLCENTER_DATA_DIR": str(out.parent / "data"),
                "PYTHONUNBUFFERED": "1",
                "TMPDIR": str(temporary),
            }
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _whole(calls: Path, out: Path, *more: str, before: str = "") -> tuple[int, str, str]:
    with _transcribing(calls, out, *more, before=before) as process:
        said, problems = process.communicate(timeout=120)
    return process.returncode, said, problems


def _until_written(process: "subprocess.Popen[str]", number: int) -> None:
    assert process.stderr is not None
    while (line := process.stderr.readline()) and not line.startswith(f"{number}/"):
        pass


def _words(out: Path) -> dict[str, object]:
    """The words of each result; every one of them must be whole."""
    return {path.name: json.loads(path.read_text(encoding="utf-8"))["turns"] for path in out.glob("*.json")}


def _children(parent: int) -> list[int]:
    return [
        int(child) for path in Path(f"/proc/{parent}/task").glob("*/children") for child in path.read_text().split()
    ]


@pytest.mark.fault
def test_a_run_that_is_killed_goes_on_where_it_was_and_leaves_no_process(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with _transcribing(calls, out) as process:
        _until_written(process, 3)
        recognisers = _children(process.pid)
        watches = [os.pidfd_open(child) for child in recognisers]
        process.kill()
        assert recognisers
        for watch in watches:
            assert select.select([watch], [], [], 60)[0], "a recogniser has outlived the command"
            os.close(watch)
    before = _words(out)
    assert 3 <= len(before) < CALLS
    assert list((tmp_path / "tmp").glob("callcenter-sound-*/*")), "killed in the middle of a recording"
    code, said, _ = _whole(calls, out)
    assert code == 0
    assert said == f"{CALLS - len(before)} written, {len(before)} done before, 0 failed\n"
    after = _words(out)
    assert len(after) == CALLS
    assert all(turns == after["00.wav.json"] for turns in after.values())
    assert not list(out.glob(".*"))
    assert not list((tmp_path / "tmp").iterdir()), "the patients' voices of the killed run"


@pytest.mark.fault
def test_killing_every_recogniser_in_the_middle_loses_no_recording(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed = 0
    with _transcribing(calls, out) as process:
        for number in (1, 4, 7):
            _until_written(process, number)
            for child in _children(process.pid)[:1]:
                os.kill(child, signal.SIGKILL)
                killed += 1
        said, problems = process.communicate(timeout=120)
    assert killed == 3
    assert process.returncode == 0, problems
    assert said == f"{CALLS} written, 0 done before, 0 failed\n"
    assert len({json.dumps(turns) for turns in _words(out).values()}) == 1


_HEEDS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""As on a terminal, also where the tests themselves run in the background, which hands on that Ctrl-C is ignored."""


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_by_hand_says_how_to_go_on(calls: Path, tmp_path: Path, by: signal.Signals) -> None:
    out = tmp_path / "out"
    with _transcribing(calls, out, before=_HEEDS_CTRL_C) as process:
        _until_written(process, 2)
        process.send_signal(by)
        said, problems = process.communicate(timeout=60)
    assert process.returncode == 130
    done = len(_words(out))
    assert 2 <= done < CALLS
    assert "the same command goes on from here" in problems
    assert " failed" in said
    assert "Traceback" not in problems
    assert not list(out.glob(".*"))
    assert not list((tmp_path / "tmp").iterdir())


def test_what_fails_is_listed_at_the_end_and_the_exit_code_is_one(calls: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.wav").hardlink_to(calls / "00.wav")
    (folder / "letter.mp3").write_text("dear clinic")
    (folder / "empty.wav").touch()
    (folder / "foreign.wav").hardlink_to(calls / "00.wav")
    (folder / "foreign.wav.json").write_text('{"mine": true}')
    command = ["transcribe", str(folder), "--language", "ru", "--demo-model"]
    done = subprocess.run(
        [sys.executable, "-c", "from callcenter.app.cli import main; main()", *command],
        cwd=ROOT,
        env=environment({"CALLCENTER_DATA_DIR": str(tmp_path / "data")}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == "1 written, 0 done before, 3 failed\n"
    problems = done.stderr.splitlines()[-3:]
    assert [line[: line.index(" ")] for line in problems] == [
        str(folder / name) for name in ("empty.wav", "foreign.wav:", "letter.mp3")
    ]
    assert problems[0].startswith(f"{folder}/empty.wav is empty; ")
    assert (folder / "foreign.wav.json").read_text() == '{"mine": true}'
    assert (folder / "good.wav.json").exists()


def test_a_full_disk_under_the_results_is_told_once_and_before_any_work(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    code, said, problems = _whole(calls, out, before=limit)
    assert code == 1
    assert said == f"0 written, 0 done before, {CALLS} failed\n"
    assert problems.partition("\n")[2] == (
        f"the disk of {out} is full; make room there, or give another --out folder ({CALLS} not transcribed)\n"
    )
    assert not list(out.iterdir())


def test_a_full_folder_for_temporary_files_is_told_by_its_own_name(calls: Path, tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    code, _, problems = _whole(calls, tmp_path / "out", before=limit)
    assert code == 1
    assert problems.partition("\n")[2] == (
        f"the disk of {tmp_path / 'tmp'} is full; make room there, or set TMPDIR to another folder "
        f"({CALLS} not transcribed)\n"
    )


def test_two_runs_on_one_folder_share_the_work(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with _transcribing(calls, out) as first:
        _until_written(first, 1)
        code, said, problems = _whole(calls, out)
        first_said, first_problems = first.communicate(timeout=120)
    assert (code, first.returncode) == (0, 0), problems + first_problems
    assert len(_words(out)) == CALLS
    assert int(said.split(" written")[0]) + int(first_said.split(" written")[0]) == CALLS


def test_names_of_files_move_no_cursor(calls: Path, tmp_path: Path) -> None:
    folder = tmp_path / "calls\n\x1b[2J"
    folder.mkdir()
    for name in ("a\x1b[31m\n9-9  written.wav", "loop\r.wav", "foreign\x07.wav"):
        (folder / name).write_text("no sound")
    (folder / os.fsdecode(b"\xff.wav")).hardlink_to(calls / "00.wav")
    (folder / "loop\r.wav").unlink()
    (folder / "loop\r.wav").symlink_to("loop\r.wav")
    (folder / "foreign\x07.wav.json").write_text("{}")
    code, said, problems = _whole(folder, tmp_path / "out")
    assert code == 1
    assert said == "1 written, 0 done before, 2 failed\n"
    for line in (said + problems).splitlines():
        assert line.isprintable(), line
    assert "a\\x1b[31m\\n9-9  written.wav" in problems
    code, said, problems = _whole(folder / "nothing\x1b[2J", tmp_path / "out")
    assert code == 1
    assert all(line.isprintable() for line in (said + problems).splitlines())
