"""What came of a call by its words, on its page: who may take it over, and what is refused with which words."""

from pathlib import Path

import pytest
from httpx import Client
from sqlalchemy import update

from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import OperatorId
from callcenter.storage.tables import scorecard
from callcenter.storage.work import Database
from recordings.transcript import Json
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.pages import text_of
from tests.support.walked import walk_along
from tests.support.web import MARTA, web_under_test

BORIS = Operator(id=OperatorId("boris"), login="boris", name="Борис", role=Role.ADMINISTRATOR, extension="102")


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def browser(bench: CallsBench) -> Client:
    return web_under_test([bench.feature]).signed_in()


def _heard(
    bench: CallsBench, outcome: str, quote: str = "Мне это дорого.", more: dict[str, Json] | None = None, **desk: object
) -> None:
    """A scored call of Anna's whose words say how it came out, and `more` facts."""
    bench.scored("c-1", MARIA, "ru-001", outcome="information", **desk)
    none: Json = {"value": None, "confidence": 0.0, "quote": "", "at": None}
    facts: dict[str, Json] = dict.fromkeys(("refusal_reason", "visit_type", "source", "next_step"), none)
    facts["outcome"] = {"value": outcome, "confidence": 0.9, "quote": quote, "at": 4.0}
    facts |= more or {}
    with bench.database.work() as work:
        work.connection.execute(update(scorecard).values(facts=facts))


def _page(browser: Client) -> str:
    answer = browser.get("/calls/c-1")
    assert answer.status_code == 200
    return text_of(answer.text)


def test_a_difference_is_marked_for_the_operator_and_the_manager_alike(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "cancelled")
    for reader in (browser, web_under_test([bench.feature]).signed_in(MARTA)):
        assert "Outcome visit cancelled differs" in _page(reader)
        assert "The operator entered: asked for information Take over what was said" in _page(reader)


def test_taking_over_changes_what_was_entered_and_undo_puts_it_back(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "cancelled")
    assert browser.post("/calls/c-1/facts/outcome").status_code == 303
    assert "Outcome visit cancelled as entered" in _page(browser)
    assert "taken over from the words Undo" in _page(browser)
    assert browser.post("/calls/c-1/facts/outcome/undo").status_code == 303
    assert "Outcome visit cancelled differs" in _page(browser)


def _said(value: str, quote: str) -> Json:
    return {"value": value, "confidence": 0.9, "quote": quote, "at": 7.0}


def test_a_visit_type_that_nobody_entered_may_be_taken_over_and_is_no_difference(
    bench: CallsBench, browser: Client
) -> None:
    _heard(bench, "information", more={"visit_type": _said("primary", "Нет, я впервые.")})
    assert "Patient first visit" in _page(browser)
    assert "differs" not in _page(browser)
    assert browser.post("/calls/c-1/facts/visit_type").status_code == 303
    assert "Patient first visit as entered" in _page(browser)
    assert "taken over from the words Undo" in _page(browser)
    assert browser.post("/calls/c-1/facts/visit_type/undo").status_code == 303
    assert "as entered" not in _page(browser).partition("Patient first visit")[2].partition("Operator's notes")[0]


def test_a_visit_type_entered_otherwise_differs(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "information", more={"visit_type": _said("primary", "Нет, я впервые.")}, visit_type="repeat")
    assert "Patient first visit differs" in _page(browser)
    assert "The operator entered: has been here before Take over what was said" in _page(browser)
    assert "Patient has been here before" in _page(browser)


def test_where_a_patient_heard_of_us_stands_beside_what_they_said(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "information", more={"source": _said("увидела вывеску", "увидела вывеску")}, source="internet")
    assert "The operator entered: from the internet Take over what was said" in _page(browser)
    assert "differs" not in _page(browser)
    assert browser.post("/calls/c-1/facts/source").status_code == 303
    assert "Heard of us увидела вывеску" in _page(browser)
    assert "The operator entered: from the internet" not in _page(browser)
    assert browser.post("/calls/c-1/facts/source/undo").status_code == 303
    assert "Heard of us from the internet" in _page(browser)


def test_a_booking_without_a_visit_is_refused_with_what_to_do(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "booked")
    assert "It cannot be taken over: no visit is booked in this call." in _page(browser)
    answer = browser.post("/calls/c-1/facts/outcome", headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert "Book it first" in answer.text


def test_another_administrator_may_neither_take_over_nor_undo(bench: CallsBench) -> None:
    _heard(bench, "cancelled")
    under_test = web_under_test([bench.feature])
    under_test.operators.by_id[BORIS.id] = BORIS
    under_test.operators.hashes[BORIS.id] = under_test.operators.hashes[MARTA.id]
    boris = under_test.signed_in(BORIS)
    assert boris.post("/calls/c-1/facts/outcome").status_code == 403
    assert boris.post("/calls/c-1/facts/outcome/undo").status_code == 403


@pytest.mark.parametrize("fact", ["nonsense", "source", "refusal_reason"])
def test_a_fact_that_nobody_heard_is_refused(bench: CallsBench, browser: Client, fact: str) -> None:
    _heard(bench, "cancelled")
    assert browser.post(f"/calls/c-1/facts/{fact}").status_code == 422


def test_an_older_score_without_facts_is_shown_without_them(bench: CallsBench, browser: Client) -> None:
    _heard(bench, "cancelled")
    with bench.database.work() as work:
        work.connection.execute(update(scorecard).values(facts=None))
    assert "What came of the call, by its words" not in _page(browser)
    assert browser.post("/calls/c-1/facts/outcome").status_code == 422


def test_a_quote_with_private_words_is_masked_for_whoever_does_not_see_them(bench: CallsBench) -> None:
    _heard(bench, "cancelled", "Кравцова. Восемь девятьсот ноль ноль ноль двенадцать тридцать четыре.")
    manager = web_under_test([bench.feature]).signed_in(MARTA)
    assert "тридцать четыре" not in manager.get("/calls/c-1").text


def test_the_script_stands_beside_the_score_with_what_became_of_each_step(bench: CallsBench, browser: Client) -> None:
    bench.scored("c-1", MARIA, "ru-001", walk=walk_along(), script="new_patient", script_language="ru")
    shown = _page(browser)
    assert "The script in this call" in shown
    assert "Откуда узнал said" in shown
    assert "Напоминание left out" in shown or "Напоминание in other words" in shown
