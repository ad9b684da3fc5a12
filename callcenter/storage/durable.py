"""Durable work: jobs that survive kill -9 and run their steps again from the last finished one (DBOS).

The rest of the product sees only this file. What its traps ask for (measured): a WAL engine of our own for its SQLite
file, one constant application version so that work queued before an update still runs after it, a stable executor id so
that a restart takes up its own work, fewer workers than pooled connections, and ids only as arguments.
"""

import logging
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from typing import Protocol

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from dbos import error as dbos_error
from sqlalchemy import Engine

from callcenter.storage.engine import POOL_SIZE

APPLICATION_VERSION = "1"
"""Never changes by itself: by default DBOS hashes the source and then leaves older queued work lying."""

_QUEUE = "jobs"
_OUTSIDE = "outside"
"""The queue of jobs that wait for machines of others."""
_POLL_S = 0.25
"""How long a queued job waits at most before it begins; shorter costs a noticeable part of an idle core."""
_POLL_OUTSIDE_S = 2.0
"""What waits for other machines is in no hurry."""
_LAST = 10
"""The priority of work that can wait; the library begins with the lowest number, and work without one has 0."""

Step = Callable[[str], None]
"""One durable step; takes the id of its subject and is safe to run twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """A sort of durable work: its steps run in order, each at least once, for one subject once."""

    name: str
    """Also the prefix of the workflow id, so that the same subject is never queued twice."""
    steps: tuple[Step, ...]
    retries: int = 3
    """How often a step that raised is tried again, with growing pauses, before the job is given up."""
    given_up: Step | None = None
    """Told the subject of a job that was given up, so that a person sees it; safe to run twice."""
    can_wait: bool = False
    """It is begun only when no job that cannot wait is queued."""
    is_outside: bool = False
    """It waits for a machine that is not ours: such jobs run one at a time beside all others, and delay none."""


class JobQueue(Protocol):
    """Where work is handed in."""

    def enqueue(self, kind: str, subject: str) -> None:
        """Queue one job; a job of this kind for this subject that is queued, running or done is left alone."""
        ...


class DurableJobs:
    """Runs jobs for this process. One object a process: the library below keeps its state globally."""

    def __init__(self, system_engine: Engine, *, executor: str, workers: int) -> None:
        """`system_engine` is where the work is remembered; `executor` names this unit and must stay the same over
        restarts, and no two running processes may share it; `workers` jobs run at once, fewer than the pool."""
        if workers + 1 >= POOL_SIZE:  # one more for what waits for others
            raise ValueError(f"{workers} workers need more database connections than the pool of {POOL_SIZE} has")
        self._engine = system_engine
        self._executor = executor
        self._workers = workers
        self._workflows: dict[str, Callable[[str], None]] = {}
        self._can_wait: set[str] = set()
        self._outside: set[str] = set()

    def start(self, kinds: tuple[JobKind, ...]) -> None:
        """Take up the work that was left, and run what is queued."""
        config: DBOSConfig = {
            "name": "callcenter",
            "system_database_engine": self._engine,
            "application_version": APPLICATION_VERSION,
            "executor_id": self._executor,
            "log_level": "WARNING",
        }
        if self._engine.dialect.name == "sqlite":
            config["system_database_url"] = self._engine.url.render_as_string(hide_password=False)
        DBOS(config=config)
        _log_as_we_do()
        for kind in kinds:
            self._workflows[kind.name] = _workflow(kind)
        self._can_wait = {kind.name for kind in kinds if kind.can_wait}
        self._outside = {kind.name for kind in kinds if kind.is_outside}
        DBOS.listen_queues([_QUEUE, _OUTSIDE])
        DBOS.launch()
        DBOS.register_queue(_QUEUE, worker_concurrency=self._workers, polling_interval_sec=_POLL_S)
        DBOS.register_queue(_OUTSIDE, worker_concurrency=1, polling_interval_sec=_POLL_OUTSIDE_S)

    def enqueue(self, kind: str, subject: str) -> None:
        """Queue one job; a job of this kind for this subject that is queued, running or done already is left alone.

        A step may queue too: the library refuses that, so it is not told that we are in one. What a step queues twice
        has one name, and is done once.
        """
        Context().run(self._enqueue, kind, subject)

    def _enqueue(self, kind: str, subject: str) -> None:
        priority = _LAST if kind in self._can_wait else None
        with SetWorkflowID(f"{kind}:{subject}"), SetEnqueueOptions(priority=priority):
            DBOS.enqueue_workflow(_OUTSIDE if kind in self._outside else _QUEUE, self._workflows[kind], subject)

    def stop(self) -> None:
        """Stop taking work; what is unfinished goes on at the next start."""
        DBOS.destroy()


def _log_as_we_do() -> None:
    """The library writes its own lines to standard error; send them the way of all others instead."""
    logger = logging.getLogger("dbos")
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True


def _workflow(kind: JobKind) -> Callable[[str], None]:
    steps = tuple(_step(f"{kind.name}.{place}", step, kind.retries) for place, step in enumerate(kind.steps))

    given_up = None if kind.given_up is None else _step(f"{kind.name}.given-up", kind.given_up, kind.retries)

    @DBOS.workflow(name=kind.name)
    def run(subject: str) -> None:
        try:
            for step in steps:
                step(subject)
        except dbos_error.DBOSMaxStepRetriesExceeded:
            if given_up is not None:
                given_up(subject)
            raise

    return run


def _step(name: str, step: Step, tries: int) -> Step:
    @DBOS.step(name=name, retries_allowed=True, max_attempts=tries)
    def run(subject: str) -> None:
        step(subject)  # wrapped, because the library marks the function and a bound method cannot be marked

    return run
