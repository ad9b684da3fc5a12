"""What is done about private words: find them, put them right by hand, make copies without them. Safe to do twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from callcenter.domain.events import PrivateWordsChanged
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import CallId, OperatorId, PatientId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings.private_words import store
from recordings.private_words.corrections import Correction, PrivateView, corrected
from recordings.private_words.find import find_private_words
from recordings.private_words.known_names import KnownName
from recordings.private_words.masking import Labels, masked_turn
from recordings.private_words.said_names import said_name
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.recording import Recording, Sides
from recordings.search.indexing import TurnTerms, terms_of
from recordings.search.store import read_by_everybody, save_terms
from recordings.store import get_recording, get_turns
from recordings.transcript import Speaker, Turn, Word

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
        """The same though it was done: the clinic has come to know somebody whose name may have been said.

        The search's index is written with the marks, so that nobody finds what they may not see. Raises NotFoundError.
        """
        with self._database.read() as connection:
            known = _read_known(connection, recording)
        if known is None:
            return
        marked = _marked(known)  # before the transaction: it takes a while
        now = self._clock.now()
        with self._database.work() as work:
            get_recording(work.connection, recording, for_update=True)
            today = _read_known(work.connection, recording)
            if today is None or today.transcribed_at != known.transcribed_at:
                return  # a new transcript has come meanwhile, and asked for marks of its own
            if today != known:  # a patient was taken down, or a word put right: marks must not fall behind that
                marked = _marked(today)
            store.save_spans(work.connection, recording, marked.spans, today.transcribed_at, now)
            save_terms(work.connection, recording, today.language, marked.terms)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def terms(self, recording: Recording, turns: Sequence[Turn]) -> Sequence[TurnTerms]:
        """The terms of turns that are about to be stored, by which the search finds them from the first moment on."""
        with self._database.read() as connection:
            names = frozenset(store.known_names(connection))
            corrections = tuple(store.corrections_of(connection, recording.id))
        language, sides = recording.language, recording.sides
        return _marked(_Known(language, sides, self._clock.now(), tuple(turns), names, corrections)).terms

    def mask(self, connection: Connection, language: Language, labels: Labels) -> Callable[[str], str]:
        """What leaves private words out of a text that is no part of a transcript, as it would there."""
        known = store.known_names(connection)

        def masked(text: str) -> str:
            turn = Turn(speaker=Speaker.ADMINISTRATOR, start=0.0, end=0.0, text=text)
            return masked_turn(turn, find_private_words([turn], language, known), language, labels).text

        return masked

    def of_call(self, call: CallId) -> RecordingId | None:
        """The transcribed recording of a call, if it has one."""
        with self._database.read() as connection:
            return store.transcribed_recording_of(connection, call)

    def saying(self, call: CallId, patient: PatientId) -> Sequence[RecordingId]:
        """Transcripts in which the surname may be read of a patient who was chosen in a call.

        The call's own; and where the clinic has come to know the patient by it, those of other calls of the same number
        and those in which everybody finds the surname in one of its forms.
        """
        with self._database.read() as connection:
            own = store.transcribed_recording_of(connection, call)
            found = [] if own is None else [own]
            name = store.name_of(connection, patient)
            if name is not None and not store.was_chosen_before(connection, call, patient):
                found += store.of_same_number(connection, call)
                query = said_name(name)
                found += read_by_everybody(connection, query) if query else []
        return list(dict.fromkeys(found))

    def left_unmarked(self, limit: int = 200) -> Sequence[RecordingId]:
        """Some recordings whose transcript today's rules have not looked at."""
        with self._database.read() as connection:
            return store.unmarked(connection, limit)

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
            self._index(work.connection, found, turns)
            log_access(work.connection, who.id, UNMARK if kind is None else MARK, recording, now)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def undo(self, who: Operator, recording: RecordingId) -> None:
        """Take back the newest correction of a recording. Raises NotFoundError where there is none."""
        now = self._clock.now()
        with self._database.work() as work:
            found = get_recording(work.connection, recording, for_update=True)
            corrections = store.corrections_of(work.connection, recording)
            if not corrections:
                raise NotFoundError(N_("There is nothing to undo."))
            store.undo_correction(work.connection, corrections[-1].id, who.id, now)
            self._index(work.connection, found, get_turns(work.connection, recording, found.language) or ())
            log_access(work.connection, who.id, UNDO, recording, now)
            work.emit(PrivateWordsChanged(at=now, recording=recording))

    def log(self, who: OperatorId, action: str, recording: RecordingId) -> None:
        """Keep in the access log what was done with the words or the sound of a recording."""
        with self._database.work() as work:
            log_access(work.connection, who, action, recording, self._clock.now())

    def _index(self, connection: Connection, recording: Recording, turns: Sequence[Turn]) -> None:
        spans = self.view(connection, recording, turns).spans
        save_terms(
            connection, recording.id, recording.language, terms_of(turns, recording.language, recording.sides, spans)
        )

    def _find(self, connection: Connection, recording: Recording, turns: Sequence[Turn]) -> tuple[PrivateSpan, ...]:
        return find_private_words(turns, recording.language, store.known_names(connection))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the private words of a transcript depend on."""

    language: Language
    sides: Sides
    transcribed_at: datetime
    turns: tuple[Turn, ...]
    names: frozenset[KnownName]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    """What the rules find, and what the search is to find."""

    spans: tuple[PrivateSpan, ...]
    terms: Sequence[TurnTerms]


def _read_known(connection: Connection, recording: RecordingId) -> _Known | None:
    """None where there is no transcript. Raises NotFoundError."""
    found = get_recording(connection, recording)
    at, turns = store.transcribed_at(connection, recording), get_turns(connection, recording, found.language)
    if at is None or turns is None:
        return None
    names = frozenset(store.known_names(connection))
    return _Known(found.language, found.sides, at, turns, names, tuple(store.corrections_of(connection, recording)))


def _marked(known: _Known) -> _Marked:
    spans = find_private_words(known.turns, known.language, tuple(known.names))
    hidden = corrected(known.turns, spans, known.corrections, known.sides)
    return _Marked(spans, terms_of(known.turns, known.language, known.sides, hidden))


def _chosen(turn: Turn, times: tuple[float, float]) -> list[Word]:
    """The words of a turn between two seconds; none where those are no seconds of a recording."""
    start, end = times
    if not (isfinite(start) and isfinite(end) and 0 <= start <= end):
        return []
    return [word for word in turn.words if start <= (word.start + word.end) / 2 <= end]
