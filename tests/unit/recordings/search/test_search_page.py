"""The search as a browser sees it: calls with the words marked, jumping to the second, empty and broken queries."""

from datetime import timedelta
from pathlib import Path

import pytest
from httpx import Client
from sqlalchemy import delete, select

from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings.private_words.spans import PrivateKind
from recordings.transcript import Speaker, Word
from tests.support.calls import CallsBench
from tests.support.clinic import BORIS, IVAN, MARIA
from tests.support.pages import text_of
from tests.support.two_voices import Pair, Speaking
from tests.support.web import ANNA, MARTA, web_under_test
from tests.unit.recordings.audio.sounds import write


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path, models=tuple(Language))


def _browser(bench: CallsBench, who: Operator = ANNA, language: str = "en") -> Client:
    return web_under_test([bench.feature]).signed_in(who, language)


def _find(bench: CallsBench, words: str, who: Operator = ANNA, **more: str) -> str:
    answer = _browser(bench, who).get("/calls/search", params={"words": words, **more})
    assert answer.status_code == 200
    return str(answer.text)


def test_what_was_said_is_shown_with_its_second_its_side_and_the_words_marked(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, outcome="booked")
    html = _find(bench, "разболеться зубы")
    assert "<mark>зуб</mark>" in html
    assert "<mark>разболелся,</mark>" in html or "<mark>разболелся</mark>" in html
    shown = text_of(html)
    assert "1 call, 1 place" in shown
    assert "Мария Ивановна Петрова" in shown
    assert "Patient" in shown
    assert "Анна" in shown


