"""The register of numbers that are not to be called, as a browser gets it."""

import re

import pytest

from callcenter.domain.outreach import Channel
from callcenter.kit.errors import BadInputError
from callcenter.kit.phones import PhoneNumber
from outbound.do_not_call_store import is_refused
from outbound.screens.register_file import read_numbers
from tests.support.campaign_pages import CampaignBench
from tests.support.clinic import MARIA
from tests.support.pages import rows, text_of
from tests.support.web import MARTA, web_under_test

NUMBER = "+7 900 000-01-01"


def _stands(bench: CampaignBench, number: str, channel: Channel = Channel.CALL) -> bool:
    with bench.database.read() as connection:
        return is_refused(connection, PhoneNumber(number), ("*",), channel)


def test_an_empty_register_says_how_numbers_come_here(bench: CampaignBench) -> None:
    html = web_under_test([bench.feature]).signed_in().get("/do-not-call").text
    assert "The register is empty" in html
    assert "Add a number" not in html


def test_a_number_added_by_hand_shows_whose_it_is_and_who_added_it(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    answer = browser.post("/do-not-call", data={"number": "8 900 000 01 01", "purpose": "*", "channel": "*"})
    assert answer.headers["location"] == "/do-not-call?added=new"
    (row,) = rows(browser.get("/do-not-call").text)
    assert "Петрова" in row
    assert "everything | calls and messages | entered by hand" in row
    again = browser.post("/do-not-call", data={"number": NUMBER})
    assert again.headers["location"].endswith("known")


def test_a_refusal_of_messages_lets_calls_through(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    browser.post("/do-not-call", data={"number": NUMBER, "channel": "sms"})
    assert _stands(bench, "+79000000101", Channel.SMS)
    assert not _stands(bench, "+79000000101")


def test_what_is_no_number_is_told_at_the_field_and_stays_typed(bench: CampaignBench) -> None:
    answer = web_under_test([bench.feature]).signed_in(MARTA).post("/do-not-call", data={"number": "abc"})
    assert answer.status_code == 422
    assert "This is no phone number" in answer.text
    assert 'value="abc"' in answer.text


def test_taking_a_number_out_asks_for_a_reason_and_can_be_undone(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    browser.post("/do-not-call", data={"number": NUMBER})
    form = {"number": "+79000000101", "purpose": "*", "channel": "*"}
    silent = browser.post("/do-not-call/remove", data=form)
    assert silent.status_code == 422
    assert "Say why the number may be called again" in silent.text
    assert _stands(bench, "+79000000101")
    answer = browser.post("/do-not-call/remove", data={**form, "why": "asked for calls again"})
    html = browser.get(answer.headers["location"]).text
    assert "Your reason is kept: asked for calls again" in text_of(html)
    assert not _stands(bench, "+79000000101")
    change = re.search(r'name="change" value="(\d+)"', html)
    assert change is not None
    assert browser.post("/do-not-call/undo", data={"change": change[1]}).status_code == 303
    assert _stands(bench, "+79000000101")
    assert browser.post("/do-not-call/undo", data={"change": change[1]}).status_code == 422


def test_the_register_is_searched_by_name_and_by_digits(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    for number in (NUMBER, "+7 900 000-77-77"):
        browser.post("/do-not-call", data={"number": number})
    assert len(rows(browser.get("/do-not-call?q=петрова").text)) == 1
    assert len(rows(browser.get("/do-not-call?q=8900000").text)) == 2
    assert len(rows(browser.get("/do-not-call?q=7777").text)) == 1
    assert "Nothing in the register fits" in browser.get("/do-not-call?q=nobody").text


def test_a_file_is_taken_in_and_its_bad_lines_are_told(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in(MARTA)
    data = "имя;телефон\nА;+7 900 000 01 01\nБ;none\nВ;\nГ;8 (900) 000-01-01\n".encode()
    answer = browser.post("/do-not-call/import", files={"file": ("n.csv", data)}, data={"purpose": "*"})
    text = text_of(answer.text)
    assert "1 number is new" in text
    assert "1 stood twice" in text
    assert "line 3: this is no phone number: none" in text
    assert "line 4: no number in this line" in text
    assert _stands(bench, "+79000000101")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe\x00", b"a\0b"])
def test_a_file_that_is_no_text_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadInputError, match=r"Choose a CSV file|choose it again"):
        read_numbers(data, "RU")


def test_no_file_is_told_at_the_field(bench: CampaignBench) -> None:
    answer = web_under_test([bench.feature]).signed_in(MARTA).post("/do-not-call/import")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_administrators_may_look_but_not_change(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    assert browser.post("/do-not-call", data={"number": NUMBER}).status_code == 403
    assert browser.post("/do-not-call/undo", data={"change": "1"}).status_code == 403


def test_whoever_hears_it_can_write_down_that_a_patient_is_not_to_be_called(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    assert browser.post(f"/patients/{MARIA.id}/do-not-call", data={"purpose": "*"}).status_code == 303
    assert _stands(bench, "+79000000101")
    assert "Not to be called, by the register:" in browser.get(f"/patients/{MARIA.id}").text
