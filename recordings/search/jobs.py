"""Durable work of the search: older transcripts are indexed after an update. Safe to run twice."""

from datetime import UTC, datetime

from callcenter.kit.clock import Clock
from callcenter.storage.durable import JobKind, JobQueue
from recordings.calls.entry import Cursor
from recordings.search.indexing_service import Indexing
from recordings.search.terms import VERSION

_INDEX = "index-transcripts"
_MOMENT = "%Y%m%d%H%M%S%f"


class IndexingJobs:
    """Queues short jobs, each of which queues the next, so that new calls never wait for all that is left."""

    def __init__(self, indexing: Indexing, jobs: JobQueue, clock: Clock) -> None:
        self._indexing = indexing
        self._jobs = jobs
        self._clock = clock

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        # given up: the sweeper comes back to it
        return (JobKind(name=_INDEX, steps=(self._index,), can_wait=True),)

    def take_up_left(self) -> int:
        """Queue the first of the jobs where transcripts are left; returns how many they are.

        In whichever process and however often it is called, that is once in six hours.
        """
        left = self._indexing.count_left()
        if left:
            now = self._clock.now()
            self._jobs.enqueue(_INDEX, f"{VERSION}.{now:%Y%m%d}{now.hour // 6}")
        return left

    def _index(self, subject: str) -> None:
        """`subject`: the version of the index, a mark of the run, and where there is one the place to go on from."""
        version, run, *place = subject.split(".")
        behind = self._indexing.take_up_some(_place(*place) if place else None)
        if behind is not None:
            self._jobs.enqueue(_INDEX, f"{version}.{run}.{behind.moment.astimezone(UTC):{_MOMENT}}.{behind.id}")


def _place(moment: str, name: str) -> Cursor:
    return Cursor(datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC), name)
