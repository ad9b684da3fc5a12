"""Writing a call down again in another language, asked for over HTTP: who may, when, and what is offered."""

from dataclasses import replace
from pathlib import Path

import pytest
from httpx import Client

from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings import store
from recordings.problems import NOT_SCORED_IN_DOUBT
from recordings.recording import Recording, RecordingState, SoundFault, SoundNote
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.pages import text_of
from tests.support.web import MARTA, web_under_test


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path, models=(Language.RU, Language.PL))


@pytest.fixture
def manager(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in(MARTA)


def _doubted(bench: CallsBench) -> RecordingId:
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    with bench.database.work() as work:
        found = store.get_recording(work.connection, recording, for_update=True)
        note = SoundNote(SoundFault.OTHER_LANGUAGE, found.language.value)
        store.save_sound(work.connection, replace(found, notes=(note,), problem=NOT_SCORED_IN_DOUBT))
    return recording


def _read(bench: CallsBench, recording: RecordingId) -> Recording:
    with bench.database.read() as connection:
        return store.get_recording(connection, recording)


def _ask(browser: Client, recording: RecordingId, language: str) -> int:
    answer = browser.post(
        f"/recordings/{recording}/language", data={"language": language}, headers={"HX-Request": "true"}
    )
    return answer.status_code


def test_asked_twice_it_is_written_down_once(bench: CallsBench, manager: Client) -> None:
    recording = _doubted(bench)
    assert _ask(manager, recording, "pl") == 204
    assert _ask(manager, recording, "pl") == 204
    found = _read(bench, recording)
    assert (found.state, found.language) == (RecordingState.KEPT, Language.PL)


@pytest.mark.parametrize("language", ["", "xx"])
def test_no_language_is_refused_and_nothing_changes(bench: CallsBench, manager: Client, language: str) -> None:
    recording = _doubted(bench)
    assert _ask(manager, recording, language) == 422
    assert _read(bench, recording).is_doubted


def test_a_language_without_a_model_is_refused(bench: CallsBench, manager: Client) -> None:
    recording = _doubted(bench)
    assert _ask(manager, recording, "zh") == 422
    assert _read(bench, recording).is_doubted


def test_a_manager_finds_at_the_foot_of_the_words_how_to_have_them_in_another_language(
    bench: CallsBench, manager: Client
) -> None:
    recording = bench.scored("c-1", MARIA)
    shown = text_of(manager.get("/calls/c-1").text)
    assert "Written down in the wrong language?" in shown
    assert "Language of the call" in shown
    assert "The language is right" not in shown
    assert _ask(manager, recording, "pl") == 204
    found = _read(bench, recording)
    assert (found.state, found.language) == (RecordingState.KEPT, Language.PL)


def test_who_answered_the_call_does_not_do_away_with_its_score(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA)
    anna = web_under_test([bench.feature]).signed_in()
    assert "Language of the call" not in text_of(anna.get("/calls/c-1").text)
    assert _ask(anna, recording, "pl") == 403
    assert _read(bench, recording).state is RecordingState.SCORED


def test_who_answered_a_doubted_call_may_choose_its_language(bench: CallsBench) -> None:
    recording = _doubted(bench)
    anna = web_under_test([bench.feature]).signed_in()
    shown = text_of(anna.get("/calls/c-1").text)
    assert "Language of the call" in shown
    assert "Written down in the wrong language?" not in shown
    assert _ask(anna, recording, "pl") == 204


def test_a_second_language_is_refused_while_the_first_is_being_written_down(bench: CallsBench, manager: Client) -> None:
    recording = bench.scored("c-1", MARIA)
    assert _ask(manager, recording, "pl") == 204
    assert "Language of the call" not in text_of(manager.get("/calls/c-1").text)
    refused = manager.post(f"/recordings/{recording}/language", data={"language": "ru"})
    assert refused.status_code == 422
    assert "It is being written down just now." in text_of(refused.text)
    assert _read(bench, recording).language is Language.PL


def test_who_may_not_open_the_call_may_not_ask(bench: CallsBench) -> None:
    recording = bench.ingest("outside.wav")
    stranger = web_under_test([bench.feature]).signed_in()
    assert _ask(stranger, recording, "pl") == 403


def test_without_another_model_the_page_says_how_to_get_one(bench: CallsBench, manager: Client) -> None:
    _doubted(bench)
    bench.remove_model(Language.PL)
    shown = text_of(manager.get("/calls/c-1").text)
    assert "There is a speech model for no other language here." in shown
    assert "The language is right: score the call" in shown
    assert "Write it down again" not in shown


def test_a_model_that_is_there_and_no_good_is_not_called_missing(bench: CallsBench, manager: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    (bench.models / "ru" / "am" / "final.mdl").unlink()
    bench.transcribe(recording)
    shown = text_of(manager.get("/calls/c-1").text)
    assert "Not transcribed: the speech model cannot be used (Русский)" in shown
    assert "Was another language spoken?" in shown
    assert "no speech model" not in shown.lower()
    assert "speech model cannot be used (Русский)" in text_of(manager.get("/calls").text)
