"""The desk over HTTP: pages, fragments, refusals, in five languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from callcenter.desk.routes import DeskRoutes
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from scripts_library.loader import shipped_library
from tests.support.clinic import ANNA
from tests.support.desk import SCRIPT, DeskBench, TameDemo, small_library
from tests.support.desk_web import desk_in_the_web
from tests.support.web import MARTA, WebUnderTest, web_under_test

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

MARIAS, SOKOLOVS, UNKNOWN = "+79000000101", "+79000000103", "+79991112233"
WITH_PHONE = SCRIPT.replace("  need:", "  phone: {label: Телефон, kind: phone}\n  need:").replace(
    "capture: [first_name]", "capture: [first_name, phone]"
)
HTMX = {"hx-request": "true"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[DeskBench, WebUnderTest]]:
    """A desk with the demo's controls."""
    with desk_in_the_web(tmp_path, demo=TameDemo()) as found:
        yield found


@pytest.fixture
def bench(desk: tuple[DeskBench, WebUnderTest]) -> DeskBench:
    """The desk."""
    return desk[0]


@pytest.fixture
def anna(desk: tuple[DeskBench, WebUnderTest]) -> "TestClient":
    """Anna's browser."""
    return desk[1].signed_in()


def show(browser: "TestClient") -> str:
    answer = browser.get("/desk")
    assert answer.status_code == 200
    return str(answer.text)


def test_desk_is_where_signing_in_leads(anna: "TestClient") -> None:
    assert anna.get("/").headers["location"] == "/desk"


def test_nobody_sees_the_desk_without_signing_in(desk: tuple[DeskBench, WebUnderTest]) -> None:
    assert desk[1].browser().get("/desk").status_code == 303


def test_idle_desk_says_what_will_appear_here(anna: "TestClient") -> None:
    page = show(anna)
    assert "Nothing is left to do" in page
    assert "Calls ring at extension 101" in page
    assert "Demo: let a patient call" in page


def test_person_without_a_telephone_is_told_so(desk: tuple[DeskBench, WebUnderTest]) -> None:
    assert "You have no telephone extension" in show(desk[1].signed_in(MARTA))


