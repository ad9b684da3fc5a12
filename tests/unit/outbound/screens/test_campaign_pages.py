"""The pages of campaigns as a browser gets them."""

import pytest

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.languages import Language
from outbound.campaigns.campaign import CampaignState
from outbound.campaigns.campaign_store import get_campaign
from outbound.campaigns.target import TargetState
from tests.support.campaign_pages import CampaignBench
from tests.support.clinic import IVAN, MARIA, SERGEY
from tests.support.pages import rows, text_of
from tests.support.web import MARTA, web_under_test


def test_without_campaigns_the_list_says_what_to_do_first(bench: CampaignBench) -> None:
    under_test = web_under_test([bench.feature])
    assert "Begin with the one that pays most" in text_of(under_test.signed_in(MARTA).get("/campaigns").text)
    told = under_test.signed_in().get("/campaigns").text
    assert "manager makes the first one" in text_of(told)
    assert "New campaign" not in told


def test_a_new_campaign_is_a_draft_with_the_usual_conversation(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA, "ru")
    answer = browser.post("/campaigns", data={"purpose": "confirmation"})
    assert answer.status_code == 303
    html = browser.get(answer.headers["location"]).text
    assert "Confirm tomorrow" in html
    assert 'value="start"' in html
    assert browser.post("/campaigns", data={"purpose": "nothing"}).status_code == 422


def test_the_list_shows_the_figures_of_the_evening(bench: CampaignBench) -> None:
    campaign = bench.evening()
    html = web_under_test([bench.feature]).signed_in(MARTA).get("/campaigns").text
    (row,) = rows(html.split("</table>")[0])
    assert "running" in row
    assert f'href="/campaigns/{campaign}"' in html


