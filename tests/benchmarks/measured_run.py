"""A command with its time, its processor time and its memory, children included."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a command took. Memory is proportional: what processes share counts once."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    memory: tuple[float, ...]
    """MB at a quarter, a half, three quarters and nearly the end of the time."""


def measure(command: Sequence[str], *, cores: Sequence[int], environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command on these processor cores. Raises AssertionError where it fails."""
    before, begin = os.times(), time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", ",".join(map(str, cores)), *command],
        env=None if environment is None else {**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with process:
        looks, ended = _Looks(process.pid), threading.Event()
        watch = threading.Thread(target=looks.until, args=(ended,), daemon=True)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - begin
        ended.set()
        watch.join()
    after = os.times()
    assert code == 0, f"{' '.join(command)} ended with {code}"
    return Measured(
        seconds=seconds,
        cpu_seconds=after.children_user + after.children_system - before.children_user - before.children_system,
        peak_mb=max(looks.seen),
        memory=tuple(looks.seen[int(share * (len(looks.seen) - 1))] for share in (0.25, 0.5, 0.75, 0.95)),
    )


class _Looks:
    def __init__(self, process: int) -> None:
        self._process = process
        self.seen: list[float] = [0.0]

    def until(self, ended: threading.Event) -> None:
        while not ended.wait(_LOOK_EVERY_S):
            self.seen.append(sum(map(_memory_mb, _family(self._process))))


def _family(process: int) -> list[int]:
    try:
        children = " ".join(path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")).split()
    except OSError:
        return []
    return [process, *(one for child in children for one in _family(int(child)))]


def _memory_mb(process: int) -> float:
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in said.splitlines() if line.startswith("Pss:")), 0.0)
