"""The pages of flows as a browser gets them."""

from datetime import timedelta

import pytest

from callcenter.kit.languages import Language
from tests.support.flow_pages import FlowBench
from tests.support.flows import BOOK
from tests.support.web import NOON, web_under_test


def test_the_list_tells_what_each_flow_is_for_and_what_came_of_its_calls(bench: FlowBench) -> None:
    for number, outcome in enumerate(("confirmed", "confirmed", "machine", None)):
        bench.call(f"call-{number}", "confirm_visit", outcome)
    bench.call("old", "confirm_visit", "cancelled", NOON - timedelta(days=8))
    html = web_under_test([bench.feature]).signed_in().get("/flows").text
    row = html.split('id="flow-confirm_visit"')[1].split("</tr>")[0]
    assert "Confirm tomorrow&#39;s visits" in row
    assert "moves or cancels visits in the same call" in row
    assert 'aria-label="confirmed 2, answering machine 1, goes on 1"' in row
    assert "cancelled" not in row.split("<svg")[1]
    assert "none yet" in html.split('id="flow-front_menu"')[1].split("</tr>")[0]


def test_the_list_tells_which_calls_were_not_made_and_of_which_nobody_knows(bench: FlowBench) -> None:
    for number, state in enumerate(("called", "refused", "uncertain", "uncertain")):
        bench.wish(f"wish-{number}", "confirm_visit", state)
    bench.wish("old", "confirm_visit", "refused", NOON - timedelta(days=8))
    html = web_under_test([bench.feature]).signed_in().get("/flows").text
    row = html.split('id="flow-confirm_visit"')[1].split("</tr>")[0]
    assert "not made: 1<" in row
    assert "not known whether the patient was rung: 2<" in row
    assert "not made" not in html.split('id="flow-front_menu"')[1].split("</tr>")[0]


@pytest.mark.parametrize("language", list(Language))
def test_every_flow_has_a_page_in_every_language(bench: FlowBench, language: Language) -> None:
    browser = web_under_test([bench.feature]).signed_in(language=language.value)
    for flow in BOOK.flows:
        answer = browser.get(f"/flows/{flow}?in={language.value}")
        assert answer.status_code == 200
        assert "<svg" in answer.text


def test_a_step_shows_its_prompts_keys_and_where_each_answer_leads(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    html = browser.get("/flows/confirm_visit?in=en&step=one", headers={"hx-request": "true"}).text
    assert "Will you be coming?" in html
    assert "for the patient only" in html
    assert "Asked again in other words" in html
    assert "<kbd>3</kbd></span><span>cancel it</span>" in html
    assert 'data-step="sure_to_cancel"' in html
    assert "<html" not in html


def test_a_prompt_is_heard_as_a_call_would_hear_it(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    answer = browser.get("/flows/confirm_visit/sounds/pl/confirm_visit.wav")
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content[:4] == b"RIFF"
    assert len(answer.content) > 32_000
    missing = browser.get("/flows/confirm_visit/sounds/pl/nothing.wav")
    assert missing.status_code == 404


def test_what_is_not_there_is_told_in_words(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    assert browser.get("/flows/nothing").status_code == 404
    assert browser.get("/flows/front_menu?in=xx").status_code == 422
    assert browser.get("/flows/front_menu?step=nothing").status_code == 200
    assert web_under_test([bench.feature]).browser().get("/flows").status_code in {303, 401}


def test_somebody_talks_to_a_flow_and_sees_what_was_understood(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    begun = browser.get("/flows/confirm_visit/try?in=en").text
    assert "Am I speaking with Anna?" in begun
    form = {"spoken": "en", "visits": "1", "by": "human", "closed": "", "typed": ["yes"], "answer": "3"}
    html = browser.post("/flows/confirm_visit/try", data=form, headers={"hx-request": "true"}).text
    assert "understood: cancel it" in html
    walked = html.split('data-walked="')[1].split('"')[0].split()
    assert walked == ["hello", "purpose", "visits", "one", "sure_to_cancel"]
    ended = browser.post("/flows/confirm_visit/try", data={**form, "answer": "/hang up"}).text
    assert "the patient hangs up" in ended
    assert 'class="tag tag-plain">hung up' in ended


def test_a_talk_on_an_answering_machine_ends_with_the_safe_words(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    html = browser.get("/flows/confirm_visit/try?in=en&by=machine").text
    assert "answering machine" in html
    assert "Helen Ashby" not in html.split('id="talk"')[1]


def test_answers_without_end_are_cut_and_odd_fields_do_no_harm(bench: FlowBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    form = {"spoken": "ru", "visits": "-1", "by": "nobody", "typed": ["?" * 500] * 100, "answer": "<b>"}
    answer = browser.post("/flows/front_menu/try", data=form)
    assert answer.status_code == 200
    assert "<b>" not in answer.text.split('id="talk"')[1]