def test_a_campaign_shows_each_patient_with_the_reason_and_the_plan(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(MARIA)
    call = bench.attempt(target, ContactResult.NO_ANSWER, minutes_ago=10)
    html = web_under_test([bench.feature]).signed_in(MARTA).get(f"/campaigns/{campaign}").text
    text = text_of(html)
    assert "Петрова" in text
    assert "next call as soon as a line is free, until 20:00" in text
    assert f'<a href="/calls/{call}">no answer</a>' in html
    assert "a complaint is open" in text


def test_the_table_is_narrowed_by_state_reason_and_name(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in()
    page = browser.get(f"/campaigns/{campaign}?state=planned").text
    assert "Петрова" in page.split('id="targets"')[1]
    assert "Козлов" not in page.split('id="targets"')[1]
    assert "Петрова" not in browser.get(f"/campaigns/{campaign}?q=нет такого").text.split('id="targets"')[1]
    assert "Петрова" in browser.get(f"/campaigns/{campaign}?q=петрова").text.split('id="targets"')[1]
    assert "Nobody here" in browser.get(f"/campaigns/{campaign}?state=uncertain&page_number=9").text


def test_orders_move_the_campaign_and_wrong_ones_are_refused_in_words(bench: CampaignBench) -> None:
    campaign = bench.evening()
    under_test = web_under_test([bench.feature])
    browser = under_test.signed_in(MARTA)
    assert browser.post(f"/campaigns/{campaign}/order", data={"order": "pause"}).status_code == 303
    html = browser.get(f"/campaigns/{campaign}").text
    assert "paused" in html
    assert 'value="resume"' in html
    assert (
        "cannot be done where the campaign stands now"
        in browser.post(f"/campaigns/{campaign}/order", data={"order": "start"}).text
    )
    assert browser.post(f"/campaigns/{campaign}/order", data={"order": "explode"}).status_code == 422
    assert under_test.signed_in().post(f"/campaigns/{campaign}/order", data={"order": "stop"}).status_code == 403


def test_a_call_in_hand_stands_among_the_calls_now(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(MARIA)
    bench.attempt(target)
    bench.turn(target, TargetState.CALLING)
    html = web_under_test([bench.feature]).signed_in().get(f"/campaigns/{campaign}").text
    lines = html.split('data-live="lines"')[1].split("</section>")[0]
    assert "Петрова" in lines
    assert "ringing" in lines


def test_the_whole_plan_tells_what_follows_if_nobody_is_reached(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(MARIA)
    bench.attempt(target, ContactResult.NO_ANSWER, minutes_ago=10)
    browser = web_under_test([bench.feature]).signed_in()
    assert "whole plan" in browser.get(f"/campaigns/{campaign}").text
    plan = text_of(browser.get(f"/campaigns/{campaign}/targets/{target.id}/plan").text)
    assert "17:10 call: no answer" in plan
    assert "call: if nobody is reached before" in plan
    assert "nothing more: the visit stays booked" in plan
    assert browser.get(f"/campaigns/{campaign}/targets/nothing/plan").status_code == 404


def test_a_persons_call_is_written_down_and_leaves_the_list(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(SERGEY)
    assert target.state is TargetState.PERSON
    browser = web_under_test([bench.feature]).signed_in()
    assert "Козлов" in browser.get(f"/campaigns/{campaign}").text.split('id="persons"')[1].split('id="targets"')[0]
    done = browser.post(f"/campaigns/{campaign}/targets/{target.id}/done", data={"result": "confirmed"})
    assert done.status_code == 303
    assert bench.target(SERGEY).state is TargetState.DONE
    assert 'id="persons"' not in browser.get(f"/campaigns/{campaign}").text
    again = browser.post(f"/campaigns/{campaign}/targets/{target.id}/done", data={"result": "busy"})
    assert again.status_code == 422
    assert "does not wait for a person" in again.text


def test_who_tells_a_person_to_stop_calling_stands_in_the_register(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(SERGEY)
    browser = web_under_test([bench.feature]).signed_in()
    browser.post(f"/campaigns/{campaign}/targets/{target.id}/done", data={"result": "stop"})
    assert "Козлов" in browser.get("/do-not-call").text


def test_an_unsure_call_is_cleared_by_whoever_has_looked(bench: CampaignBench) -> None:
    campaign = bench.evening()
    target = bench.target(MARIA)
    bench.turn(target, TargetState.UNCERTAIN, tries=1)
    browser = web_under_test([bench.feature]).signed_in()
    assert "It did not ring" in browser.get(f"/campaigns/{campaign}").text
    assert browser.post(f"/campaigns/{campaign}/targets/{target.id}/clear", data={"rung": "no"}).status_code == 303
    assert bench.target(MARIA).state is TargetState.PLANNED


def test_rules_show_the_clinics_beside_and_who_would_be_called_before_they_are_saved(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    html = browser.get(f"/campaigns/{campaign}/rules").text
    assert 'placeholder="16:00"' in html
    assert "Judged now, over all patients" in html
    form = {"title": "T", "edition": "1", "confirmation.from": "18:30", "confirmation.tries": "0"}
    preview = text_of(browser.post(f"/campaigns/{campaign}/rules/preview", data=form).text)
    assert "Go out" in preview
    assert "Петрова" in preview
    assert "instead of" in preview


def test_rules_that_cannot_be_read_are_told_at_their_field_and_nothing_is_saved(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    form = {"title": "T", "edition": "1", "confirmation.from": "25:00", "confirmation.tries": "many"}
    answer = browser.post(f"/campaigns/{campaign}/rules", data=form)
    assert answer.status_code == 422
    assert "Write a time of day such as 16:00." in answer.text
    assert "Write a whole number from 0 to 20." in answer.text
    assert 'value="25:00"' in answer.text


def test_saved_rules_are_a_new_edition_that_can_be_undone(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    form = {"title": "Evening", "edition": "1", "confirmation.tries": "2"}
    answer = browser.post(f"/campaigns/{campaign}/rules", data=form)
    assert answer.status_code == 303
    html = browser.get(answer.headers["location"]).text
    assert "Saved as edition 2" in html
    assert browser.post(f"/campaigns/{campaign}/rules/undo", data={"edition": "2"}).status_code == 303
    assert 'name="confirmation.tries" value=""' in browser.get(f"/campaigns/{campaign}/rules").text


def test_an_edition_that_somebody_else_has_saved_is_told_and_what_was_typed_stays(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    browser.post(f"/campaigns/{campaign}/rules", data={"title": "A", "edition": "1", "confirmation.tries": "2"})
    late = browser.post(f"/campaigns/{campaign}/rules", data={"title": "B", "edition": "1", "confirmation.tries": "5"})
    assert late.status_code == 409
    assert "Somebody else has saved this campaign" in late.text
    assert 'name="confirmation.tries" value="5"' in late.text


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_kind_has_its_rules_as_a_form(bench: CampaignBench, purpose: Purpose) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    html = browser.get(f"/campaigns/{bench.campaign(purpose)}/rules").text
    assert f'name="{purpose.value}.' in html


@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_there_in_every_language(bench: CampaignBench, language: Language) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA, language.value)
    for path in ("/campaigns", f"/campaigns/{campaign}", f"/campaigns/{campaign}/rules", "/do-not-call"):
        assert browser.get(path).status_code == 200
    for path in ("/waiting-list", "/waiting-list/new", f"/patients/{IVAN.id}"):
        assert browser.get(path).status_code == 200


def test_what_is_not_there_is_told_in_words(bench: CampaignBench) -> None:
    under_test = web_under_test([bench.feature])
    browser = under_test.signed_in(MARTA)
    for path in ("/campaigns/nothing", "/campaigns/nothing/rules", "/patients/nobody", "/waiting-list/nothing"):
        assert browser.get(path).status_code == 404
    assert under_test.browser().get("/campaigns").status_code in {303, 401}
    assert under_test.signed_in().get(f"/campaigns/{bench.campaign()}/rules").status_code == 403


def test_a_campaign_that_was_stopped_can_be_started_again(bench: CampaignBench) -> None:
    campaign = bench.evening()
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    browser.post(f"/campaigns/{campaign}/order", data={"order": "stop"})
    browser.post(f"/campaigns/{campaign}/order", data={"order": "start"})
    with bench.database.read() as connection:
        assert get_campaign(connection, campaign).state is CampaignState.RUNNING
