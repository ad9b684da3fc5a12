"""What is done with recordings, side by side: keep, write down and score, take up what was left; and look at them."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.clock import Clock
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings import store
from recordings.anew_service import WritingAnew
from recordings.audio.peaks import peaks_of
from recordings.keeping_service import Keeping
from recordings.left_service import LeftWork
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.service import PrivateWords
from recordings.recording import Recording
from recordings.scoring.rulebook import Rulebook
from recordings.transcribe.port import Transcriber
from recordings.transcribe.told_progress import progress_beside
from recordings.transcript import CallTranscript, Json
from recordings.transcript_store import get_transcript
from recordings.writing_service import WritingDown, WritingParts

_PEAK_BUCKETS = 2400


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
    private: PrivateWords


class Recordings:
    """The use cases: those that look at a recording are here, the others in the services that this holds."""

    def __init__(self, parts: RecordingParts) -> None:
        self._database = parts.database
        self._folder = parts.folder
        self._clinic_name = parts.clinic_name
        self.private = parts.private
        self.left = LeftWork(parts.database, parts.clock, parts.models)
        self.anew = WritingAnew(parts.database, parts.clock, parts.models)
        self.keeping = Keeping(parts.database, parts.clock, parts.folder, parts.clinic_language)
        self.writing = WritingDown(
            WritingParts(
                database=parts.database,
                clock=parts.clock,
                folder=parts.folder,
                transcriber=parts.transcriber,
                models=parts.models,
                clinic_name=parts.clinic_name,
                rulebook=parts.rulebook,
                private=parts.private,
            ),
            self.keeping,
        )

    def transcript(self, recording: RecordingId) -> CallTranscript:
        """The call in words. Raises NotFoundError where it has not been transcribed."""
        with self._database.read() as connection:
            return self.read_transcript(connection, recording)

    def read_transcript(self, connection: Connection, recording: RecordingId) -> CallTranscript:
        """The same within a transaction that reads more."""
        return get_transcript(connection, recording, self._clinic_name)

    def look(self, recording: RecordingId) -> tuple[Recording, dict[str, Json] | None]:
        """A recording and its scorecard, where it has one. Raises NotFoundError."""
        with self._database.read() as connection:
            return store.get_recording(connection, recording), store.get_card(connection, recording)

    def audio_path(self, recording: Recording) -> Path:
        """Where the sound lies on this machine."""
        return self._folder / recording.path

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
