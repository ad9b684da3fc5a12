"""Durable work of telling results, in the queue of what waits for others: a round tells all that is due.

What is to be told stands in the database; a job is no more than the round that is next. So a thousand results of an
evening are a few jobs, and one that came between two rounds is found by the next.
"""

from callcenter.domain.events import DomainEvent
from callcenter.kit.clock import Clock
from callcenter.storage.durable import JobKind, JobQueue
from outbound.telling.news import TOLD
from outbound.telling.telling_service import Teller

_TELL = "tell"
_ROUND_S = 5
"""What comes within so many seconds is one round."""


class TellingJobs:
    """Queues what is to be told."""

    ASKED_BY = tuple(TOLD)
    """The events that ask for work."""

    def __init__(self, teller: Teller, jobs: JobQueue, clock: Clock) -> None:
        self._teller, self._jobs, self._clock = teller, jobs, clock

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know, also where nobody is told any more: work may be left."""
        return (JobKind(name=_TELL, steps=(self._tell,), is_outside=True, can_wait=True),)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader. The same event again is told once."""
        if self._teller.keep(event):
            self._queue("news")

    def take_up_left(self) -> int:
        """Queue a round where something is to be told by now; how many wait."""
        found = self._teller.due()
        if found:
            self._queue("left")
        return found

    def _queue(self, why: str) -> None:
        self._jobs.enqueue(_TELL, f"{why}.{int(self._clock.now().timestamp()) // _ROUND_S}")

    def _tell(self, _: str) -> None:
        self._teller.tell_due()
