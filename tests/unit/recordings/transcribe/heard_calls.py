"""Any sound taken the whole way of a recording: kept, then written down with the Russian demo model."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings import store
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.service import PrivateWords
from recordings.problems import problems_of
from recordings.recording import Recording, SoundFault
from recordings.scoring.loader import load_rulebook
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.port import Transcriber
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import Speaker, Turn
from tests.unit.recordings.audio.sounds import Samples, read_kept
from tests.unit.recordings.service_world import NOW
from tests.unit.recordings.transcribe.spoken_call import SpokenCall


@contextmanager
def product_ears() -> Iterator[Transcriber]:
    """What the product listens with; its processes end with the block."""
    vosk = VoskTranscriber()
    try:
        yield WithoutMusic(vosk)
    finally:
        vosk.close()


@dataclass(frozen=True)
class HeardCall:
    """What became of a sound."""

    recording: Recording
    turns: tuple[Turn, ...]

    @property
    def faults(self) -> list[SoundFault]:
        """What is noted of its sound."""
        return [note.fault for note in self.recording.notes]

    @property
    def advice(self) -> str:
        """What the page says is wrong and what to do."""
        return " ".join(f"{one.text} {one.todo} {one.detail}" for one in problems_of(self.recording))

    def words(self, speaker: Speaker) -> list[str]:
        """What one side said."""
        return [word.text for turn in self.turns if turn.speaker is speaker for word in turn.words]

    def starts(self, speaker: Speaker) -> list[float]:
        """When each of its words begins, in seconds."""
        return [word.start for turn in self.turns if turn.speaker is speaker for word in turn.words]


class Way:
    """The product's own way, less the exchange."""

    def __init__(self, database: Database, folder: Path, ears: Transcriber) -> None:
        self.database = database
        self.models = folder / "models"
        self.recordings = Recordings(
            RecordingParts(
                database=database,
                clock=JumpingClock(NOW),
                folder=folder / "kept",
                transcriber=ears,
                models=ModelStore(self.models, allow_demo=True),
                clinic_name="Мирта",
                clinic_language=Language.RU,
                rulebook=load_rulebook(),
                private=PrivateWords(database, JumpingClock(NOW)),
            )
        )

    def take(self, file: Path, language: Language = Language.RU) -> HeardCall:
        """Keep a file from outside, patient on the left, and write it down."""
        kept = self.recordings.keeping.ingest(file, language)
        self.recordings.writing.transcribe(kept)
        with self.database.read() as connection:
            found = store.get_recording(connection, kept)
            turns = store.get_turns(connection, kept, found.language)
        return HeardCall(recording=found, turns=turns or ())


def sides_of(call: SpokenCall) -> tuple[Samples, Samples]:
    """The patient's and the administrator's samples of a spoken call."""
    samples, _ = read_kept(call.path)
    return np.ascontiguousarray(samples[:, 0]), np.ascontiguousarray(samples[:, 1])


def spoken_words(call: SpokenCall, speaker: Speaker) -> list[str]:
    """What one side truly says."""
    return [word for who, text in call.turns if who is speaker for word in text.split()]
