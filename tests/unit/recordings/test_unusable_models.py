"""A speech model that is there and no good: the recordings wait for a good one, and their page says why."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings.jobs import RecordingJobs
from recordings.model_shelf.vocabulary import language_of_model
from recordings.problems import problems_of
from recordings.recording import RecordingState
from recordings.transcribe.runner import VoskTranscriber
from tests.unit.recordings.audio.sounds import tone, write
from tests.unit.recordings.service_world import World, install_model

RUSSIAN = "\n".join(f"{word} {place}" for place, word in enumerate(["открыть", "этот", "объезд", "мыло"] * 40))
UKRAINIAN = "\n".join(f"{word} {place}" for place, word in enumerate(["відкрити", "їхати", "ґанок", "єдність"] * 40))


class _Queue:
    def __init__(self) -> None:
        self.subjects: list[str] = []

    def enqueue(self, kind: str, subject: str) -> None:
        self.subjects.append(subject.partition(".")[0])


def _not_whole(model: Path) -> None:
    (model / "am" / "final.mdl").unlink()


def _of_another_language(model: Path) -> None:
    (model / "graph" / "words.txt").write_text(UKRAINIAN, encoding="utf-8")
    assert language_of_model(model) is Language.UK


def _not_readable(model: Path) -> None:
    (model / "manifest.json").write_text("{", encoding="utf-8")


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    install_model(tmp_path / "models" / "ru")
    return World(database, tmp_path, demo=False)


def _taken_up(world: World) -> list[str]:
    queue = _Queue()
    RecordingJobs(world.recordings, queue).take_up_left()
    return queue.subjects


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_not_whole, "is not whole, am/final.mdl is missing; run `callcenter models pull ru`"),
        (_of_another_language, "is for Ukrainian; put one for Russian there"),
        (_not_readable, "manifest.json cannot be read; put a complete Vosk model there"),
    ],
)
def test_a_recording_waits_for_a_good_model_says_why_and_is_taken_up_then(
    world: World, tmp_path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    model = tmp_path / "models" / "ru"
    spoil(model)
    kept = world.recordings.keeping.ingest(write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1)), Language.RU)
    world.recordings.writing.transcribe(kept)
    waiting, _ = world.recordings.look(kept)
    assert waiting.state is RecordingState.NO_MODEL
    assert why in waiting.problem
    assert [why in told.detail for told in problems_of(waiting)] == [True]
    assert _taken_up(world) == [], "the model is as bad as before"
    shutil.rmtree(model)
    install_model(model)
    (model / "graph" / "words.txt").write_text(RUSSIAN, encoding="utf-8")
    assert _taken_up(world) == [kept]
    world.recordings.writing.transcribe(kept)
    done, _ = world.recordings.look(kept)
    assert (done.state, done.problem) == (RecordingState.TRANSCRIBED, "")


def test_a_model_that_does_not_load_is_not_held_against_the_recording(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = world.recordings.keeping.ingest(write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1)), Language.RU)
    real = VoskTranscriber(child=(sys.executable, "-c", "import sys; sys.exit('ERROR: no graph')"))
    with monkeypatch.context() as changed:
        changed.setattr(world.transcriber, "transcribe", real.transcribe)
        world.recordings.writing.transcribe(kept)
    waiting, _ = world.recordings.look(kept)
    assert waiting.state is RecordingState.NO_MODEL
    assert waiting.problem.startswith("not transcribed: the model ru cannot be used (ERROR: no graph)")
    assert _taken_up(world) == [kept]
    world.recordings.writing.transcribe(kept)
    done, _ = world.recordings.look(kept)
    assert done.state is RecordingState.TRANSCRIBED


def test_where_there_is_no_model_at_all_the_page_does_not_say_it_twice(world: World, tmp_path: Path) -> None:
    kept = world.recordings.keeping.ingest(write(tmp_path / "call.wav", tone(440, 1), tone(1000, 1)), Language.PL)
    world.recordings.writing.transcribe(kept)
    waiting, _ = world.recordings.look(kept)
    assert waiting.state is RecordingState.NO_MODEL
    assert problems_of(waiting) == ()
