"""What is done about private words: find them, put them right by hand, make copies without them. Safe to do twice."""

from collections.abc import Sequence
from math import isfinite

from callcenter.domain.events import PrivateWordsChanged
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import CallId, OperatorId, RecordingId
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings.private_words import store
from recordings.private_words.corrections import PrivateView, corrected
from recordings.private_words.find import find_private_words
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.recording import Recording
from recordings.store import get_recording, get_turns
from recordings.transcript import Turn, Word

MARK = "mark_private"
UNMARK = "unmark_private"
UNDO = "undo_private"


class PrivateWords:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def mark(self, recording: RecordingId) -> None:
        """Find the private words of a transcript and store them; done already by today's rules: nothing happens."""
        with self._database.read() as connection:
            if store.get_spans(connection, recording) is not None:
                return
        self.mark_again(recording)

    def mark_again(self, recording: RecordingId) -> None:
        """The same though it was done: the clinic has come to know somebody whose name may have been said."""
        with self._database.read() as connection:
            at, whole = store.transcribed_at(connection, recording), get_recording(connection, recording)
            found = self._find(connection, whole, get_turns(connection, recording, whole.language) or ())
        now = self._clock.now()
        with self._database.work() as work:
            get_recording(work.connection, recording, for_update=True)
            if at is None or store.transcribed_at(work.connection, recording) != at:
                return  # a new transcript has come meanwhile, and asked for marks of its own
            store.save_spans(work.connection, recording, found, at, now)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def of_call(self, call: CallId) -> RecordingId | None:
        """The transcribed recording of a call, if it has one."""
        with self._database.read() as connection:
            return store.transcribed_recording_of(connection, call)

    def left_unmarked(self) -> Sequence[RecordingId]:
        """Recordings whose transcript today's rules have not looked at."""
        with self._database.read() as connection:
            return store.unmarked(connection)

    def view(self, connection: Connection, recording: Recording, turns: Sequence[Turn] | None) -> PrivateView:
        """The private words of a transcript, found now where the job has not come to it: nobody sees too much."""
        if not turns:
            return PrivateView()
        stored = store.get_spans(connection, recording.id)
        spans = self._find(connection, recording, turns) if stored is None else stored
        corrections = store.corrections_of(connection, recording.id)
        return PrivateView(spans=corrected(turns, spans, corrections, recording.sides), corrections=tuple(corrections))

    def correct(
        self, who: Operator, recording: RecordingId, turn: int, times: tuple[float, float], kind: PrivateKind | None
    ) -> None:
        """Mark the words of a turn between two seconds as private, or (`kind` None) as not private.

        Raises BadInputError where there are no such words, NotFoundError.
        """
        now = self._clock.now()
        with self._database.work() as work:
            found = get_recording(work.connection, recording, for_update=True)
            turns = get_turns(work.connection, recording, found.language) or ()
            said = _chosen(turns[turn], times) if 0 <= turn < len(turns) else []
            if not said:
                raise BadInputError(N_("Choose words of one turn of the transcript first."))
            times = min(word.start for word in said), max(word.end for word in said)
            speaker = turns[turn].speaker
            store.add_correction(work.connection, recording, who.id, speaker, times, kind, now)
            log_access(work.connection, who.id, UNMARK if kind is None else MARK, recording, now)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def undo(self, who: Operator, recording: RecordingId) -> None:
        """Take back the newest correction of a recording. Raises NotFoundError where there is none."""
        now = self._clock.now()
        with self._database.work() as work:
            get_recording(work.connection, recording, for_update=True)
            corrections = store.corrections_of(work.connection, recording)
            if not corrections:
                raise NotFoundError(N_("There is nothing to undo."))
            store.undo_correction(work.connection, corrections[-1].id, who.id, now)
            log_access(work.connection, who.id, UNDO, recording, now)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def log(self, who: OperatorId, action: str, recording: RecordingId) -> None:
        """Keep in the access log what was done with the words or the sound of a recording."""
        with self._database.work() as work:
            log_access(work.connection, who, action, recording, self._clock.now())

    def _find(self, connection: Connection, recording: Recording, turns: Sequence[Turn]) -> tuple[PrivateSpan, ...]:
        return find_private_words(turns, recording.language, store.known_names(connection))


def _chosen(turn: Turn, times: tuple[float, float]) -> list[Word]:
    """The words of a turn between two seconds; none where those are no seconds of a recording."""
    start, end = times
    if not (isfinite(start) and isfinite(end) and 0 <= start <= end):
        return []
    return [word for word in turn.words if start <= (word.start + word.end) / 2 <= end]
