"""What is done with recordings: keep, transcribe, score, look at. Each is safe to do twice."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from callcenter.domain.events import RecordingKept, RecordingScored, RecordingTranscribed
from callcenter.kit.clock import Clock
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, RecordingId, new_id
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from recordings import store
from recordings.audio.alignment import CallTimes
from recordings.audio.errors import AudioError, SoundAwayError
from recordings.audio.keeping import KeptAudio, channels_of, keep_file, keep_sides
from recordings.audio.peaks import peaks_of
from recordings.left_service import GIVEN_UP, LeftWork
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.wording import no_model
from recordings.private_words.service import PrivateWords
from recordings.recording import AWAY, CallFacts, Recording, RecordingState, Sides, SoundNote, title_of
from recordings.scoring.rulebook import Rulebook
from recordings.search.indexing import TurnTerms
from recordings.search.store import save_terms
from recordings.sound_notes import notes_when_heard, notes_when_kept
from recordings.statistics import CallStatistics, statistics_of
from recordings.stretch import Stretch
from recordings.transcribe.port import Heard, ModelUnusableError, TranscribeError, Transcriber
from recordings.transcribe.told_progress import progress_beside, told_beside
from recordings.transcribe.turns import turns_of
from recordings.transcript import CallTranscript, Hold, Json, Speaker, Turn
from recordings.voices.service import Opening, turns_by_voice

_log = get_logger(__name__)

_NOT_KEPT = "the recording could not be kept: "
_HEARD_IN_VAIN = "what was heard could not be written down, and the log says why; tell whoever looks after the program"
_PEAK_BUCKETS = 2400
_DONE = frozenset({RecordingState.TRANSCRIBED, RecordingState.SCORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingParts:
    """What the use cases stand on; given by the composition root."""

    database: Database
    clock: Clock
    folder: Path
    """Where recordings are kept, as YYYY/MM/<id>.wav."""
    transcriber: Transcriber
    models: ModelStore
    clinic_name: str
    clinic_language: Language
    rulebook: Rulebook
    """By what calls are scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What is made of what was heard."""

    turns: tuple[Turn, ...]
    terms: Sequence[TurnTerms]
    statistics: CallStatistics
    notes: Sequence[SoundNote]


class Recordings:
    """The use cases."""

    def __init__(self, parts: RecordingParts) -> None:
        self._parts = parts
        self._database = parts.database
        self.private = PrivateWords(parts.database, parts.clock)
        self.left = LeftWork(parts.database, parts.clock, parts.models)

    def keep_call(self, call: CallId) -> RecordingId | None:
        """Keep the two sides that the exchange wrote for `call`; None where it wrote none.

        Where no sound can be had, the recording is stored as failed with the reason; the exchange's files stay, and
        each further call of this method tries them again.
        """
        with self._database.read() as connection:
            there = store.recording_of_call(connection, call)
            sides = store.sides_of_call(connection, call)
            facts = store.call_facts(connection, call)
        if sides is None or (there is not None and there.path):
            return there.id if there else None
        new = self._new(facts.language or self._parts.clinic_language, call=call)
        times = CallTimes(
            offsets=(sides.patient_offset, sides.administrator_offset),
            are_reckoned=sides.offsets_are_reckoned,
            talk_seconds=facts.talk_seconds,
            holds=tuple(Stretch(hold.start, hold.end) for hold in facts.holds),
        )
        try:
            kept = keep_sides(Path(sides.patient_file), Path(sides.administrator_file), times, self._target(new))
        except AudioError as exc:
            _log.warning("the sides of a call could not be kept", call=call)
            away = f"{AWAY}: " if isinstance(exc, SoundAwayError) else ""
            problem = f"{_NOT_KEPT}{away}{exc}"
            if there is not None:
                self._mark(there, RecordingState.FAILED, problem)
                return there.id
            return self._store(replace(new, path="", state=RecordingState.FAILED, problem=problem))
        if there is not None:
            return self._store_at_last(replace(_with_audio(new, kept), id=there.id))
        return self._store(_with_audio(new, kept))

    def give_up_writing(self, recording: RecordingId) -> None:
        """Say on the recording's page that it could not be transcribed or scored, after every try has failed."""
        with self._database.work() as work:
            found = store.get_recording(work.connection, recording, for_update=True)
            if found.state is RecordingState.SCORED:
                return
            is_written = found.state is RecordingState.TRANSCRIBED
            problem = f"{'not scored' if is_written else 'not transcribed'}: {GIVEN_UP}"
            problem = problem if found.path else f"{_NOT_KEPT}{AWAY}"
            # Told each time, though nothing may have changed: the next try is reckoned by it.
            self._save(work, found, found.state if is_written else RecordingState.FAILED, problem)

    def ingest(self, file: Path, language: Language, left: Speaker = Speaker.PATIENT) -> RecordingId:
        """Keep a file from outside; `left` is whose voice its left channel carries. The file itself is not touched.

        The same sound brought again is the recording that is there. Raises AudioError.
        """
        channels = (0,) if channels_of(file) == 1 else (0, 1) if left is Speaker.PATIENT else (1, 0)
        new = self._new(language, title=title_of(file))
        kept = keep_file(file, self._target(new), channels)
        with self._database.read() as connection:
            there = store.outside_recording(connection, kept.sha256)
        if there is not None:
            kept.path.unlink()
            return there.id
        return self._store(_with_audio(new, kept))

    def transcribe(self, recording: RecordingId) -> None:
        """Write down what was said; done already: nothing happens.

        Without a model, or with one that is no good, the recording waits for one and says so.
        """
        found = self._get(recording)
        if not found.path and found.call:
            self.keep_call(found.call)  # where there is sound now, that tells of it, and so asks for a job of its own
        if found.state in _DONE or not found.path:
            return None
        with self._database.read() as connection:
            facts = store.call_facts(connection, found.call)
        try:
            model = self._parts.models.find(found.language)
            if model is None:
                return self._mark(found, RecordingState.NO_MODEL, f"not transcribed: {no_model(found.language)}")
            with told_beside(self.audio_path(found)) as progress:
                heard = self._parts.transcriber.transcribe(
                    self.audio_path(found), found.sides.speakers, model, progress
                )
        except ModelUnusableError as exc:
            return self._mark(found, RecordingState.NO_MODEL, f"not transcribed: {exc}")
        except TranscribeError as exc:
            return self._mark(found, RecordingState.FAILED, f"not transcribed: {exc}")
        try:
            written = self._write_down(found, facts, heard)
        except Exception as exc:  # noqa: BLE001 - edge: another try of the job would only decode it all again
            _log.warning("what was heard could not be written down", recording=recording, exc_info=True)
            problem = f"not transcribed: {_HEARD_IN_VAIN} ({type(exc).__name__})"
            return self._mark(found, RecordingState.FAILED, problem)
        now = self._parts.clock.now()
        with self._database.work() as work:
            if store.get_recording(work.connection, recording, for_update=True).state in _DONE:
                return None  # another process was quicker
            store.save_turns(work.connection, recording, model.name, written.turns, written.statistics, now)
            save_terms(work.connection, recording, found.language, written.terms)
            store.save_notes(work.connection, recording, written.notes)
            store.save_state(work.connection, recording, RecordingState.TRANSCRIBED, "")
            work.emit(RecordingTranscribed(at=now, recording=recording))
        return None

    def _write_down(self, found: Recording, facts: CallFacts, heard: Heard) -> _Written:
        """All that is made of what was heard, before the transaction: a dictionary may be read for it."""
        turns = self._turns(found, facts, heard)
        return _Written(
            turns=turns,
            terms=self.private.terms(found, turns),
            statistics=_measured(found, facts, heard, turns),
            notes=notes_when_heard(found, heard),
        )

    def _turns(self, recording: Recording, facts: CallFacts, heard: Heard) -> tuple[Turn, ...]:
        """The turns; where both voices are on one side, with guesses at who spoke, as far as the sound tells."""
        if recording.sides is Sides.BOTH:
            return turns_of(heard.words, recording.language)
        pack = self._parts.rulebook.pack_of(recording.language)
        opening = Opening(pack=pack, clinic=self._parts.clinic_name, direction=facts.direction)
        words = heard.words.get(Speaker.PATIENT, ())
        return turns_by_voice(self.audio_path(recording), words, recording.language, opening)

    def score(self, recording: RecordingId) -> None:
        """Score the transcript against the standard; nothing happens without a transcript, or when it is done."""
        found = self._get(recording)
        if found.state is not RecordingState.TRANSCRIBED:
            return
        card = self._parts.rulebook.score(self.transcript(recording))
        now = self._parts.clock.now()
        with self._database.work() as work:
            if store.get_recording(work.connection, recording, for_update=True).state is not found.state:
                return  # another process was quicker
            store.save_card(work.connection, recording, card, now)
            store.save_state(work.connection, recording, RecordingState.SCORED, "")
            work.emit(RecordingScored(at=now, recording=recording))

    def transcript(self, recording: RecordingId) -> CallTranscript:
        """The call in words. Raises NotFoundError where it has not been transcribed."""
        with self._database.read() as connection:
            return self.read_transcript(connection, recording)

    def read_transcript(self, connection: Connection, recording: RecordingId) -> CallTranscript:
        """The same within a transaction that reads more."""
        found = store.get_recording(connection, recording)
        turns = store.get_turns(connection, recording, found.language)
        facts = store.call_facts(connection, found.call)
        if turns is None:
            raise NotFoundError("this recording has no transcript")
        return CallTranscript(
            id=recording,
            language=found.language,
            direction=facts.direction,
            clinic=self._parts.clinic_name,
            administrator=facts.administrator,
            ring_seconds=facts.ring_seconds,
            turns=turns,
            holds=_in_the_file(facts.holds, found),
        )

    def look(self, recording: RecordingId) -> tuple[Recording, dict[str, Json] | None]:
        """A recording and its scorecard, where it has one. Raises NotFoundError."""
        with self._database.read() as connection:
            return store.get_recording(connection, recording), store.get_card(connection, recording)

    def audio_path(self, recording: Recording) -> Path:
        """Where the sound lies on this machine."""
        return self._parts.folder / recording.path

    def progress(self, recording: Recording) -> float | None:
        """How far its transcription is, 0 to 1; None where that is not known."""
        return progress_beside(self.audio_path(recording)) if recording.path else None

    def peaks(self, recording: Recording) -> list[list[float]]:
        """The outline of the waveform by channel, 0 to 1; kept beside the sound once it was made. Raises AudioError."""
        beside = self.audio_path(recording).with_suffix(".peaks.json")
        with suppress(OSError, ValueError):
            made: list[list[float]] = json.loads(beside.read_text(encoding="utf-8"))
            return made
        peaks = peaks_of(self.audio_path(recording), _PEAK_BUCKETS)
        with suppress(OSError):  # a full or read-only disk costs time at the next look, nothing more
            beside.write_text(json.dumps(peaks), encoding="utf-8")
        return peaks

    def _get(self, recording: RecordingId) -> Recording:
        with self._database.read() as connection:
            return store.get_recording(connection, recording)

    def _new(self, language: Language, *, call: CallId | None = None, title: str = "") -> Recording:
        name, now = RecordingId(new_id()), self._parts.clock.now()
        return Recording(
            id=name,
            call=call,
            language=language,
            path=f"{now:%Y/%m}/{name}.wav",
            seconds=0.0,
            sides=Sides.BOTH,
            state=RecordingState.KEPT,
            kept_at=now,
            sha256="",
            title=title,
        )

    def _target(self, recording: Recording) -> Path:
        return self._parts.folder / recording.path

    def _store(self, recording: Recording) -> RecordingId:
        with self._database.work() as work:
            if store.add_recording(work.connection, recording):
                work.emit(RecordingKept(at=recording.kept_at, recording=recording.id, call=recording.call))
                return recording.id
        # Another worker was quicker: its copy is the recording, ours goes.
        if recording.path:
            self._target(recording).unlink(missing_ok=True)
        with self._database.read() as connection:
            there = store.recording_of_call(connection, recording.call) if recording.call else None
        if there is None:
            raise NotFoundError("the call of this recording does not exist")
        return there.id

    def _store_at_last(self, recording: Recording) -> RecordingId:
        """Store the sound of a recording that was there without any."""
        with self._database.work() as work:
            is_first = not store.get_recording(work.connection, recording.id, for_update=True).path
            if is_first:
                store.save_sound(work.connection, recording)
                work.emit(RecordingKept(at=recording.kept_at, recording=recording.id, call=recording.call))
        if not is_first:
            self._target(recording).unlink(missing_ok=True)
        return recording.id

    def _mark(self, read: Recording, state: RecordingState, problem: str) -> None:
        """Store what went wrong with a recording as it was read, unless somebody else has had success meanwhile."""
        with self._database.work() as work:
            found = store.get_recording(work.connection, read.id, for_update=True)
            if found.state in _DONE or found.path != read.path or (found.state, found.problem) == (state, problem):
                return
            self._save(work, found, state, problem)

    def _save(self, work: Work, recording: Recording, state: RecordingState, problem: str) -> None:
        store.save_state(work.connection, recording.id, state, problem)
        work.emit(RecordingTranscribed(at=self._parts.clock.now(), recording=recording.id, problem=problem))


def _measured(found: Recording, facts: CallFacts, heard: Heard, turns: Sequence[Turn]) -> CallStatistics:
    return statistics_of(
        turns,
        heard.speech,
        span=Stretch(min(found.lead_seconds, found.seconds), found.seconds),
        language=found.language,
        holds=[Stretch(hold.start, hold.end) for hold in _in_the_file(facts.holds, found)],
        unknown=heard.unknown,
    )


def _in_the_file(holds: Sequence[Hold], recording: Recording) -> tuple[Hold, ...]:
    """Holds that count from the answer, as they lie in the recording."""
    lead = recording.lead_seconds
    return tuple(Hold(start=hold.start + lead, end=hold.end + lead) for hold in holds)


def _with_audio(recording: Recording, kept: KeptAudio) -> Recording:
    sides = Sides.BOTH if kept.channels == 2 else Sides.MONO
    return replace(
        recording,
        seconds=kept.seconds,
        sides=sides,
        sha256=kept.sha256,
        lead_seconds=kept.lead_seconds,
        notes=notes_when_kept(kept, sides),
    )
