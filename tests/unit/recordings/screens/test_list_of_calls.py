"""The list of calls in a browser of our own: who, how long, how it ended, how it was scored; parts and news."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from callcenter.domain.calls import EndReason
from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.storage.tables import scorecard
from callcenter.storage.work import Database
from recordings.calls.entry import BEFORE_ALL, Cursor, parse_cursor
from recordings.screens.list_view import PAGE_SIZE
from recordings.transcript import Speaker
from tests.support.calls import CallsBench
from tests.support.clinic import IVAN, MARIA, NOW, OLGA
from tests.support.pages import rows, text_of
from tests.support.web import ANNA, MARTA, web_under_test


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


def _list(bench: CallsBench, query: str = "", language: str = "en", who: Operator = ANNA) -> str:
    answer = web_under_test([bench.feature]).signed_in(who, language).get(f"/calls{query}")
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_list_says_how_the_first_call_appears(bench: CallsBench) -> None:
    text = text_of(_list(bench))
    assert "No calls yet" in text
    assert "Ring the clinic's number" in text
    assert "callcenter ingest" in text


def test_a_booked_call_tells_its_whole_story_in_one_row(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, "ru-001", outcome="booked")
    [row] = rows(_list(bench))
    told = r"09:00 \| Мария Ивановна Петрова \| inbound \| Анна \| 0:12 \| 1:47 \| booked \| \d\d of \d\d"
    assert re.match(told, row), row


def test_rows_stand_newest_first_under_their_days(bench: CallsBench) -> None:
    bench.call("c-1", MARIA, ago=timedelta(days=1))
    bench.call("c-2", IVAN, ago=timedelta(minutes=5))
    bench.call("c-3", OLGA, ago=timedelta(hours=3))
    shown = text_of(_list(bench))
    places = [shown.index(word) for word in ("Tue 24 Nov", "Иван", "Ольга", "Mon 23 Nov", "Мария")]
    assert places == sorted(places)


def test_a_missed_call_shows_the_number_how_long_it_waited_and_that_nobody_talked(bench: CallsBench) -> None:
    bench.call("c-1", number="+79161234567", seconds=None, waited=41, reason=EndReason.ABANDONED)
    [row] = rows(_list(bench))
    assert "+7\N{NO-BREAK SPACE}916\N{NO-BREAK SPACE}123-45-67" in row
    assert "0:41 | – | missed: the caller gave up" in row
    assert "recording" not in row


def test_a_withheld_number_is_said_in_words(bench: CallsBench) -> None:
    bench.call("c-1", seconds=None, reason=EndReason.ABANDONED)
    assert "number withheld" in rows(_list(bench))[0]


def test_a_refusal_shows_its_reason(bench: CallsBench) -> None:
    bench.call("c-1", OLGA, outcome="thinking", refusal_reason="price")
    assert "will think about it: too expensive" in rows(_list(bench))[0]


def test_how_far_a_recording_has_come_is_said_in_words(bench: CallsBench) -> None:
    bench.record(bench.call("waits", MARIA, ago=timedelta(seconds=50), seconds=20))
    bench.call("fresh", MARIA, ago=timedelta(seconds=60), seconds=20)
    bench.still_going_on(bench.call("talks", MARIA, ago=timedelta(seconds=70), seconds=20))
    written = bench.record(bench.call("written", MARIA, ago=timedelta(seconds=80), seconds=20))
    bench.transcribe(written)
    bench.remove_model(Language.RU)
    bench.transcribe(bench.record(bench.call("no-model", MARIA, ago=timedelta(seconds=90), seconds=20)))
    bench.install_model(Language.RU)
    bench.transcriber.fails = "the recogniser stopped"
    bench.transcribe(bench.record(bench.call("failed", MARIA, ago=timedelta(seconds=99), seconds=20)))
    bench.call("old", MARIA, ago=timedelta(hours=1), seconds=20)
    last = [row.rsplit(" | ", 1)[1] for row in rows(_list(bench))]
    assert last == [
        "transcribing…",
        "recording is being kept…",
        "",
        "scoring…",
        "no speech model (Русский)",
        "failed: the reason is inside",
        "no recording",
    ]


def test_a_call_that_could_not_be_scored_does_not_seem_to_be_scored_still(bench: CallsBench) -> None:
    written = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(written)
    bench.recordings.writing.give_up(written)
    assert rows(_list(bench))[0].endswith("| not scored: the reason is inside")
    page = web_under_test([bench.feature]).signed_in(MARTA).get("/calls/c-1").text
    assert "The call could not be scored; the reason stands above the recording." in text_of(page)


@pytest.mark.parametrize(
    "path", ["/calls/c%00", "/calls/%00", "/recordings/r%00", "/recordings/r%00/sound", "/recordings/r%00/peaks"]
)
def test_an_address_with_a_null_character_leads_nowhere_on_either_database(bench: CallsBench, path: str) -> None:
    answer = web_under_test([bench.feature]).signed_in(MARTA).get(path)
    assert answer.status_code == 404
    assert "There is nothing at this address" in text_of(answer.text)


def test_a_critical_fail_stands_beside_the_points_in_words(bench: CallsBench) -> None:
    recording = bench.scored("c-1", MARIA, "ru-023")
    with bench.database.work() as work:
        failing = update(scorecard).where(scorecard.c.recording == recording)
        work.connection.execute(failing.values(critical=["no_forbidden_phrases"], points=24, max_points=55))
    assert "24 of 55 critical" in rows(_list(bench))[0]


def test_a_recording_from_outside_is_in_the_list_with_its_name(bench: CallsBench) -> None:
    recording = bench.ingest("old call.wav")
    html = _list(bench, who=MARTA)
    assert "old call.wav | from outside" in rows(html)[0]
    assert f'href="/recordings/{recording}"' in html


def test_a_name_with_marks_of_html_is_shown_as_it_is(bench: CallsBench) -> None:
    bench.ingest("<b>call.wav")
    assert "&lt;b&gt;call.wav" in _list(bench, who=MARTA)


def test_a_long_list_comes_in_parts_and_none_is_shown_twice_or_left_out(bench: CallsBench) -> None:
    count = PAGE_SIZE + 7
    for number in range(count):  # several of one moment: their ids decide
        bench.call(f"c-{number:03}", number="+79161234567", ago=timedelta(minutes=number // 3))
    first = _list(bench)
    older = first.split('href="/calls?begin=')[1].split('"')[0]
    second = _list(bench, f"?begin={older}")
    assert len(rows(first)) == PAGE_SIZE
    assert len(rows(second)) == count - PAGE_SIZE
    assert not set(_ids(first)) & set(_ids(second))
    assert "Older calls" not in second
    assert "To the newest calls" in second


def _ids(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('id="row-')[1:]]


def test_calls_that_came_since_are_counted_and_do_not_move_the_rows(bench: CallsBench) -> None:
    bench.call("c-1", MARIA)
    shown = bench.screens.newest(MARTA, Language.EN)
    bench.call("c-2", IVAN, ago=timedelta(minutes=3))
    bench.ingest("call.wav")
    later = bench.screens.newest(MARTA, Language.EN, shown.top)
    assert later.newer == 2
    assert [row.id for row in later.rows] == ["c-1"]


def test_a_list_that_was_empty_counts_its_first_call(bench: CallsBench) -> None:
    shown = bench.screens.newest(MARTA, Language.EN)
    assert shown.top == BEFORE_ALL
    bench.call("c-1", MARIA)
    later = bench.screens.newest(MARTA, Language.EN, shown.top)
    assert (later.newer, later.rows) == (1, ())


def test_a_place_in_the_list_survives_the_address() -> None:
    cursor = Cursor(NOW + timedelta(microseconds=123_457), "c-1")
    assert parse_cursor(str(cursor)) == cursor
    assert parse_cursor(str(BEFORE_ALL)) == BEFORE_ALL


@pytest.mark.parametrize("broken", ["", "yesterday", "12", "9" * 40 + "-c", "x-c"])
def test_a_broken_address_is_told_and_not_guessed(broken: str) -> None:
    with pytest.raises(BadInputError, match="Open the list of calls again"):
        parse_cursor(broken)


def test_a_broken_address_gives_a_page_that_says_so(bench: CallsBench) -> None:
    answer = web_under_test([bench.feature]).signed_in().get("/calls?begin=nonsense")
    assert answer.status_code == 422
    assert "Open the list of calls again" in answer.text


@pytest.mark.parametrize(("language", "word"), [("ru", "Звонки"), ("uk", "Дзвінки"), ("pl", "Rozmowy"), ("zh", "通话")])
def test_the_list_speaks_the_readers_language(bench: CallsBench, language: str, word: str) -> None:
    bench.call("c-1", MARIA)
    assert f"<h1>{word}</h1>" in _list(bench, language=language)


def test_nobody_sees_calls_without_signing_in(bench: CallsBench) -> None:
    browser = web_under_test([bench.feature]).browser()
    for path in ("/calls", "/calls/c-1", "/recordings/r-1", "/recordings/r-1/sound", "/recordings/r-1/peaks"):
        answer = browser.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


def test_a_silent_side_does_not_stop_the_list(bench: CallsBench) -> None:
    bench.record(bench.call("c-1", MARIA), silent=Speaker.PATIENT)
    assert rows(_list(bench))[0].endswith("transcribing…")
