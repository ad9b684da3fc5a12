"""Rounds of a campaign under fire: an evening, a misbehaving exchange, and workers that are killed at random."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from callcenter.domain.outreach import Purpose
from callcenter.storage.tables import attempt, target
from callcenter.storage.work import Database
from outbound.campaigns.target import TargetState
from tests.support.faults.clinic import BEGINS, fill, start_campaign, terms_until
from tests.support.faults.exchange_process import ExchangeOrders, run_exchange
from tests.support.faults.fast_clock import fast_clock
from tests.support.faults.verdict import Allowed, Verdict, verdict_of
from tests.support.faults.worker_process import WorkerOrders, run_worker

_TRIES = 3
_TAIL = timedelta(minutes=40)
"""An exchange that tells of no end is believed to have ended a call after half an hour."""
_LONGEST_S = 120.0
"""How long a round may take beyond its evening on a machine that is busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One evening."""

    seed: int
    kills: int
    """At most so many, all within the evening."""
    patients: int
    hours: int = 1
    speed: float = 200.0
    lines: int = 30
    calls_per_second: float = 0.5
    """Of the fast clock."""


def fight(database: Database, url: str, round_: Round) -> Verdict:
    """Play a round and judge it. The database has all tables, and is empty."""
    chance = Random(round_.seed)  # noqa: S311 - kills are drawn from a seed on purpose
    terms = terms_until(round_.hours, round_.lines, round_.calls_per_second)
    fill(database, terms, round_.patients)
    clock = fast_clock(BEGINS - timedelta(minutes=1), round_.speed)
    start_campaign(database, clock, terms, Purpose.CONFIRMATION)
    ends = BEGINS + timedelta(hours=round_.hours)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address, log = str(folder / "exchange"), folder / "log"
        exchange = stack.enter_context(
            _Process(run_exchange, ExchangeOrders(address=address, log=log, clock=clock, seed=round_.seed))
        )
        exchange.wait_until_it_speaks()
        orders = WorkerOrders(database_url=url, exchange=address, clock=clock, terms=terms)
        kills = 0
        apart_s = clock.real_s(ends) / (round_.kills + 1)
        while kills < round_.kills and clock.now() < ends:
            with _Process(run_worker, orders) as worker:
                worker.must_live(chance.uniform(0.2, 1.8) * apart_s)
                worker.kill()
                kills += 1
        with _Process(run_worker, orders) as worker:
            worker.must_live(max(0.0, clock.real_s(ends + _TAIL)))
            until = time.monotonic() + _LONGEST_S
            while not _is_quiet(database) and time.monotonic() < until:
                worker.must_live(0.5)
        allowed = Allowed(
            patients=round_.patients,
            lines=round_.lines,
            tries=_TRIES,
            begins=BEGINS,
            ends=ends,
            slack=timedelta(seconds=round_.speed / 2),
        )
        return verdict_of(database, log, allowed, kills)


def _is_quiet(database: Database) -> bool:
    """Nothing is open, and nothing is planned any more."""
    open_calls = select(func.count()).select_from(attempt).where(attempt.c.ended_at.is_(None))
    planned = select(func.count()).select_from(target).where(target.c.state == TargetState.PLANNED.value)
    with database.read() as connection:
        return not connection.execute(open_calls).scalar_one() + connection.execute(planned).scalar_one()


class _Process:
    """A process that ends with us; made from one in which all is imported, so that it begins at once."""

    def __init__(self, run: object, orders: object) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([run_worker.__module__, run_exchange.__module__])
        self._ours: Connection
        self._ours, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(target=run, args=(orders, theirs))  # type: ignore[arg-type] # a function of orders and a pipe
        self._process.start()
        theirs.close()

    def __enter__(self) -> "_Process":
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        self._process.join(10)
        if self._process.is_alive():
            self.kill()

    def wait_until_it_speaks(self) -> None:
        assert self._ours.poll(60), "the process said nothing"
        self._ours.recv()

    def must_live(self, seconds: float) -> None:
        """Let it run for so long; fails where it ends by itself."""
        ended = multiprocessing.connection.wait([self._process.sentinel], seconds)
        assert not ended, "a worker ended by itself; its words are above"

    def kill(self) -> None:
        """kill -9: nothing is tidied up."""
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(10)
