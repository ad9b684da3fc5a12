"""A campaign whose processes are killed -9 at random, on an exchange that misbehaves: never twice, never lost.

`make test` plays one short evening on each database. `make faults` plays evenings until FAULT_KILLS and FAULT_ATTEMPTS
are reached on each. Every round prints its counts.
"""

import os

import pytest
from sqlalchemy import Engine

from callcenter.storage.work import Database
from tests.support.databases import clean_tables
from tests.support.faults.battle import Round, fight
from tests.support.faults.verdict import Verdict

_KILLS = int(os.environ.get("FAULT_KILLS", "20"))
_ATTEMPTS = int(os.environ.get("FAULT_ATTEMPTS", "1"))
_SPEED = float(os.environ.get("FAULT_SPEED", "150"))
"""Of the clock in long runs: a slower machine begins fewer calls in an evening that goes by as quickly."""
_IS_SHORT = _KILLS <= 50


def _round(seed: int) -> Round:
    if _IS_SHORT:
        return Round(seed=seed, kills=20, patients=250, speed=300.0)
    return Round(seed=seed, kills=24, patients=1400, hours=4, speed=_SPEED)


@pytest.mark.fault
def test_nobody_is_dialled_twice_and_nobody_is_lost_whenever_processes_are_killed(
    engine: Engine, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    in_all, seed = Verdict(), 0
    while in_all.kills < _KILLS or in_all.attempts < _ATTEMPTS:
        seed += 1
        clean_tables(engine)
        came_out = fight(Database(engine), database_url, _round(seed))
        in_all += came_out
        with capsys.disabled():
            print(f"\n{engine.dialect.name}, round {seed}: {came_out}")  # noqa: T201 - the counts are told
        assert not came_out.faults, f"round {seed}: {came_out}"
        assert came_out.dials, "nobody was called: the round proves nothing"
    with capsys.disabled():
        print(f"\n{engine.dialect.name}, {seed} rounds in all: {in_all}")  # noqa: T201 - the same
