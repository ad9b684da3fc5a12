"""Recordings whose words cannot be judged: they are scored without a point, and their page says why."""

from pathlib import Path

import pytest

from callcenter.kit.ids import RecordingId
from callcenter.storage.work import Database
from recordings import store
from recordings.problems import problems_of
from recordings.recording import Recording, RecordingState
from recordings.transcript import Json, Speaker
from tests.unit.recordings.service_world import World

CALL = (
    (Speaker.ADMINISTRATOR, "здравствуйте клиника мирта меня зовут анна чем могу помочь"),
    (Speaker.PATIENT, "здравствуйте хочу записаться к врачу на завтра"),
    (Speaker.ADMINISTRATOR, "записала вас на завтра на десять часов всего доброго до свидания"),
    (Speaker.PATIENT, "спасибо до свидания"),
)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _scored(world: World, *lines: tuple[Speaker, str]) -> tuple[Recording, dict[str, Json]]:
    world.transcriber.lines = lines
    kept = _kept(world)
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    found, card = world.recordings.look(kept)
    assert found.state is RecordingState.SCORED
    assert card is not None
    return found, card


def _kept(world: World) -> RecordingId:
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    return kept


def _sentences(recording: Recording) -> list[str]:
    return [problem.text for problem in problems_of(recording)]


def test_a_usual_call_is_judged_and_nothing_is_said(world: World) -> None:
    recording, card = _scored(world, *CALL)
    assert card["max_points"] != 0
    assert _sentences(recording) == []


def test_music_alone_brings_no_point_and_is_called_music(world: World) -> None:
    recording, card = _scored(world)
    assert (card["points"], card["max_points"]) == (0, 0)
    assert _sentences(recording) == ["Something can be heard, but no words: music, tones or noise."]


def test_a_caller_alone_is_not_judged(world: World) -> None:
    recording, card = _scored(world, CALL[1])
    assert card["max_points"] == 0
    assert _sentences(recording) == ["Only one side speaks, so the call is not judged."]


def test_two_calls_in_one_file_are_judged_and_asked_about(world: World) -> None:
    recording, card = _scored(world, *CALL, *CALL)
    assert card["max_points"] != 0
    assert _sentences(recording) == ["Two calls in one recording? The score is of both together."]


def test_a_note_is_not_said_twice_where_the_call_is_scored_anew(world: World) -> None:
    recording, _ = _scored(world, *CALL, *CALL)
    assert world.recordings.writing.score_anew(recording.id)
    with world.database.read() as connection:
        again = store.get_recording(connection, recording.id)
    assert again.notes == recording.notes
    assert len(again.notes) == 1
