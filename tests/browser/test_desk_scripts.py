"""A call through several scripts in Chromium: what to listen for, sentences at hand, another script and back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.desk.store import find_desk_call, save_desk_call
from tests.browser.support.chromium import picture
from tests.browser.support.desk import MARIAS, UNKNOWN, OpenDesk, open_desk
from tests.support.three_scripts import three_scripts

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page, tmp_path: Path) -> Iterator[OpenDesk]:
    """Anna's desk with three short scripts, in a call."""
    with open_desk(page, tmp_path, three_scripts()) as found:
        found.bench.talk(UNKNOWN)
        expect(page.get_by_text("Say now")).to_be_visible()
        yield found


def test_what_to_listen_for_stands_under_the_sentence(desk: OpenDesk) -> None:
    expect(desk.page.locator(".listen")).to_have_text("Listen for: имя · что болит")
    desk.press("1")
    expect(desk.page.locator(".listen")).to_have_count(0)


def test_sentence_at_hand_takes_the_place_of_the_steps_until_escape(desk: OpenDesk) -> None:
    page = desk.page
    step = page.locator(".say[data-step]")
    page.keyboard.press("a")
    expect(page.locator("#answers")).to_be_hidden()
    page.keyboard.press("2")
    expect(page.locator(".phrase-said")).to_have_text("Консультация стоит 2 000 ₽.")
    expect(step).to_be_hidden()
    expect(page.locator("#answers")).to_be_visible()
    picture(page, "desk-phrase")
    page.keyboard.press("Escape")
    expect(step).to_be_visible()
    expect(page.locator(".phrase-said")).to_have_count(0)
    page.keyboard.press("a")
    page.keyboard.press("1")
    expect(page.locator(".phrase-said")).to_be_visible()
    page.keyboard.press("1")
    expect(step).to_have_text("Как вас зовут?")
    expect(step).to_be_visible()


def test_answer_that_is_not_there_is_written_down_by_keys_and_undone(desk: OpenDesk) -> None:
    page = desk.page
    page.keyboard.press("0")
    expect(page.get_by_label("What did the patient say?")).to_be_focused()
    page.keyboard.type("Есть 1 парковка?")
    picture(page, "desk-unfit")
    page.keyboard.press("Enter")
    expect(page.locator(".noted")).to_contain_text("Есть 1 парковка?")
    expect(page.get_by_label("What did the patient say?")).to_be_hidden()
    expect(page.locator(".way [aria-current]")).to_have_text("Приветствие")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".noted")).to_have_count(0)


def test_words_of_the_patient_that_are_too_long_are_refused_and_stay_in_the_field(desk: OpenDesk) -> None:
    page = desk.page
    page.keyboard.press("0")
    field = page.get_by_label("What did the patient say?")
    field.fill("а" * 201)
    page.keyboard.press("Enter")
    expect(page.locator("#desk-message")).to_contain_text("at most 200 characters")
    expect(field).to_have_value("а" * 201)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_other_script_is_found_by_its_name_and_escape_leads_back(desk: OpenDesk) -> None:
    page = desk.page
    desk.press("1")
    page.keyboard.press("s")
    expect(page.get_by_label("Find a script by its name")).to_be_focused()
    page.keyboard.type("перен")
    expect(page.get_by_role("button", name="Повторный визит")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".way [aria-current]")).to_have_text("Какой визит")
    expect(page.locator(".way-script")).to_have_text(["Первый звонок", "Перенос визита"])
    expect(page.locator(".tool[open]")).to_have_count(0)
    desk.press("Escape")
    expect(page.locator(".way [aria-current]")).to_have_text("Имя")


def test_answer_leads_to_another_script(desk: OpenDesk) -> None:
    desk.press("2")
    expect(desk.page.locator(".way [aria-current]")).to_have_text("Какой визит")
    desk.press("Escape")
    expect(desk.page.locator(".way [aria-current]")).to_have_text("Приветствие")


def test_one_tool_is_open_at_a_time_and_escape_closes_it_before_it_steps_back(desk: OpenDesk) -> None:
    page = desk.page
    desk.press("1")
    page.keyboard.press("o")
    expect(page.locator(".objections")).to_have_attribute("open", "")
    page.keyboard.press("a")
    expect(page.locator(".tool[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".tool[open]")).to_have_count(0)
    expect(page.locator(".way [aria-current]")).to_have_text("Имя")


def test_arrow_keys_lead_through_what_an_open_tool_offers(desk: OpenDesk) -> None:
    page = desk.page
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="1 Поставить на удержание")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".phrase-said")).to_have_text("Консультация стоит 2 000 ₽.")


def test_script_that_was_replaced_leaves_a_sentence_and_the_list(page: Page, tmp_path: Path) -> None:
    with open_desk(page, tmp_path, three_scripts()) as desk:
        call = desk.bench.talk(UNKNOWN)
        expect(page.get_by_text("Say now")).to_be_visible()
        with desk.bench.database.work() as work:
            begun = find_desk_call(work.connection, call)
            assert begun is not None
            assert begun.walk is not None
            save_desk_call(work.connection, replace(begun, walk=replace(begun.walk, version=2)))
        page.reload()
        expect(page.locator(".say")).to_have_text("Одну минуту, пожалуйста, я сейчас уточню.")
        expect(page.get_by_text("The script was changed during this call")).to_be_visible()
        picture(page, "desk-script-gone")
        page.keyboard.press("s")
        page.keyboard.type("перв")
        page.keyboard.press("Enter")
        expect(page.locator(".way [aria-current]")).to_have_text("Имя")


def test_known_patient_is_met_with_the_script_for_them(page: Page, tmp_path: Path) -> None:
    with open_desk(page, tmp_path, three_scripts()) as desk:
        desk.bench.ring(MARIAS)
        expect(page.locator(".say")).to_contain_text("рады вас слышать")
