"""Keeping the sound of a call, or of a file from outside. Safe to do twice."""

from dataclasses import replace
from pathlib import Path

from callcenter.domain.events import RecordingKept
from callcenter.kit.clock import Clock
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, RecordingId, new_id
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings import store
from recordings.audio.alignment import CallTimes
from recordings.audio.errors import AudioError, SoundAwayError
from recordings.audio.keeping import KeptAudio, channels_of, keep_file, keep_sides
from recordings.kept_notes import notes_when_kept
from recordings.problems_service import Problems
from recordings.recording import AWAY, Recording, RecordingState, Sides, title_of
from recordings.stretch import Stretch
from recordings.transcript import Speaker

_log = get_logger(__name__)

NOT_KEPT = "the recording could not be kept: "
"""Begins the problem of a recording without sound."""


class Keeping:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock, folder: Path, clinic_language: Language) -> None:
        """`folder`: where recordings are kept; `clinic_language`: of calls whose patient's language nobody knows."""
        self._database = database
        self._clock = clock
        self._folder = folder
        self._clinic_language = clinic_language
        self._problems = Problems(database, clock)

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
        new = self._new(facts.language or self._clinic_language, call=call)
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
            problem = f"{NOT_KEPT}{away}{exc}"
            if there is not None:
                self._problems.mark(there, RecordingState.FAILED, problem)
                return there.id
            return self._store(replace(new, path="", state=RecordingState.FAILED, problem=problem))
        if there is not None:
            return self._store_at_last(replace(_with_audio(new, kept), id=there.id))
        return self._store(_with_audio(new, kept))

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

    def _new(self, language: Language, *, call: CallId | None = None, title: str = "") -> Recording:
        name, now = RecordingId(new_id()), self._clock.now()
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
        return self._folder / recording.path

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
