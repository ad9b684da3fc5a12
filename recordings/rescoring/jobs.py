"""Durable work: a run is done piece by piece, each queued by the one before, behind all new calls. Safe to do twice."""

from callcenter.domain.events import DomainEvent, ScoringAnewAsked
from callcenter.storage.durable import JobKind, JobQueue
from recordings.rescoring.run import Run
from recordings.rescoring.service import Rescoring

_PIECE = "score-anew"


class RescoringJobs:
    """Queues the pieces of runs."""

    ASKED_BY = (ScoringAnewAsked,)
    """The events that ask for work."""

    def __init__(self, rescoring: Rescoring, jobs: JobQueue) -> None:
        self._rescoring = rescoring
        self._jobs = jobs

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        # given up: the sweeper comes back to it
        return (JobKind(name=_PIECE, steps=(self._piece,), can_wait=True),)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader: begin what was asked for."""
        if isinstance(event, ScoringAnewAsked):
            self.take_up_left()

    def take_up_left(self) -> int:
        """Queue the next piece of every run that goes on; queued already, nothing happens. Returns how many there are.

        A piece that was given up is never queued again under its name, so its run stands until a person asks anew.
        """
        left = self._rescoring.left()
        for run in left:
            self._queue(run)
        return len(left)

    def _piece(self, subject: str) -> None:
        run = self._rescoring.do_piece(subject.partition(".")[0])
        if run is not None:
            self._queue(run)

    def _queue(self, run: Run) -> None:
        self._jobs.enqueue(_PIECE, f"{run.id}.{run.done}.{run.failed}")
