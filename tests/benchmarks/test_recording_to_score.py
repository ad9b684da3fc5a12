"""From the exchange's two files to the score: keeps, transcribes (demo model) and scores a spoken call.

Prints each step's time and its share of the call's length.
The budget of the design: transcript and score within 10 % of the call's length on one core.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.clock import SystemClock
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from recordings.scoring.rulebook import load_rulebook
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.model_store import ModelStore
from recordings.transcribe.runner import VoskTranscriber
from tests.unit.recordings.audio.sounds import read_kept, write
from tests.unit.recordings.service_world import World
from tests.unit.recordings.transcribe.spoken_call import speak_call

_REPEATS = (2, 8, 20)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _measure(folder: Path, database: Database, repeats: int) -> str:
    world = World(database, folder)
    samples, rate = read_kept(speak_call(folder).path)
    call = world.call(f"call-{repeats}-{datetime.now(UTC):%f}")
    sides = [write(folder / f"{call}-{side}.wav", np.tile(samples[:, side], repeats)) for side in (0, 1)]
    world.record(call, patient=sides[0], administrator=sides[1])
    recordings = _real(folder, database)
    length = repeats * len(samples) / rate
    keep = _timed(lambda: recordings.keep_call(call))
    kept = _kept(recordings, call)
    transcribe = _timed(lambda: recordings.transcribe(kept))
    score = _timed(lambda: recordings.score(kept))
    whole = keep + transcribe + score
    return (
        f"call of {length:5.0f} s: keep {keep:.2f} s, transcribe {transcribe:.2f} s, score {score:.2f} s; "
        f"together {whole / length:.1%} of its length"
    )


def _kept(recordings: Recordings, call: CallId) -> RecordingId:
    kept = recordings.keep_call(call)
    assert kept is not None
    return kept


def _real(folder: Path, database: Database) -> Recordings:
    return Recordings(
        RecordingParts(
            database=database,
            clock=SystemClock(),
            folder=folder / "kept",
            transcriber=VoskTranscriber(),
            models=ModelStore(folder / "models", allow_demo=True),
            clinic_name="",
            clinic_language=Language.RU,
            rulebook=load_rulebook(),
        )
    )


@pytest.mark.benchmark
def test_print_the_time_from_two_files_to_the_score(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/clinic.db")
    metadata.create_all(engine)
    for repeats in _REPEATS:
        sys.stdout.write(_measure(tmp_path, Database(engine), repeats) + "\n")
