"""How far a transcription is, on the page of its call."""

from pathlib import Path

import pytest
from httpx import Client

from callcenter.storage.work import Database
from recordings.transcribe.told_progress import progress_beside
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.pages import text_of
from tests.support.web import web_under_test


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


def test_the_page_shows_the_share_that_another_process_has_told(bench: CallsBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    recording = bench.record(bench.call("c-1", MARIA))
    assert _progress(browser) == '<progress aria-label="Being transcribed" max="1">'
    audio = bench.recordings.audio_path(bench.recordings.look(recording)[0])
    audio.with_suffix(".progress").write_text("0.420")
    assert _progress(browser) == '<progress aria-label="Being transcribed" max="1" value="0.42">'
    assert "Being transcribed 42%" in text_of(browser.get("/calls/c-1").text)
    bench.transcribe(recording)
    assert progress_beside(audio) is None
    assert "<progress" not in browser.get("/calls/c-1").text


def _progress(browser: Client) -> str:
    html = browser.get("/calls/c-1").text
    return html[html.index("<progress") :].partition("</progress>")[0]
