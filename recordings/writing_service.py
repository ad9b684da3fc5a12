"""Writing down what was said in a recording, and scoring it. Safe to do twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from callcenter.domain.events import RecordingScored, RecordingTranscribed
from callcenter.kit.clock import Clock
from callcenter.kit.ids import RecordingId
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings import store
from recordings.keeping_service import NOT_KEPT, Keeping
from recordings.left_service import GIVEN_UP
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.own_standard.book import StandardBook
from recordings.private_words.service import PrivateWords
from recordings.problems import NOT_SCORED_IN_DOUBT, NOT_SCORED_NO_OPERATOR
from recordings.problems_service import Problems
from recordings.recording import AWAY, CallFacts, Recording, RecordingState, Sides, SoundFault, SoundNote
from recordings.scoring.rulebook import Rulebook
from recordings.search.indexing import TurnTerms
from recordings.search.store import save_terms
from recordings.sound_notes import notes_when_heard, notes_when_scored
from recordings.statistics import CallStatistics, statistics_of
from recordings.stretch import Stretch
from recordings.transcribe.port import Heard, ModelUnusableError, SpeechModel, TranscribeError, Transcriber
from recordings.transcribe.told_progress import told_beside
from recordings.transcribe.unknown_words import with_unknown
from recordings.transcript import Speaker, Turn
from recordings.transcript_store import get_transcript, in_the_file
from recordings.turns import turns_of
from recordings.voice_store import is_of_voice_alone
from recordings.voices.roles import Opening
from recordings.voices.service import turns_by_voice

_log = get_logger(__name__)

_HEARD_IN_VAIN = "what was heard could not be written down, and the log says why; tell whoever looks after the program"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingParts:
    """What the use cases stand on."""

    database: Database
    clock: Clock
    folder: Path
    """Where recordings are kept."""
    transcriber: Transcriber
    models: ModelStore
    clinic_name: str
    rulebook: Rulebook
    private: PrivateWords


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What is made of what was heard."""

    turns: tuple[Turn, ...]
    terms: Sequence[TurnTerms]
    statistics: CallStatistics
    notes: Sequence[SoundNote]


