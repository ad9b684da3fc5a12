"""From the end of a call to its score: on the running product, and step by step on a spoken call (demo model).

Prints each time and its share of the call's length.
The budget of the design: transcript and score within 10 % of the call's length on one core.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from callcenter.domain.calls import Call
from callcenter.kit.clock import SystemClock
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.calls import get_call
from callcenter.storage.engine import open_engine
from callcenter.storage.events import read_events
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.service import PrivateWords
from recordings.scoring.loader import load_rulebook
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.runner import VoskTranscriber
from tests.support.browsing import Person
from tests.support.demo_clinic import SHORTEST, anna_at, demo_clinic, let_one_call
from tests.support.looking_in import LookIn, database_in, looking_in
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
    keep = _timed(lambda: recordings.keeping.keep_call(call))
    kept = _kept(recordings, call)
    transcribe = _timed(lambda: recordings.writing.transcribe(kept))
    score = _timed(lambda: recordings.writing.score(kept))
    whole = keep + transcribe + score
    return (
        f"call of {length:5.0f} s: keep {keep:.2f} s, transcribe {transcribe:.2f} s, score {score:.2f} s; "
        f"together {whole / length:.1%} of its length"
    )


def _kept(recordings: Recordings, call: CallId) -> RecordingId:
    kept = recordings.keeping.keep_call(call)
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
            private=PrivateWords(database, SystemClock()),
        )
    )


@pytest.mark.benchmark
def test_print_the_time_from_two_files_to_the_score(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/clinic.db")
    metadata.create_all(engine)
    for repeats in _REPEATS:
        sys.stdout.write(_measure(tmp_path, Database(engine), repeats) + "\n")


@pytest.mark.benchmark
@pytest.mark.parametrize("caller", [SHORTEST, "maria"])
def test_print_the_time_from_the_end_of_a_call_to_the_score_on_its_page(tmp_path: Path, caller: str) -> None:
    with demo_clinic(tmp_path) as demo, anna_at(demo) as anna:
        with anna.watching("/desk") as desk:
            call = let_one_call(anna, desk, caller)
            anna.press(f"/desk/calls/{call}/robot")
            desk.until("desk-main", lambda html: 'class="talking"' in html)
        shown_at = _score_shown_at(anna, call)
        with looking_in(database_in(tmp_path)) as inside:
            ended, way = _call(inside, CallId(call)), _way(inside)
    assert ended.ended_at is not None
    assert ended.answered_at is not None
    took = (shown_at - ended.ended_at).total_seconds()
    length = (ended.ended_at - ended.answered_at).total_seconds()
    sys.stdout.write(
        f"\nrunning product, call of {length:.0f} s: score on its page {took:.2f} s after its end, "
        f"{took / length:.1%} of its length (budget 10 %)\n"
        f"  the way: {way}\n"
    )


def _score_shown_at(anna: Person, call: str) -> datetime:
    with anna.watching(f"/calls/{call}") as page:
        page.until("call-score", lambda html: "score-points" in html, within_s=300)
        return SystemClock().now()


def _call(inside: LookIn, call: CallId) -> Call:
    with inside.database.read() as connection:
        return get_call(connection, call)


def _way(inside: LookIn) -> str:
    """When what was told, in seconds after the exchange had written the two sides."""
    with inside.database.read() as connection:
        told = {stored.event.kind: stored.event.at for stored in read_events(connection, 0)}
    kinds = ("recording_kept", "recording_transcribed", "recording_scored")
    return ", ".join(f"{kind} {(told[kind] - told['sides_recorded']).total_seconds():.2f} s" for kind in kinds)
