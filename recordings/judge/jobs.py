"""Durable work for the language model: one scored call after another, beside all other work and never before it."""

from dataclasses import replace

from callcenter.domain.events import DomainEvent, RecordingScored
from callcenter.kit.ids import RecordingId
from callcenter.kit.logs import get_logger
from callcenter.storage.durable import JobKind, JobQueue
from recordings.judge.service import Judging

_log = get_logger(__name__)

_JUDGE = "judge"
_LATER = "-later"
"""Behind the name of work on old calls that were scored anew: it waits until no new call does."""
_AGAIN = ".again-"
"""In the name of a question that was given up before."""
_TRIES = 8
"""With the pauses between them about two minutes, beside the time of the tries themselves."""


class JudgeJobs:
    """Queues the work that a new score asks for."""

    ASKED_BY = (RecordingScored,)
    """The events that ask for work."""

    def __init__(self, judging: Judging, jobs: JobQueue) -> None:
        self._judging = judging
        self._jobs = jobs

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know, also where there is no model any more: work may be left."""
        new = JobKind(name=_JUDGE, steps=(self._judge,), retries=_TRIES, given_up=self._given_up, is_outside=True)
        return new, replace(new, name=_JUDGE + _LATER, can_wait=True)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader: queue what an event asks for. The same event again queues nothing new."""
        if isinstance(event, RecordingScored) and self._judging.is_on and self._judging.is_new(event.at):
            kind = _JUDGE if self._judging.is_of_new_call(event.recording) else _JUDGE + _LATER
            self._jobs.enqueue(kind, f"{event.recording}.{event.at:%Y%m%d%H%M%S%f}")

    def take_up_left(self) -> int:
        """Queue questions that were given up and are due again; how many. Called at the start and every quarter of an
        hour in each process; each try is queued once."""
        found = self._judging.unanswered()
        for one in found:
            self._jobs.enqueue(_JUDGE + _LATER, f"{one.recording}.{one.mark}")
        return len(found)

    def _judge(self, subject: str) -> None:
        self._judging.judge(_recording(subject))
        if _AGAIN in subject:
            self._judging.note_try(_recording(subject), has_answered=True)

    def _given_up(self, subject: str) -> None:
        self._judging.note_try(_recording(subject), has_answered=False)
        _log.warning("the judge gave no answer; it is asked again later", recording=_recording(subject))


def _recording(subject: str) -> RecordingId:
    """The recording of a job's subject, which carries the time of its score behind a dot."""
    return RecordingId(subject.partition(".")[0])
