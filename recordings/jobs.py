"""Durable work on recordings: a call's sides are kept, then every kept recording is transcribed and scored.

Safe to run twice: each use case looks at what is there first. Jobs carry ids only.
"""

from callcenter.domain.events import DomainEvent, RecordingKept, SidesRecorded, TranscriptionAsked
from callcenter.kit.ids import CallId, RecordingId, new_id
from callcenter.storage.durable import JobKind, JobQueue
from recordings.service import Recordings

_KEEP = "keep-sides"
_WRITE_DOWN = "write-down"


class RecordingJobs:
    """Queues the work that events ask for."""

    ASKED_BY = (SidesRecorded, RecordingKept, TranscriptionAsked)
    """The events that ask for work."""

    def __init__(self, recordings: Recordings, jobs: JobQueue) -> None:
        self._recordings = recordings
        self._jobs = jobs

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        return (
            JobKind(name=_KEEP, steps=(self._keep,)),  # given up: the sweeper comes back to it
            JobKind(name=_WRITE_DOWN, steps=(self._transcribe, self._score), given_up=self._writing_given_up),
        )

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader: queue what an event asks for. The same event again queues nothing new."""
        if isinstance(event, SidesRecorded):
            self._jobs.enqueue(_KEEP, event.call)
        elif isinstance(event, RecordingKept):
            self._jobs.enqueue(_WRITE_DOWN, event.recording)
        elif isinstance(event, TranscriptionAsked):
            self._jobs.enqueue(_WRITE_DOWN, f"{event.recording}.{event.at:%Y%m%d%H%M%S%f}")

    def again(self, recording: RecordingId) -> None:
        """Try once more to transcribe and score, for a recording that failed or waited for a model."""
        self._jobs.enqueue(_WRITE_DOWN, f"{recording}.{new_id()}")

    def take_up_left(self) -> int:
        """Queue what was left undone: what waited for a model that is there now, what was given up, and calls whose
        sound was never kept. Returns how many. Called at the start and every quarter of an hour."""
        calls = self._recordings.calls_left_unkept()
        for call in calls:
            self._jobs.enqueue(_KEEP, f"{call}.{new_id()}")
        recordings = self._recordings.left_undone()
        for recording in recordings:
            self.again(recording)
        return len(calls) + len(recordings)

    def _keep(self, call: str) -> None:
        self._recordings.keep_call(_call(call))

    def _transcribe(self, subject: str) -> None:
        self._recordings.transcribe(_recording(subject))

    def _score(self, subject: str) -> None:
        self._recordings.score(_recording(subject))

    def _writing_given_up(self, subject: str) -> None:
        self._recordings.give_up_writing(_recording(subject))


def _call(subject: str) -> CallId:
    """The call of a job's subject, which a second try carries a mark of its own behind."""
    return CallId(subject.partition(".")[0])


def _recording(subject: str) -> RecordingId:
    """The recording of a job's subject, which a second try carries a mark of its own behind."""
    return RecordingId(subject.partition(".")[0])
