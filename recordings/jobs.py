"""Durable work on recordings: a call's sides are kept, then every kept recording is transcribed and scored, and its
private words are marked.

Safe to run twice: each use case looks at what is there first. Jobs carry ids only.
"""

from dataclasses import replace

from callcenter.domain.events import (
    DomainEvent,
    PatientChosen,
    RecordingKept,
    RecordingTranscribed,
    SidesRecorded,
    TranscriptionAsked,
)
from callcenter.kit.ids import CallId, PatientId, RecordingId
from callcenter.storage.durable import JobKind, JobQueue
from recordings.service import Recordings

_KEEP = "keep-sides"
_WRITE_DOWN = "write-down"
_MARK_PRIVATE = "mark-private"
_LATER = "-left"
"""Behind the name of work that was left undone: it waits until no new call does."""


class RecordingJobs:
    """Queues the work that events ask for."""

    ASKED_BY = (SidesRecorded, RecordingKept, TranscriptionAsked, RecordingTranscribed, PatientChosen)
    """The events that ask for work."""

    def __init__(self, recordings: Recordings, jobs: JobQueue) -> None:
        self._recordings = recordings
        self._jobs = jobs

    @property
    def kinds(self) -> tuple[JobKind, ...]:
        """What `DurableJobs.start` must know."""
        new = (
            JobKind(name=_KEEP, steps=(self._keep,)),  # given up: the sweeper comes back to it
            JobKind(name=_WRITE_DOWN, steps=(self._transcribe, self._score), given_up=self._writing_given_up),
            JobKind(name=_MARK_PRIVATE, steps=(self._mark_private,)),  # given up: the sweeper comes back to it
        )
        return new + tuple(replace(kind, name=kind.name + _LATER, can_wait=True) for kind in new)

    def on_event(self, event: DomainEvent) -> None:
        """Handler of an EventReader: queue what an event asks for. The same event again queues nothing new."""
        if isinstance(event, SidesRecorded):
            self._jobs.enqueue(_KEEP, event.call)
        elif isinstance(event, RecordingKept):
            # With its time, because a call whose files were not there at first is kept another time.
            self._jobs.enqueue(_WRITE_DOWN, f"{event.recording}.{event.at:%Y%m%d%H%M%S%f}")
        elif isinstance(event, TranscriptionAsked):
            self._jobs.enqueue(_WRITE_DOWN, f"{event.recording}.{event.at:%Y%m%d%H%M%S%f}")
        elif isinstance(event, RecordingTranscribed) and not event.problem:
            self._jobs.enqueue(_MARK_PRIVATE, f"{event.recording}.{event.at:%Y%m%d%H%M%S%f}")
        elif isinstance(event, PatientChosen) and event.patient:
            self._mark_again(event, event.patient)

    def take_up_left(self) -> int:
        """Queue some of what was left undone: what waited for a model that is there now, what was given up, calls whose
        sound was never kept, and transcripts that today's rules for private words have not looked at. Returns how many.
        Called at the start and every quarter of an hour in each process; each try is queued once."""
        found = [(_KEEP, one) for one in self._recordings.left.unkept()]
        found += [(_WRITE_DOWN, one) for one in self._recordings.left.undone()]
        found += [(_MARK_PRIVATE, one) for one in self._recordings.left.unmarked()]
        for kind, one in found:
            self._jobs.enqueue(kind + _LATER, f"{one.id}.{one.mark}")
        return len(found)

    def _mark_again(self, event: PatientChosen, patient: PatientId) -> None:
        """A patient was found or taken down after the call: the surname may stand in transcripts already."""
        for recording in self._recordings.private.saying(event.call, patient):
            self._jobs.enqueue(_MARK_PRIVATE, f"{recording}.{event.at:%Y%m%d%H%M%S%f}.anew")

    def _keep(self, call: str) -> None:
        self._recordings.keeping.keep_call(_call(call))

    def _transcribe(self, subject: str) -> None:
        self._recordings.writing.transcribe(_recording(subject))

    def _score(self, subject: str) -> None:
        self._recordings.writing.score(_recording(subject))

    def _mark_private(self, subject: str) -> None:
        if subject.endswith(".anew"):
            self._recordings.private.mark_again(_recording(subject))
        else:
            self._recordings.private.mark(_recording(subject))

    def _writing_given_up(self, subject: str) -> None:
        self._recordings.writing.give_up(_recording(subject))


def _call(subject: str) -> CallId:
    """The call of a job's subject, which a second try carries a mark of its own behind."""
    return CallId(subject.partition(".")[0])


def _recording(subject: str) -> RecordingId:
    """The recording of a job's subject, which a second try carries a mark of its own behind."""
    return RecordingId(subject.partition(".")[0])
