"""How long the demo takes from the command to its address, and what it weighs when idle."""

import time
from pathlib import Path

import pytest

from tests.support.processes import running

pytestmark = pytest.mark.benchmark

_IDLE_S = 20.0


def test_start_of_the_demo(tmp_path: Path) -> None:
    first = _start(tmp_path)
    later = sorted(_start(tmp_path) for _ in range(3))
    print(f"\nfirst start {first:.1f} s; later starts {later[0]:.1f} to {later[-1]:.1f} s (budget of serve: 3 s)")  # noqa: T201 - a benchmark's result


def test_weight_of_an_idle_demo(tmp_path: Path) -> None:
    with running("demo", tmp_path) as demo:
        before, begin = demo.cpu_seconds(), time.perf_counter()
        demo.wait_for_end(_IDLE_S)
        share = (demo.cpu_seconds() - before) / (time.perf_counter() - begin)
        print(f"\nidle: {demo.memory_mb():.0f} MB (budget 250), {share:.1%} of a core (budget 5 %)")  # noqa: T201 - the same


def _start(folder: Path) -> float:
    begin = time.perf_counter()
    with running("demo", folder) as demo:
        took = time.perf_counter() - begin
        demo.stop()
    return took