def test_unknown_withheld_and_shared_numbers_are_said(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.ring(UNKNOWN, name="<b>IVANOV</b>")
    page = show(anna)
    assert "Unknown caller" in page
    assert "&lt;b&gt;IVANOV" in page
    bench.caller_rings_off(call)
    call = bench.ring(None)
    assert "Withheld number" in show(anna)
    bench.caller_rings_off(call)
    bench.ring(SOKOLOVS)
    page = show(anna)
    assert "One number, several patients" in page
    assert "2 patients have this number" in page


def test_post_without_scripts_leads_back_to_the_desk(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.ring(MARIAS)
    answer = anna.post(f"/desk/calls/{call}/answer")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert "Say now" in show(anna)


def test_post_of_the_live_page_lets_the_stream_bring_the_change(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.ring(MARIAS)
    assert anna.post(f"/desk/calls/{call}/answer", headers=HTMX).status_code == 204


def test_refusal_goes_to_the_line_reserved_for_it(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(MARIAS)
    answer = anna.post(f"/desk/calls/{call}/take", data={"version": 7, "answer": "ready"}, headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#desk-message"
    assert "moved on meanwhile" in answer.text


def test_refusal_without_scripts_shows_the_whole_desk_with_the_message(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(MARIAS)
    answer = anna.post(f"/desk/calls/{call}/take", data={"version": 1, "answer": "nonsense"})
    assert answer.status_code == 409
    assert "not possible at this step" in answer.text
    assert "Say now" in answer.text


def test_outcome_form_comes_back_with_messages_beside_the_fields(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(MARIAS)
    bench.caller_rings_off(call)
    given = {"version": 1, "outcome": "thinking", "next_step": "перезвонить"}
    answer = anna.post(f"/desk/calls/{call}/outcome", data=given, headers=HTMX)
    assert answer.status_code == 422
    for field in ("reason", "next_date", "next_time"):
        assert f'id="{field}-error"' in answer.text
    assert 'id="next_step-error"' not in answer.text
    assert 'value="перезвонить"' in answer.text


def test_new_patient_form_comes_back_with_what_was_typed(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(UNKNOWN)
    given = {"given_name": "Кирилл", "surname": "", "phone": "12"}
    answer = anna.post(f"/desk/calls/{call}/new-patient", data=given, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="Кирилл"' in answer.text
    assert "not a complete phone number" in answer.text
    given = {"given_name": "Кирилл", "surname": "Кузнецов", "phone": "8 900 000 12 34"}
    assert anna.post(f"/desk/calls/{call}/new-patient", data=given, headers=HTMX).status_code == 204
    assert "Кирилл Кузнецов" in show(anna)


def test_note_that_is_too_long_is_refused_beside_the_field(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(MARIAS)
    answer = anna.post(f"/desk/calls/{call}/note", data={"note": "а" * 4001, "note_version": 1})
    assert answer.status_code == 422
    assert answer.json()["problem"].startswith("The note is longer than 4000 characters and was not saved.")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("first_name", "а" * 201, "This is longer than 200 characters and was not saved."),
        ("phone", "12-34", "This is not a complete phone number."),
        ("phone", "позвоните вечером", "This is not a complete phone number."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_cut(
    tmp_path: Path, field: str, value: str, problem: str
) -> None:
    with desk_in_the_web(tmp_path, library=small_library(WITH_PHONE)) as (bench, web):
        anna, call = web.signed_in(), bench.talk(UNKNOWN)
        address = f"/desk/calls/{call}/capture"
        answer = anna.post(address, data={"field": field, "value": value}, headers=HTMX)
        assert answer.status_code == 422
        assert problem in answer.text
        assert answer.headers["hx-retarget"] == f'[id="problem-{call}-{field}"]'
        assert captured(bench) == {}
        assert problem in anna.post(address, data={"field": field, "value": value}).text


def test_phone_is_kept_as_it_was_written(tmp_path: Path) -> None:
    with desk_in_the_web(tmp_path, library=small_library(WITH_PHONE)) as (bench, web):
        anna, call = web.signed_in(), bench.talk(UNKNOWN)
        data = {"field": "phone", "value": "8 (900) 000-12-34"}
        assert anna.post(f"/desk/calls/{call}/capture", data=data, headers=HTMX).status_code == 204
        assert captured(bench) == {"phone": "8 (900) 000-12-34"}
        anna.post(f"/desk/calls/{call}/capture", data={"field": "phone", "value": " "}, headers=HTMX)
        assert captured(bench) == {}


def captured(bench: DeskBench) -> dict[str, str]:
    focus = bench.desk.look(ANNA).focus
    assert focus is not None
    assert focus.desk.walk is not None
    return dict(focus.desk.walk.captured)


def test_script_that_was_changed_during_the_call_is_said_on_the_screen(tmp_path: Path) -> None:
    with desk_in_the_web(tmp_path) as (bench, web):
        anna, call = web.signed_in(), bench.talk(MARIAS)
        parts = replace(bench.parts, library=small_library(SCRIPT.replace("version: 3", "version: 4")))
        newer = web_under_test([DeskRoutes(parts).feature()]).signed_in()
        assert "Say now" in show(anna)
        assert "The script was changed during this call" in show(newer)
        answer = newer.post(f"/desk/calls/{call}/take", data={"version": 1, "answer": "ready"}, headers=HTMX)
        assert answer.status_code == 409
        assert "Go on in another one from the list, or talk freely." in answer.text


def test_note_conflict_gives_the_other_text(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.talk(MARIAS)
    address = f"/desk/calls/{call}/note"
    assert anna.post(address, data={"note": "мой", "note_version": 1}).json() == {"note_version": 2}
    answer = anna.post(address, data={"note": "другой", "note_version": 1})
    assert answer.status_code == 409
    assert answer.json()["other"] == "мой"


def test_search_finds_and_says_what_to_do_where_it_does_not(anna: "TestClient") -> None:
    assert "Петрова" in anna.get("/desk/search", params={"q": "петр"}).text
    assert "Nobody found" in anna.get("/desk/search", params={"q": "<xyz>"}).text
    assert "Nobody found" not in anna.get("/desk/search", params={"q": " "}).text
    assert "regular" in anna.get("/desk/patients/maria").text
    assert anna.get("/desk/patients/nobody").status_code == 404


def test_lost_exchange_is_named_with_its_time(bench: DeskBench, anna: "TestClient") -> None:
    bench.lose_exchange()
    assert "Telephone exchange not reachable since 10:00" in show(anna)


def test_call_that_does_not_exist_is_refused_politely(anna: "TestClient") -> None:
    for action in ("answer", "hang-up", "back", "take-up"):
        answer = anna.post(f"/desk/calls/{CallId('nonsense')}/{action}", data={"version": 1}, headers=HTMX)
        assert answer.status_code == 409, action


def test_other_sites_cannot_press_our_buttons(bench: DeskBench, anna: "TestClient") -> None:
    call = bench.ring(MARIAS)
    answer = anna.post(f"/desk/calls/{call}/answer", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("language", list(Language))
def test_every_state_of_the_desk_is_shown_in_every_language(tmp_path: Path, language: Language) -> None:
    with desk_in_the_web(tmp_path, library=shipped_library(), demo=TameDemo()) as (bench, web):
        browser = web.signed_in(language=language.value)
        pages = [show(browser)]
        call = bench.ring(MARIAS)
        pages.append(show(browser))
        bench.desk.line.answer(ANNA, call)
        pages.append(show(browser))
        bench.desk.line.hold(ANNA, call)
        pages.append(show(browser))
        bench.caller_rings_off(call)
        pages.append(show(browser))
        bench.desk.outcomes.put_aside(ANNA, call)
        missed = bench.id_of(bench.arrive(UNKNOWN))
        bench.caller_rings_off(missed)
        pages.append(show(browser))
        bench.desk.outcomes.take_up(ANNA, missed)
        pages.append(show(browser))
    assert len(set(pages)) == len(pages)
