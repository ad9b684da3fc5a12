"""What a test run promises: nothing is skipped unseen, and on CI nothing is skipped at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import environment

_TESTS = """
import os, pytest

@pytest.mark.skip(reason="no Asterisk: not root")
def test_one(): pass

def test_settings_do_not_leak():
    assert "CALLCENTER_PORT" not in os.environ
    assert os.environ["CALLCENTER_TEST_CACHE"] == "kept"
"""


def _run(folder: Path, ci: str, processes: int, tests: str = _TESTS) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.support.run_rules", "-p", "no:cacheprovider"),
            *("-n", str(processes), "--dist", "loadfile", str(folder)),
        ],
        cwd=folder,
        env=environment({"CI": ci, "CALLCENTER_PORT": "1", "CALLCENTER_TEST_CACHE": "kept"}),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(params=[0, 2], ids=["one process", "two processes"])
def processes(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_a_skipped_test_is_told_at_the_end_with_its_reason(tmp_path: Path, processes: int) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "system-parts.txt").write_text("Asterisk: no Debian mirror\n", encoding="utf-8")
    ran = _run(tmp_path, "", processes)
    assert ran.returncode == pytest.ExitCode.OK
    assert "1 skipped: no Asterisk: not root" in ran.stdout
    assert "not installed: Asterisk: no Debian mirror" in ran.stdout


def test_on_ci_a_skipped_test_fails_the_run(tmp_path: Path, processes: int) -> None:
    ran = _run(tmp_path, "true", processes)
    assert ran.returncode == pytest.ExitCode.TESTS_FAILED
    assert "On CI a skipped test is a failure" in ran.stdout


def test_on_ci_a_run_without_skips_passes(tmp_path: Path, processes: int) -> None:
    ran = _run(tmp_path, "true", processes, tests="def test_one(): pass\n")
    assert ran.returncode == pytest.ExitCode.OK
    assert "not tested" not in ran.stdout
    assert "1 passed in" in ran.stdout.splitlines()[-1], "the closing line is the last"
