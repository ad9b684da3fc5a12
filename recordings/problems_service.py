"""What went wrong with a recording is stored and told, so that its page says it."""

from callcenter.domain.events import RecordingTranscribed
from callcenter.kit.clock import Clock
from callcenter.storage.work import Database, Work
from recordings import store
from recordings.recording import Recording, RecordingState


class Problems:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def mark(self, read: Recording, state: RecordingState, problem: str) -> None:
        """Store what went wrong with a recording as it was read, unless somebody else has had success meanwhile."""
        with self._database.work() as work:
            found = store.get_recording(work.connection, read.id, for_update=True)
            is_other = (found.path, found.language) != (read.path, read.language)
            if found.state.is_written or is_other or (found.state, found.problem) == (state, problem):
                return
            self.save(work, found, state, problem)

    def save(self, work: Work, recording: Recording, state: RecordingState, problem: str) -> None:
        """Store it whatever the state is, within a transaction that has looked at it."""
        store.save_state(work.connection, recording.id, state, problem)
        work.emit(RecordingTranscribed(at=self._clock.now(), recording=recording.id, problem=problem))
