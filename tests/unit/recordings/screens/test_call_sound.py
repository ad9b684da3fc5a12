"""The sound on the page of a call: what is wrong with it, its pieces, and the wish to transcribe it once more."""

from pathlib import Path

import pytest
from httpx import Client

from callcenter.domain.events import SidesRecorded, TranscriptionAsked
from callcenter.kit.languages import Language
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from recordings import store
from recordings.jobs import RecordingJobs
from recordings.recording import RecordingState
from recordings.transcript import Speaker
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.pages import text_of
from tests.support.web import web_under_test
from tests.unit.recordings.audio.sounds import tone, write


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def browser(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in()


def _read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


# ---- what is wrong with it ----
def test_a_silent_side_is_said_in_words_with_what_to_check(bench: CallsBench, browser: Client) -> None:
    bench.record(bench.call("c-1", MARIA), silent=Speaker.ADMINISTRATOR)
    shown = _read(browser, "/calls/c-1")
    assert "The administrator's side is silent." in shown
    assert "Check the microphone of this operator's telephone." in shown


def test_a_silent_side_is_still_said_after_the_recording_was_transcribed_again(
    bench: CallsBench, browser: Client
) -> None:
    bench.transcriber.fails = "the machine may be short of memory"
    recording = bench.record(bench.call("c-1", MARIA), silent=Speaker.ADMINISTRATOR)
    bench.transcribe(recording)
    shown = _read(browser, "/calls/c-1")
    assert "The administrator's side is silent." in shown
    assert "The recording could not be transcribed." in shown
    assert browser.post(f"/recordings/{recording}/transcribe").status_code == 303
    bench.transcriber.fails = ""
    bench.transcribe(recording)
    shown = _read(browser, "/calls/c-1")
    assert "The administrator's side is silent." in shown
    assert "The recording could not be transcribed." not in shown


def test_a_side_whose_file_was_not_there_is_told_with_its_name(
    bench: CallsBench, browser: Client, tmp_path: Path
) -> None:
    call = bench.call("c-1", MARIA)
    bench.tell_sides(call, write(tmp_path / "rx.wav", tone(440, 2)), tmp_path / "tx.wav")
    bench.recordings.keeping.keep_call(call)
    shown = _read(browser, "/calls/c-1")
    assert f"Something about this recording needs a look. {tmp_path}/tx.wav is not there" in shown
    assert "The administrator's side is silent." in shown


# ---- the sound ----
def test_a_player_gets_the_piece_of_sound_that_it_asks_for(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    whole = browser.get(f"/recordings/{recording}/sound")
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/wav")
    assert whole.headers["accept-ranges"] == "bytes"
    part = browser.get(f"/recordings/{recording}/sound", headers={"range": "bytes=1000-1999"})
    assert part.status_code == 206
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(whole.content)}"
    assert part.content == whole.content[1000:2000]
    last = browser.get(f"/recordings/{recording}/sound", headers={"range": "bytes=-100"})
    assert last.content == whole.content[-100:]


def test_a_piece_beyond_the_end_is_refused(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    answer = browser.get(f"/recordings/{recording}/sound", headers={"range": "bytes=99999999-"})
    assert answer.status_code == 416


def test_the_outline_has_two_sides_as_loud_as_they_are(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA), silent=Speaker.PATIENT)
    patient, administrator = browser.get(f"/recordings/{recording}/peaks").json()["peaks"]
    assert max(patient) == 0
    assert 0.2 < max(administrator) <= 1
    assert len(patient) == len(administrator)


def test_a_sound_that_is_gone_is_told(bench: CallsBench, browser: Client) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    with bench.database.read() as connection:
        bench.recordings.audio_path(store.get_recording(connection, recording)).unlink()
    sound = browser.get(f"/recordings/{recording}/sound")
    assert sound.status_code == 404
    assert "gone from the recordings folder" in sound.text
    outline = browser.get(f"/recordings/{recording}/peaks")
    assert outline.status_code == 404
    assert "restore it from a backup" in outline.json()["problem"]


# ---- once more ----
def test_transcribe_again_queues_the_work_once_and_the_page_says_that_it_goes_on(
    bench: CallsBench, browser: Client
) -> None:
    bench.remove_model(Language.RU)
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    bench.install_model(Language.RU)
    queue = _Queue()
    jobs = RecordingJobs(bench.recordings, queue)
    for _ in range(2):
        assert browser.post(f"/recordings/{recording}/transcribe").status_code == 303
    with bench.database.read() as connection:
        asked = [one.event for one in read_events(connection, 0) if isinstance(one.event, TranscriptionAsked)]
    assert len(asked) == 1
    assert "Being transcribed" in _read(browser, "/calls/c-1")
    jobs.on_event(asked[0])
    jobs.on_event(asked[0])
    assert len(set(queue.jobs)) == 1
    for kind in jobs.kinds:
        if kind.name == queue.jobs[0][0]:
            for step in kind.steps:
                step(queue.jobs[0][1])
    assert "points" in _read(browser, "/calls/c-1")


class _Queue:
    """Remembers what was queued."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, str]] = []

    def enqueue(self, kind: str, subject: str) -> None:
        """Remember it."""
        self.jobs.append((kind, subject))


def test_htmx_gets_no_page_back_because_the_stream_brings_the_change(bench: CallsBench, browser: Client) -> None:
    bench.transcriber.fails = "broken"
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    assert browser.post(f"/recordings/{recording}/transcribe", headers={"hx-request": "true"}).status_code == 204


def test_what_is_transcribed_already_is_left_alone(bench: CallsBench, browser: Client) -> None:
    recording = bench.scored("c-1", MARIA)
    browser.post(f"/recordings/{recording}/transcribe")
    with bench.database.read() as connection:
        assert store.get_recording(connection, recording).state is RecordingState.SCORED


def test_another_site_cannot_make_a_browser_ask(bench: CallsBench, browser: Client) -> None:
    bench.transcriber.fails = "broken"
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    answer = browser.post(f"/recordings/{recording}/transcribe", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    with bench.database.read() as connection:
        assert store.get_recording(connection, recording).state is RecordingState.FAILED


def test_a_call_that_could_not_be_scored_keeps_its_words_and_can_be_tried_again(
    bench: CallsBench, browser: Client
) -> None:
    recording = bench.record(bench.call("c-1", MARIA))
    bench.recordings.writing.transcribe(recording)
    bench.recordings.writing.give_up(recording)
    shown = _read(browser, "/calls/c-1")
    assert "The call could not be scored." in shown
    assert "Score again" in shown
    assert browser.post(f"/recordings/{recording}/transcribe").status_code == 303
    assert "The call could not be scored." not in _read(browser, "/calls/c-1")


def test_a_call_whose_files_are_away_can_be_tried_again_by_a_person(bench: CallsBench, browser: Client) -> None:
    call = bench.call("c-1", MARIA)
    sides = SidesRecorded(at=bench.clock.now(), call=call, patient_file="/away/rx", administrator_file="/away/tx")
    with bench.database.work() as work:
        work.emit(sides)
    recording = bench.recordings.keeping.keep_call(call)
    shown = _read(browser, "/calls/c-1")
    assert "The recording could not be kept." in shown
    assert "tried again" in shown
    assert f"/recordings/{recording}/transcribe" in browser.get("/calls/c-1").text
    assert browser.post(f"/recordings/{recording}/transcribe").status_code == 303
    assert "The recording could not be kept." not in _read(browser, "/calls/c-1")
