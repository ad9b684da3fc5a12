"""Texts of prompts changed on screen: checked, kept in the clinic's folder, said by calls, taken back."""

import pytest

from callcenter.kit.languages import Language
from ivr.flow.loader import load_book
from ivr.flow.prompts import Prompt
from ivr.leading.loader import FlowShelf
from ivr.screens.text_check import check_text
from ivr.screens.text_store import ChangedTexts
from tests.support.flow_pages import FlowBench, clinic_named
from tests.support.flows import BOOK
from tests.support.web import ANNA, MARTA, web_under_test

GOODBYE = "/flows/confirm_visit/prompts/en/goodbye"


def problems(prompt: str, text: str, fallback: str = "") -> str:
    new = Prompt(id=prompt, text=text, fallback=fallback)
    return " ".join(check_text(BOOK, Language.EN, new, clinic_named(Language.EN), str).problems)


@pytest.mark.parametrize(
    ("prompt", "text", "says"),
    [
        ("goodbye", "", "Write a text of 2000 signs at most."),
        ("goodbye", "Goodbye {{ clinic.name", "The brackets of the text cannot be read"),
        ("goodbye", "Goodbye {{ patient.shoes }}.", "calls do not know: patient.shoes"),
        ("goodbye", "Call 112. Goodbye.", "Write figures in words"),
        ("goodbye", "Goodbye. " * 60, "nobody listens longer than 20"),
        ("hello", "Hello, you come {{ visit.on }}?", "Somebody else than the patient may hear this step"),
        ("safe", "This is {{ clinic.name }}, {{ clinic.address }}.", "the clinic's name and number only"),
        ("confirm_visit", "You come {{ visit.on }} to {{ visit.doctor }}.", "may be missing in a call"),
    ],
)
def test_a_text_that_would_go_wrong_in_a_call_is_told_why(prompt: str, text: str, says: str) -> None:
    assert says in problems(prompt, text)


@pytest.mark.parametrize("language", list(Language))
def test_no_shipped_text_is_refused(language: Language) -> None:
    words = BOOK.words(language)
    for name in ("hello", "confirm_visit", "goodbye", "safe", "menu", "offer"):
        assert check_text(BOOK, language, words.by_id[name], clinic_named(language), str).problems == ()


def test_a_changed_text_is_said_by_the_next_call_and_taken_back(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    was = BOOK.words(Language.EN).by_id["goodbye"].text
    form = {"text": 'Thank you, "bye": {{ clinic.name }}.\n', "was": was, "step": "goodbye"}
    assert browser.post(GOODBYE, data=form).headers["location"] == "/flows/confirm_visit?in=en&step=goodbye"
    kept = load_book(bench.own).words(Language.EN).by_id["goodbye"]
    assert kept.text == 'Thank you, "bye": {{ clinic.name }}.'
    edition = FlowShelf(bench.own).edition("confirm_visit", Language.EN)
    assert edition is not None
    assert edition.read()[1].by_id["goodbye"].text == kept.text
    html = browser.get("/flows/confirm_visit?in=en&step=goodbye").text
    assert "changed by the clinic" in html
    assert browser.post(f"{GOODBYE}/back", data={"step": "goodbye"}).status_code == 303
    assert load_book(bench.own).words(Language.EN).by_id["goodbye"].text == was
    assert list(bench.own.rglob("*.yaml")) == []


def test_a_wrong_text_is_shown_again_with_its_problem_and_not_kept(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    was = BOOK.words(Language.EN).by_id["goodbye"].text
    answer = browser.post(GOODBYE, data={"text": "Call 112 <b>", "was": was, "step": "goodbye"})
    assert answer.status_code == 422
    assert "Write figures in words" in answer.text
    assert "Call 112 &lt;b&gt;" in answer.text
    assert load_book(bench.own).words(Language.EN).by_id["goodbye"].text == was
    checked = browser.post(f"{GOODBYE}/check", data={"text": "Thanks. Goodbye."}, headers={"hx-request": "true"})
    assert "Thanks. Goodbye." in checked.text
    assert "<html" not in checked.text


def test_two_people_do_not_overwrite_each_other(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    answer = browser.post(GOODBYE, data={"text": "Goodbye.", "was": "what it never was", "step": "goodbye"})
    assert answer.status_code == 422
    assert "Somebody else has changed this text" in answer.text


def test_an_administrator_reads_and_does_not_change(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(ANNA)
    assert "Change the text" not in browser.get("/flows/confirm_visit?in=en&step=goodbye").text
    assert browser.post(GOODBYE, data={"text": "Goodbye."}).status_code == 403


def test_a_second_text_is_kept_beside_the_first(bench: FlowBench) -> None:
    store = ChangedTexts(bench.own)
    new = Prompt(id="confirm_visit", text="Кто: {{ visit.doctor }}, «да»?\\", fallback="Придёте: да или нет?")
    store.put(Language.RU, new)
    store.put(Language.RU, Prompt(id="yes", text="no"))
    found = store.all(Language.RU)["confirm_visit"]
    assert (found.text, found.fallback) == (new.text, new.fallback)
    store.remove(Language.RU, "confirm_visit")
    assert set(store.all(Language.RU)) == {"yes"}
