"""Durable work of telling results: each try is a job of its own in the queue of what waits for others."""

from callcenter.domain.events import DomainEvent
from callcenter.kit.ids import new_id
from callcenter.storage.durable import JobKind, JobQueue
from outbound.telling.news import TOLD
from outbound.telling.telling_service import Teller

_TELL = "tell"


class TellingJobs:
    """Queues what is to be told."""

    ASKED_BY = tuple(TOLD)
    """The events that ask for work."""

    def __init__(self, teller: Teller, jobs: JobQueue) -> None:
        self._teller, self._jobs = teller, jobs

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know, also where nobody is told any more: work may be left."""
        return (JobKind(name=_TELL, steps=(self._tell,), is_outside=True, can_wait=True),)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader. The same event again queues nothing new."""
        ident = self._teller.keep(event)
        if ident is not None:
            self._jobs.enqueue(_TELL, f"{ident}.0")

    def take_up_left(self) -> int:
        """Queue what is to be tried again by now; how many."""
        found = self._teller.due()
        for one in found:
            self._jobs.enqueue(_TELL, f"{one.id}.{new_id()}")
        return len(found)

    def _tell(self, subject: str) -> None:
        self._teller.tell(subject.partition(".")[0])
