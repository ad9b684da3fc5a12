"""Durable work: a run is done piece by piece, each queued by the one before, behind all new calls. Safe to do twice."""

from callcenter.domain.events import DomainEvent, ScoringAnewAsked
from callcenter.kit.clock import Clock
from callcenter.storage.durable import JobKind, JobQueue
from recordings.rescoring.run import Run
from recordings.rescoring.service import Rescoring

_PIECE = "score-anew"


class RescoringJobs:
    """Queues the pieces of runs."""

    ASKED_BY = (ScoringAnewAsked,)
    """The events that ask for work."""

    def __init__(self, rescoring: Rescoring, jobs: JobQueue, clock: Clock) -> None:
        self._rescoring = rescoring
        self._jobs = jobs
        self._clock = clock

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        # given up: the sweeper comes back to it
        return (JobKind(name=_PIECE, steps=(self._piece,), can_wait=True),)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader: begin what was asked for."""
        if isinstance(event, ScoringAnewAsked):
            for run in self._rescoring.left():
                self._queue(run)

    def take_up_left(self) -> int:
        """Queue the next piece of every run that goes on; returns how many there are. Once an hour, in any process:
        a piece that was given up is not begun again under its own name, and one that is done twice does no harm."""
        left = self._rescoring.left()
        for run in left:
            self._queue(run, f".{self._clock.now():%Y%m%d%H}")
        return len(left)

    def _piece(self, subject: str) -> None:
        run = self._rescoring.do_piece(subject.partition(".")[0])
        if run is not None:
            self._queue(run)

    def _queue(self, run: Run, mark: str = "") -> None:
        self._jobs.enqueue(_PIECE, f"{run.id}.{run.done}{mark}")
