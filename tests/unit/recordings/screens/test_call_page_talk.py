"""The page of one call: figures for spoken numbers, and what was measured of the talk."""

import re
from pathlib import Path

import pytest
from httpx import Client
from sqlalchemy import null, update

from callcenter.kit.languages import Language
from callcenter.storage.tables import transcript
from callcenter.storage.work import Database
from recordings.stretch import Stretch
from recordings.transcript import Speaker
from tests.support.calls import CallsBench, labelled, words_of
from tests.support.clinic import MARIA
from tests.support.web import MARTA, web_under_test
from tests.unit.recordings.audio.sounds import tone, write


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def manager(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in(MARTA)


def _page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_spoken_times_are_figures_with_the_words_behind_them(bench: CallsBench, manager: Client) -> None:
    bench.scored("c-1", MARIA)
    shown = _page(manager, "/calls/c-1")
    times = re.findall(r'word-read" title="([^"]+)" data-start="[\d.]+" data-end="[\d.]+">([^<]+)<', shown)
    assert times
    assert all(re.search(r"\d", figures) and not re.search(r"\d", said) for said, figures in times)


def test_the_strip_tells_who_spoke_how_much(bench: CallsBench, manager: Client) -> None:
    bench.scored("c-1", MARIA)
    shown = _page(manager, "/calls/c-1")
    strip = re.search(r'<section class="talk".*?</section>', shown, re.DOTALL)
    assert strip
    text = _plain(strip[0])
    assert re.search(r"Patient \d+% 0:\d\d \d+ words a minute Administrator \d+% \d:\d\d \d+ words a minute", text), (
        text
    )
    assert re.search(r"silence 0:\d\d \(\d+%\)", text)
    shares = [int(share) for share in re.findall(r"<b class=\"figures\">(\d+)%</b>", strip[0])]
    assert sum(shares) in (99, 100, 101)


def test_an_older_transcript_is_shown_without_the_strip(bench: CallsBench, manager: Client) -> None:
    bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        work.connection.execute(update(transcript).values(statistics=null()))
    shown = _page(manager, "/calls/c-1")
    assert 'id="turns"' in shown
    assert 'class="talk-sides"' not in shown


def test_a_mono_recording_tells_of_both_voices_together(bench: CallsBench, manager: Client, tmp_path: Path) -> None:
    kept = bench.recordings.keeping.ingest(write(tmp_path / "mono.wav", tone(440, 30)), Language.RU)
    call = labelled("ru-001")
    said = tuple(word for turn in call.turns for word in words_of(turn, call.language) if word.end < 30)
    bench.transcriber.words = {Speaker.PATIENT: said}
    bench.transcribe(kept)
    strip = re.search(r'<section class="talk".*?</section>', _page(manager, f"/recordings/{kept}"), re.DOTALL)
    assert strip
    assert "Both voices" in _plain(strip[0])
    assert "interruption" not in strip[0]


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        ({Speaker.PATIENT: 1}, "“…” stands for 1 word that the model does not know."),
        (
            {Speaker.PATIENT: 4, Speaker.ADMINISTRATOR: 3},
            "“…” stands for each of 7 words that the model does not know.",
        ),
    ],
)
def test_words_that_the_model_does_not_know_are_an_ellipsis_and_the_foot_says_so(
    bench: CallsBench, manager: Client, unknown: dict[Speaker, int], said: str
) -> None:
    bench.transcriber.unknown = {side: _unknown(count) for side, count in unknown.items()}
    bench.scored("c-1", MARIA)
    shown = _page(manager, "/calls/c-1")
    marks = re.findall(r'word-unsure word-unknown" title="A word that the model does not know"[^>]*>…<', shown)
    assert len(marks) == sum(unknown.values())
    foot = re.search(r'<p class="turns-foot.*?</p>', shown, re.DOTALL)
    assert foot
    assert _plain(foot[0]).endswith(said)


def test_where_the_model_knew_every_word_nothing_is_said_of_it(bench: CallsBench, manager: Client) -> None:
    bench.transcriber.unknown = {Speaker.PATIENT: (), Speaker.ADMINISTRATOR: ()}
    bench.scored("c-1", MARIA)
    assert "does not know" not in _page(manager, "/calls/c-1")


def test_where_the_model_knew_no_word_at_all_the_page_says_so(bench: CallsBench, manager: Client) -> None:
    kept = bench.ingest("foreign.wav")
    bench.transcriber.words, bench.transcriber.unknown = {}, {Speaker.PATIENT: _unknown(12)}
    bench.transcribe(kept)
    shown = _plain(_page(manager, f"/recordings/{kept}"))
    assert "No words were recognised" in shown
    assert "12 words that the model does not know were left out." in shown


def test_the_score_of_a_mono_recording_says_why_there_is_none(
    bench: CallsBench, manager: Client, tmp_path: Path
) -> None:
    kept = bench.recordings.keeping.ingest(write(tmp_path / "mono.wav", tone(440, 30)), Language.RU)
    said = tuple(word for turn in labelled("ru-001").turns for word in words_of(turn, Language.RU) if word.end < 30)
    bench.transcriber.words = {Speaker.PATIENT: said}
    bench.transcribe(kept)
    bench.score(kept)
    shown = _page(manager, f"/recordings/{kept}")
    assert "Not judged: both voices are on one side of the recording." in shown
    assert "Nothing to score" not in shown


def _unknown(count: int) -> tuple[Stretch, ...]:
    return tuple(Stretch(float(second), second + 0.5) for second in range(count))
