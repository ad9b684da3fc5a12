"""Durable work of the search: older transcripts are indexed after an update. Safe to run twice."""

import threading

from callcenter.kit.ids import new_id
from callcenter.storage.durable import JobKind, JobQueue
from recordings.search.indexing_service import Indexing
from recordings.search.terms import VERSION

_INDEX = "index-transcripts"


class IndexingJobs:
    """Queues one job that goes through all that is left, where anything is."""

    def __init__(self, indexing: Indexing, jobs: JobQueue) -> None:
        self._indexing = indexing
        self._jobs = jobs
        self._running = threading.Lock()

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        return (JobKind(name=_INDEX, steps=(self._index,)),)  # given up: the sweeper comes back to it

    def take_up_left(self) -> int:
        """Queue the work where transcripts are left that nobody here is working on; returns how many they are."""
        left = 0 if self._running.locked() else self._indexing.count_left()
        if left:
            self._jobs.enqueue(_INDEX, f"{VERSION}.{new_id()}")
        return left

    def _index(self, _subject: str) -> None:
        with self._running:
            self._indexing.take_up_left()