class WritingDown:
    """The use cases."""

    def __init__(self, parts: WritingParts, keeping: Keeping) -> None:
        self._parts = parts
        self._database = parts.database
        self._keeping = keeping
        self._problems = Problems(parts.database, parts.clock)
        self._standards = StandardBook(parts.rulebook.standard)

    def transcribe(self, recording: RecordingId) -> None:
        """Write down what was said; done already: nothing happens.

        Without a model, or with one that is no good, the recording waits for one and says so.
        """
        found = self._get(recording)
        if not found.path and found.call:
            # Where there is sound now, that tells of it, and so asks for a job of its own.
            self._keeping.keep_call(found.call)
        if found.state.is_written or not found.path:
            return None
        with self._database.read() as connection:
            facts = store.call_facts(connection, found.call)
        try:
            model = self._parts.models.find(found.language)
            if model is None:
                problem = f"not transcribed: {no_model(found.language)}"
                return self._problems.mark(found, RecordingState.NO_MODEL, problem)
            with told_beside(self._path(found)) as progress:
                heard = self._parts.transcriber.transcribe(self._path(found), found.sides.speakers, model, progress)
        except ModelUnusableError as exc:
            return self._problems.mark(found, RecordingState.NO_MODEL, f"not transcribed: {exc}")
        except TranscribeError as exc:
            return self._problems.mark(found, RecordingState.FAILED, f"not transcribed: {exc}")
        try:
            written = self._write_down(found, facts, heard, model)
        except Exception as exc:  # noqa: BLE001 - edge: another try of the job would only decode it all again
            _log.warning("what was heard could not be written down", recording=recording, exc_info=True)
            problem = f"not transcribed: {_HEARD_IN_VAIN} ({type(exc).__name__})"
            return self._problems.mark(found, RecordingState.FAILED, problem)
        now = self._parts.clock.now()
        with self._database.work() as work:
            there = store.get_recording(work.connection, recording, for_update=True)
            if there.state.is_written or there.language is not found.language:
                return None  # another process was quicker, or a person has asked for another language
            store.save_turns(work.connection, recording, model.name, written.turns, written.statistics, now)
            save_terms(work.connection, recording, found.language, written.terms)
            store.save_notes(work.connection, recording, written.notes)
            is_doubted = any(note.fault is SoundFault.OTHER_LANGUAGE for note in written.notes)
            problem = NOT_SCORED_IN_DOUBT if is_doubted else ""
            store.save_state(work.connection, recording, RecordingState.TRANSCRIBED, problem)
            work.emit(RecordingTranscribed(at=now, recording=recording))
        return None

    def _write_down(self, found: Recording, facts: CallFacts, heard: Heard, model: SpeechModel) -> _Written:
        """All that is made of what was heard, before the transaction: a dictionary may be read for it."""
        turns = self._turns(found, facts, heard)
        return _Written(
            turns=turns,
            terms=self._parts.private.terms(found, turns),
            statistics=_measured(found, facts, heard, turns),
            notes=notes_when_heard(found, heard, model),
        )

    def _turns(self, recording: Recording, facts: CallFacts, heard: Heard) -> tuple[Turn, ...]:
        """The turns; where both voices are on one side, with guesses at who spoke, as far as the sound tells."""
        if recording.sides is Sides.BOTH:
            return with_unknown(turns_of(heard.words, recording.language), heard.unknown)
        rulebook, language = self._parts.rulebook, recording.language
        opening = Opening(
            pack=rulebook.pack_of(language),
            acts=rulebook.models_of(language).administrator,
            clinic=self._parts.clinic_name,
            direction=facts.direction,
        )
        words = heard.words.get(Speaker.PATIENT, ())
        turns = turns_by_voice(self._path(recording), words, recording.language, opening)
        return with_unknown(turns, heard.unknown)

    def score(self, recording: RecordingId) -> None:
        """Score the transcript against the standard; nothing happens without a transcript, when it is done, or where
        the words are probably of another language. A call that no operator had is not scored, and says so."""
        found = self._get(recording)
        if found.state is not RecordingState.TRANSCRIBED or found.is_doubted:
            return
        if self._had_no_operator(found):
            return
        with self._database.read() as connection:
            transcript = get_transcript(connection, recording, self._parts.clinic_name)
            talk = store.get_statistics(connection, recording)
            rulebook = replace(self._parts.rulebook, standard=self._standards.current(connection))
        card = rulebook.score(transcript, talk)
        now = self._parts.clock.now()
        with self._database.work() as work:
            if store.get_recording(work.connection, recording, for_update=True).state is not found.state:
                return  # another process was quicker
            store.save_card(work.connection, recording, card, now)
            store.save_notes(work.connection, recording, notes_when_scored(found.notes, card.doubts))
            store.save_state(work.connection, recording, RecordingState.SCORED, "")
            work.emit(RecordingScored(at=now, recording=recording))

    def _had_no_operator(self, found: Recording) -> bool:
        """Whether the clinic's voice led the call alone; that is kept, so that nobody comes back to it."""
        with self._database.work() as work:
            if not is_of_voice_alone(work.connection, found.call):
                return False
            if found.problem != NOT_SCORED_NO_OPERATOR:
                store.save_state(work.connection, found.id, found.state, NOT_SCORED_NO_OPERATOR)
        return True

    def score_anew(self, recording: RecordingId) -> bool:
        """Score a call that has a score once more, by today's standard; False where it has none, or no words.

        The old score stays until the new one is there.
        """
        found = self._get(recording)
        if found.state is not RecordingState.SCORED:
            return False
        with self._database.read() as connection:
            transcript = get_transcript(connection, recording, self._parts.clinic_name)
            talk = store.get_statistics(connection, recording)
            rulebook = replace(self._parts.rulebook, standard=self._standards.current(connection))
        card = rulebook.score(transcript, talk)
        now = self._parts.clock.now()
        with self._database.work() as work:
            if store.get_recording(work.connection, recording, for_update=True).state is not found.state:
                return False  # written down anew in the meantime
            store.save_card(work.connection, recording, card, now)
            store.save_notes(work.connection, recording, notes_when_scored(found.notes, card.doubts))
            work.emit(RecordingScored(at=now, recording=recording))
        return True

    def give_up(self, recording: RecordingId) -> None:
        """Say on the recording's page that it could not be transcribed or scored, after every try has failed."""
        with self._database.work() as work:
            found = store.get_recording(work.connection, recording, for_update=True)
            if found.state is RecordingState.SCORED:
                return
            is_written = found.state is RecordingState.TRANSCRIBED
            problem = f"{'not scored' if is_written else 'not transcribed'}: {GIVEN_UP}"
            problem = problem if found.path else f"{NOT_KEPT}{AWAY}"
            # Told each time, though nothing may have changed: the next try is reckoned by it.
            self._problems.save(work, found, found.state if is_written else RecordingState.FAILED, problem)

    def _get(self, recording: RecordingId) -> Recording:
        with self._database.read() as connection:
            return store.get_recording(connection, recording)

    def _path(self, recording: Recording) -> Path:
        return self._parts.folder / recording.path


def _measured(found: Recording, facts: CallFacts, heard: Heard, turns: Sequence[Turn]) -> CallStatistics:
    return statistics_of(
        turns,
        heard.speech,
        span=Stretch(min(found.lead_seconds, found.seconds), found.seconds),
        language=found.language,
        holds=[Stretch(hold.start, hold.end) for hold in in_the_file(facts.holds, found)],
        unknown=heard.count_unknown(),
    )
