"""Folders for sound of a moment: nothing is left in them, not even by a process that was killed."""

import errno
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from recordings.transcribe.scratch import filling, scratch_folder, sweep
from recordings.transcribe.unwritable import UnwritableError
from tests.support.commands import ROOT, environment

_HOLDS_SOUND = """
import sys
from recordings.transcribe.scratch import filling, scratch_folder
with scratch_folder() as folder:
    (folder / "call.wav").write_bytes(b"a voice")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _holding(temporary: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _HOLDS_SOUND],
        cwd=ROOT,
        env=environment({"TMPDIR": str(temporary)}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_is_not(temporary: Path) -> None:
    with _holding(temporary) as killed, _holding(temporary) as at_work, scratch_folder() as own:
        assert killed.stdout is not None
        assert at_work.stdout is not None
        left, used = Path(killed.stdout.readline().strip()), Path(at_work.stdout.readline().strip())
        killed.kill()
        killed.wait(10)
        assert (left / "call.wav").exists()
        sweep()
        assert [left.exists(), used.exists(), own.exists()] == [False, True, True]
        at_work.kill()


def test_nothing_that_is_not_ours_is_swept(temporary: Path) -> None:
    (temporary / "elsewhere").mkdir()
    (temporary / "callcenter-sound-link").symlink_to("elsewhere")
    (temporary / "callcenter-sound-file").touch()
    before = sorted(temporary.iterdir())
    sweep()
    assert sorted(temporary.iterdir()) == before


def _meet_a_full_disk() -> None:
    with scratch_folder() as folder, filling(folder):
        (folder / "call.wav").touch()
        raise OSError(errno.ENOSPC, "No space left on device")


def test_nothing_is_left_after_the_work_whatever_came_of_it(temporary: Path) -> None:
    with pytest.raises(UnwritableError, match=f"the disk of {temporary} is full; make room there, or set TMPDIR"):
        _meet_a_full_disk()
    assert not list(temporary.iterdir())


def test_a_fault_of_the_recording_is_not_said_of_the_folder(temporary: Path) -> None:
    with pytest.raises(PermissionError), scratch_folder() as folder, filling(folder):
        raise PermissionError(errno.EACCES, "Permission denied", "/recordings/a.wav")
