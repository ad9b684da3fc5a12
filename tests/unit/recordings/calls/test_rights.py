"""Who may open which call: administrators their own and missed ones, managers and the owner everything."""

import re
from pathlib import Path

import pytest
from httpx import Client

from callcenter.domain.calls import EndReason
from callcenter.domain.people import Operator
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.tables import access_log
from callcenter.storage.work import Database
from recordings import store
from recordings.recording import RecordingState
from tests.support.calls import CallsBench
from tests.support.clinic import BORIS, MARIA, OLGA
from tests.support.pages import rows, text_of
from tests.support.web import ANNA, MARTA, web_under_test

CALL_ROUTES = ("/calls/{call}", "/calls/{call}/live")
RECORDING_ROUTES = (
    "/recordings/{recording}",
    "/recordings/{recording}/live",
    "/recordings/{recording}/sound",
    "/recordings/{recording}/peaks",
)


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


def _browser(bench: CallsBench, who: Operator = ANNA, language: str = "en") -> Client:
    return web_under_test([bench.feature]).signed_in(who, language)


def _of_boris(bench: CallsBench) -> RecordingId:
    return bench.scored("c-1", MARIA, operator=BORIS)


@pytest.mark.parametrize("route", [*CALL_ROUTES, *RECORDING_ROUTES])
def test_an_administrator_may_not_open_a_colleagues_call(bench: CallsBench, route: str) -> None:
    recording = _of_boris(bench)
    answer = _browser(bench).get(route.format(call="c-1", recording=recording))
    assert answer.status_code == 403
    assert "You may open the calls that you answered yourself and missed ones." in answer.text
    assert "Здравствуйте" not in answer.text


@pytest.mark.parametrize("route", RECORDING_ROUTES)
def test_an_administrator_may_not_open_a_recording_from_outside(bench: CallsBench, route: str) -> None:
    recording = bench.ingest("old call.wav")
    answer = _browser(bench).get(route.format(recording=recording))
    assert answer.status_code == 403
    assert "Recordings from outside are for managers and the owner." in answer.text


@pytest.mark.parametrize("from_outside", [True, False])
def test_an_administrator_may_not_have_transcribed_again_what_they_may_not_read(
    bench: CallsBench, *, from_outside: bool
) -> None:
    bench.transcriber.fails = "broken"
    recording = bench.ingest("old.wav") if from_outside else bench.record(bench.call("c-1", MARIA, operator=BORIS))
    bench.transcribe(recording)
    assert _browser(bench).post(f"/recordings/{recording}/transcribe").status_code == 403
    with bench.database.read() as connection:
        assert store.get_recording(connection, recording).state is RecordingState.FAILED


def test_a_refused_look_is_not_in_the_access_log(bench: CallsBench) -> None:
    recording = _of_boris(bench)
    browser = _browser(bench)
    for route in (*CALL_ROUTES, *RECORDING_ROUTES):
        browser.get(route.format(call="c-1", recording=recording))
    with bench.database.read() as connection:
        assert connection.execute(access_log.select()).first() is None


def test_the_page_that_refuses_speaks_the_readers_language(bench: CallsBench) -> None:
    _of_boris(bench)
    answer = _browser(bench, language="ru").get("/calls/c-1")
    assert answer.status_code == 403
    assert "Вам можно открыть звонки, на которые ответили вы сами" in answer.text


@pytest.mark.parametrize("who", [ANNA, MARTA], ids=["whoever answered it", "a manager"])
def test_a_call_is_open_to_whoever_answered_it_and_to_managers(bench: CallsBench, who: Operator) -> None:
    recording = bench.scored("c-1", MARIA)
    browser = _browser(bench, who)
    page = browser.get("/calls/c-1")
    assert (page.status_code, bool(re.search(r"\d+ of \d+ points", text_of(page.text)))) == (200, True)
    assert browser.get(f"/recordings/{recording}").status_code == 303
    assert browser.get(f"/recordings/{recording}/sound").status_code == 200
    assert browser.get(f"/recordings/{recording}/peaks").status_code == 200
    assert browser.post(f"/recordings/{recording}/transcribe").status_code == 303


def test_a_recording_from_outside_is_open_to_managers(bench: CallsBench) -> None:
    recording = bench.ingest("old call.wav")
    browser = _browser(bench, MARTA)
    assert browser.get(f"/recordings/{recording}").status_code == 200
    assert browser.get(f"/recordings/{recording}/sound").status_code == 200


def test_a_missed_call_is_open_to_every_administrator(bench: CallsBench) -> None:
    bench.call("c-1", MARIA, seconds=None, reason=EndReason.ABANDONED, operator=BORIS)
    page = _browser(bench).get("/calls/c-1")
    assert page.status_code == 200
    assert "missed" in text_of(page.text)


def test_a_call_that_goes_on_at_a_colleagues_telephone_is_not_open(bench: CallsBench) -> None:
    bench.still_going_on(bench.call("c-1", MARIA, operator=BORIS))
    assert _browser(bench).get("/calls/c-1").status_code == 403


def test_a_call_that_no_desk_has_shown_belongs_to_the_telephone_that_answered_it(bench: CallsBench) -> None:
    bench.call("ours", number="+79161234567")
    bench.call("theirs", number="+79161234567", operator=BORIS)
    browser = _browser(bench)
    assert browser.get("/calls/ours").status_code == 200
    assert browser.get("/calls/theirs").status_code == 403


def test_an_administrators_list_leads_only_to_what_they_may_open(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, operator=BORIS, outcome="booked")
    bench.scored("c-2", OLGA, outcome="booked")
    bench.ingest("old call.wav")
    html = _browser(bench).get("/calls").text
    theirs, ours = sorted(rows(html), key=lambda row: "Анна" in row)
    assert theirs == "09:00 | Мария Ивановна Петрова | inbound | Борис | 0:12 | 1:47 | booked | "
    assert re.search(r"booked \| \d+ of \d+", ours)
    assert 'href="/calls/c-2"' in html
    assert 'href="/calls/c-1"' not in html
    assert "old call.wav" not in html


def test_a_managers_list_leads_to_everything(bench: CallsBench) -> None:
    bench.scored("c-1", MARIA, operator=BORIS)
    recording = bench.ingest("old call.wav")
    html = _browser(bench, MARTA).get("/calls").text
    assert 'href="/calls/c-1"' in html
    assert f'href="/recordings/{recording}"' in html
    assert re.search(r"\d+ of \d+", text_of(html))


def test_a_recording_from_outside_is_not_counted_for_an_administrator(bench: CallsBench) -> None:
    bench.call("c-1", MARIA)
    shown = bench.screens.newest(ANNA, Language.EN)
    bench.ingest("old call.wav")
    assert bench.screens.newest(ANNA, Language.EN, shown.top).newer == 0
    assert bench.screens.newest(MARTA, Language.EN, shown.top).newer == 1