def test_a_place_leads_to_its_second_on_the_page_of_the_call(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    html = _find(bench, "разболеться")
    address = html.split('class="found-turn ')[1].split('href="')[1].split('"')[0]
    page, _, second = address.partition("#t=")
    assert page.startswith("/calls/c-1?words=")
    assert 0 < float(second) < 20
    assert _browser(bench).get(page).status_code == 200


def test_the_page_of_the_call_tells_where_the_words_are_spoken(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    html = _browser(bench).get("/calls/c-1", params={"words": "зубы"}).text
    assert "2 places" in text_of(html)
    assert html.count("<li data-start", html.index('id="found-places"')) >= 2
    assert 'href="/calls/search?words=%D0%B7%D1%83%D0%B1%D1%8B"' in html
    assert 'data-live-url="/calls/c-1/live?words=%D0%B7%D1%83%D0%B1%D1%8B"' in html


@pytest.mark.parametrize("words", ['"', "имплантация", "x" * 1000, "\x00"])
def test_the_page_of_a_call_bears_any_words(bench: CallsBench, words: str) -> None:
    bench.scored("c-1", MARIA)
    answer = _browser(bench).get("/calls/c-1", params={"words": words})
    assert answer.status_code == 200
    assert "Стоматология" in text_of(answer.text)


def test_an_administrator_finds_nothing_in_a_colleagues_call_and_is_told_why(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, operator=BORIS)
    shown = text_of(_find(bench, "стоматология"))
    assert "Nobody said this" in shown
    assert "in the calls that you may open" in shown
    assert "Мария" not in shown
    assert "1 call, 1 place" in text_of(_find(bench, "стоматология", MARTA))


def _said(bench: CallsBench, text: str, **call: Operator) -> None:
    """A call of Maria's in which she says just this."""
    recording = bench.record(bench.call("c-1", MARIA, **call))  # type: ignore[arg-type] # passed on as given
    words = tuple(Word(text=word, start=place * 0.5, end=place * 0.5 + 0.4) for place, word in enumerate(text.split()))
    bench.transcriber.words = {Speaker.PATIENT: words}
    bench.transcribe(recording)


def test_private_words_stand_in_brackets_for_a_manager_and_not_for_whoever_answered(bench: CallsBench) -> None:
    _said(bench, "моя фамилия петрова телефон восемь девятьсот сто двадцать три сорок пять шестьдесят семь")
    managers, own = text_of(_find(bench, "фамилия", MARTA)), text_of(_find(bench, "фамилия", ANNA))
    assert "фамилия петрова" in own
    assert "123-45-67" in own
    assert "фамилия [surname] телефон [phone number]" in managers


PHONE = "восемь девятьсот сто двадцать три сорок пять шестьдесят семь"


@pytest.mark.parametrize("words", ["петровой", "петр*", '"фамилия петрова"', "шестьдесят", "89001234567"])
def test_a_private_word_is_found_by_whoever_answered_and_by_nobody_else(bench: CallsBench, words: str) -> None:
    _said(bench, f"моя фамилия петрова телефон {PHONE}")
    assert "1 call, 1 place" in text_of(_find(bench, words, ANNA))
    assert "Nobody said this" in text_of(_find(bench, words, MARTA))


def test_what_is_hidden_ends_a_phrase_and_is_not_missed_by_who_does_not_want_it(bench: CallsBench) -> None:
    _said(bench, "моя фамилия петрова а имя мария")
    assert "Nobody said this" in text_of(_find(bench, '"фамилия а имя"', MARTA))
    assert "1 call, 1 place" in text_of(_find(bench, "фамилия -петрова", MARTA))
    assert "Nobody said this" in text_of(_find(bench, "фамилия -петрова", ANNA))


def test_a_word_marked_by_hand_is_not_found_any_more_until_that_is_undone(bench: CallsBench) -> None:
    _said(bench, "у меня аллергия на пенициллин")
    recording = bench.recordings.private.of_call(CallId("c-1"))
    assert recording is not None
    assert "1 call" in text_of(_find(bench, "пенициллин", MARTA))
    bench.recordings.private.correct(ANNA, recording, 0, (2.0, 2.4), PrivateKind.OTHER)
    assert "Nobody said this" in text_of(_find(bench, "пенициллин", MARTA))
    assert "1 call" in text_of(_find(bench, "аллергия", MARTA))
    bench.recordings.private.undo(ANNA, recording)
    assert "1 call" in text_of(_find(bench, "пенициллин", MARTA))


def test_the_page_of_a_call_tells_nobody_where_hidden_words_are(bench: CallsBench) -> None:
    _said(bench, f"моя фамилия петрова телефон {PHONE}")
    for words in ("петрова", "surname", "123"):
        page = _browser(bench, MARTA).get("/calls/c-1", params={"words": words}).text
        assert "<li data-start" not in page
    assert "<li data-start" in _browser(bench, MARTA).get("/calls/c-1", params={"words": "фамилия"}).text
    assert "<li data-start" in _browser(bench, ANNA).get("/calls/c-1", params={"words": "петрова"}).text


def test_spoken_numbers_are_shown_in_figures_and_found_both_ways(bench: CallsBench) -> None:
    _said(bench, "запишите меня завтра на пятнадцать тридцать")
    for words in ("15:30", "пятнадцать тридцать"):
        assert "<mark>15:30</mark>" in _find(bench, words)


def test_side_and_period_are_kept_to_and_can_be_dropped(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, ago=timedelta(days=3))
    assert "1 call" in text_of(_find(bench, "стоматология", side="administrator", period="week"))
    nothing = _find(bench, "стоматология", side="patient")
    assert "Nobody said this" in text_of(nothing)
    assert "Search both sides, at any time" in nothing
    assert "Nobody said this" in text_of(_find(bench, "стоматология", period="today"))


def test_many_calls_come_in_parts(bench: CallsBench) -> None:
    recording = bench.scored("c-0", MARIA)
    _copy_transcript(bench, recording, 24)
    first = _find(bench, "стоматология", MARTA)
    assert "25 calls, 25 places" in text_of(first)
    older = first.split('id="older"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = _browser(bench, MARTA).get(older).text
    assert second.count('class="found-call"') == 5
    assert first.count('class="found-call"') == 20
    assert "To the newest calls" in second


def _copy_transcript(bench: CallsBench, recording: str, times: int) -> None:
    for number in range(1, times + 1):
        bench.scored(f"c-{number}", IVAN, ago=timedelta(hours=number + 1))


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "*",
        "-зуб",
        "x" * 10_240,
        "NEAR(",
        "\x00",
        "a\x00b",
        "诊",
        "%",
        "\\",
        "{a}:b",
        "' OR 1=1 --",
        "\ud7ff",
        "🦷",
    ],
)
def test_no_query_breaks_the_page(bench: CallsBench, words: str) -> None:
    bench.scored("c-1", MARIA)
    assert text_of(_find(bench, words))


def test_html_in_a_query_and_in_what_was_said_stays_text(bench: CallsBench) -> None:
    html = _find(bench, '<script>alert("x")</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_search_says_how_to_search(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    assert "Find a call by what was said in it" in text_of(_find(bench, ""))
    assert "Nothing has been written down yet" not in text_of(_find(bench, " "))


def test_before_the_first_transcript_the_page_says_when_there_will_be_one(bench: CallsBench) -> None:
    assert "Nothing has been written down yet" in text_of(_find(bench, "зуб"))


def test_transcripts_that_cannot_be_searched_yet_are_told(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    with bench.database.work() as work:
        work.connection.execute(delete(tables.searchable))
    assert "1 older transcript cannot be searched yet" in text_of(_find(bench, "зуб"))


def test_a_search_is_in_the_access_log_and_its_words_are_not(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA)
    _find(bench, "стоматология")
    with bench.database.read() as connection:
        entries = [tuple(row)[2:] for row in connection.execute(select(tables.access_log)).all()]
    assert entries == [(ANNA.id, "search", "calls"), (ANNA.id, "find_in_call", "c-1")]


def test_nobody_searches_without_signing_in(bench: CallsBench) -> None:
    answer = web_under_test([bench.feature]).browser().get("/calls/search?words=x")
    assert answer.status_code == 303


@pytest.mark.parametrize("after", ["nonsense", "1-\x00", "9" * 40 + "-x"])
def test_a_broken_place_is_told_and_not_guessed(bench: CallsBench, after: str) -> None:
    bench.scored("c-1", MARIA)
    answer = _browser(bench).get("/calls/search", params={"words": "зуб", "after": after})
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("language", ["ru", "uk", "pl", "zh"])
def test_the_search_speaks_the_readers_language(bench: CallsBench, language: str) -> None:
    bench.scored("c-1", MARIA)
    shown = text_of(_browser(bench, ANNA, language).get("/calls/search?words=зуб").text)
    assert "place" not in shown
    assert "Find" not in shown


def test_the_list_of_calls_has_the_search_box(bench: CallsBench) -> None:
    html = _browser(bench).get("/calls").text
    assert 'action="/calls/search"' in html
    assert 'data-key="/"' in html


def test_both_voices_on_one_side_are_told_as_a_guess_in_what_was_found(bench: CallsBench, tmp_path: Path) -> None:
    speaking = Speaking()
    try:
        mono = speaking.dialogue(Pair.MIXED, 1)
    finally:
        speaking.close()
    recording = bench.recordings.keeping.ingest(write(tmp_path / "mono.wav", mono.samples.astype(float)), Language.RU)
    bench.transcriber.words = {Speaker.PATIENT: mono.words}
    bench.transcribe(recording)
    shown = text_of(_find(bench, "стоматология", MARTA))
    assert "probably voice 1" in shown
