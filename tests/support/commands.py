"""Running `callcenter` as a person does: a process of its own, its output and its exit code."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LIMIT_S = 120


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


def callcenter(*arguments: str, settings: dict[str, str], typed: str = "", folder: Path = ROOT) -> Ran:
    """Run one command in a folder with these settings and nothing of the machine's.

    `typed` goes to its standard input.
    """
    done = subprocess.run(
        [sys.executable, "-c", "from callcenter.app.cli import main; main()", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        cwd=folder,
        env=environment(settings),
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def environment(settings: dict[str, str]) -> dict[str, str]:
    """The environment of a process with exactly these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLCENTER_")}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}
