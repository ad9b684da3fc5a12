"""The operator's desk in Chromium: a ringing call, the script by keys, the outcome."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.telephony.port import Connected
from tests.browser.support.chromium import picture
from tests.browser.support.desk import MARIAS, SOKOLOVS, UNKNOWN, OpenDesk, open_desk

pytestmark = pytest.mark.browser

WITNESS = """
const seen = () => document.documentElement.dataset;
window.Notification = class {
  static permission = 'granted';
  constructor(title) { seen().told = title; }
  close() {}
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) {
  seen().tones = Number(seen().tones ?? 0) + 1;
  return start.call(this, when);
};
"""
"""Writes down on the page what the browser would show and play."""


@pytest.fixture
def desk(page: Page, tmp_path: Path) -> Iterator[OpenDesk]:
    """Anna's desk."""
    with open_desk(page, tmp_path) as found:
        yield found


def test_ringing_call_appears_without_a_reload_and_is_answered_with_enter(desk: OpenDesk) -> None:
    page = desk.page
    expect(page.get_by_text("Nothing is left to do")).to_be_visible()
    desk.bench.ring(MARIAS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Мария Ивановна Петрова")
    expect(page.get_by_text("You will say")).to_be_visible()
    expect(page).to_have_title("A call is ringing · Desk · Дента Плюс")
    picture(page, "desk-ringing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Say now")).to_be_visible()
    expect(page).to_have_title("Desk · Дента Плюс")


def test_script_is_walked_to_a_booked_visit_and_an_outcome_by_keys_alone(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    desk.press("1", "1", "1", "2", "1")
    expect(page.locator(".say")).to_contain_text("Могу предложить")
    picture(page, "desk-talking")
    desk.press("1")
    expect(page.get_by_text("Agreed place")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Booked in this call")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Hang up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("How did the call come out?")).to_be_visible()
    expect(page.get_by_role("radio", name="1 booked", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is left to do")).to_be_visible()
    expect(page.get_by_text("booked 1 of 1")).to_be_visible()


def test_step_back_objections_hold_and_help_have_their_keys(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    first = page.locator(".say").inner_text()
    desk.press("1")
    desk.press("Escape")
    expect(page.locator(".say")).to_have_text(first)
    page.keyboard.press("o")
    expect(page.locator(".objections")).to_have_attribute("open", "")
    desk.press("1")
    expect(page.locator(".way [aria-current]")).to_have_text("Дорого")
    page.keyboard.press("h")
    expect(page.get_by_text("On hold. When you are back, say")).to_be_visible()
    page.keyboard.press("h")
    expect(page.get_by_text("Say now")).to_be_visible()
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_wrong_outcome_shows_its_messages_and_keeps_what_was_chosen(desk: OpenDesk) -> None:
    page = desk.page
    call = desk.bench.talk(MARIAS)
    desk.bench.caller_rings_off(call)
    expect(page.get_by_text("How did the call come out?")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Every refusal has one")).to_be_visible()
    expect(page.get_by_text("Write what will be done next")).to_be_visible()
    expect(page.get_by_label("Why not?")).to_be_focused()
    picture(page, "desk-outcome-errors")
    page.get_by_label("Why not?").select_option("price")
    page.get_by_label("What happens next").fill("перезвонить с ценой")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="To do")).to_be_visible()


def test_ringing_call_takes_the_place_of_a_half_filled_outcome_and_gives_it_back(desk: OpenDesk) -> None:
    page = desk.page
    call = desk.bench.talk(MARIAS)
    desk.bench.caller_rings_off(call)
    expect(page.get_by_text("How did the call come out?")).to_be_visible()
    page.keyboard.press("3")
    page.get_by_label("What happens next").fill("прислать план лечения")
    other = desk.bench.ring(UNKNOWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Unknown caller")
    desk.bench.caller_rings_off(other)
    expect(page.get_by_label("What happens next")).to_have_value("прислать план лечения")


def test_unknown_caller_is_written_down_and_booked(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(UNKNOWN)
    expect(page.get_by_text("Say now")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Agreed place")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter the patient's name.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Кирилл")
    page.get_by_label("Surname").fill("Кузнецов")
    page.get_by_label("Phone").fill("8 (900) 000-12-34")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Booked in this call")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Кирилл Кузнецов")


def test_number_of_two_patients_offers_the_choice(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.ring(SOKOLOVS)
    expect(page.get_by_text("2 patients have this number:")).to_be_visible()
    page.keyboard.press("p")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ольга Сергеевна Соколова")


def test_patient_is_found_by_name_and_joined_to_a_withheld_call(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(None)
    expect(page.get_by_role("heading", level=1)).to_have_text("Withheld number")
    page.keyboard.press("/")
    page.keyboard.type("петр")
    expect(page.get_by_role("button", name="Мария Ивановна Петрова")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Мария Ивановна Петрова")


def test_lost_exchange_is_named_and_comes_back_by_itself(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    desk.bench.lose_exchange()
    expect(page.get_by_text("Telephone exchange not reachable since 10:00.")).to_be_visible()
    expect(page.get_by_role("button", name="Hang up")).to_have_count(0)
    desk.bench.exchange.is_gone = False
    desk.bench.exchange.tell(Connected(at=desk.bench.clock.now()))
    expect(page.get_by_text("How did the call come out?")).to_be_visible()
    expect(page.get_by_text("Telephone exchange not reachable")).to_have_count(0)


def test_call_that_began_while_the_connection_was_lost_is_there_when_it_is_back(desk: OpenDesk) -> None:
    page = desk.page
    page.context.set_offline(True)
    desk.bench.ring(MARIAS)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Мария Ивановна Петрова")


def test_second_tab_follows_the_first_and_a_late_key_there_is_refused_politely(desk: OpenDesk) -> None:
    desk.bench.talk(MARIAS)
    second = desk.second_tab()
    expect(second.get_by_text("Say now")).to_be_visible()
    desk.page.bring_to_front()
    desk.press("1")
    moved = desk.page.locator(".say").inner_text()
    expect(second.locator(".say")).to_have_text(moved)


def test_call_that_rings_while_the_tab_is_hidden_is_told_by_title_notification_and_sound(desk: OpenDesk) -> None:
    page = desk.page
    page.context.grant_permissions(["notifications"])
    page.add_init_script(WITNESS)
    page.reload()
    page.get_by_role("heading", level=1).click()
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    desk.bench.ring(MARIAS)
    expect(page).to_have_title("A call is ringing · Desk · Дента Плюс")
    expect(page.locator("html")).to_have_attribute("data-told", "A call is ringing")
    expect(page.locator("html")).to_have_attribute("data-tones", "2")


def test_key_that_bounces_moves_the_script_once(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    page.evaluate("for (let time = 0; time < 2; time++) document.querySelector('#answers button').click()")
    expect(page.locator(".way [aria-current]")).to_have_text("Имя")
    expect(page.locator("#desk-message")).to_be_empty()


def test_sound_can_be_switched_off_and_stays_off(desk: OpenDesk) -> None:
    page = desk.page
    page.get_by_role("button", name="Sound on").click()
    page.reload()
    expect(page.get_by_role("button", name="Sound off")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_desk_fits_the_screen_without_scrolling_the_page(desk: OpenDesk, width: int, height: int) -> None:
    page = desk.page
    page.set_viewport_size({"width": width, "height": height})
    fits = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    desk.press("1", "1", "1", "1", "2")
    assert page.evaluate(fits)
    assert page.evaluate(
        "document.querySelector('.desk-main').scrollHeight <= document.querySelector('.desk-main').clientHeight"
    )
    size = page.locator(".say").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert 24 <= size <= 28


def test_narrow_window_beside_another_system_never_scrolls_sideways(desk: OpenDesk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 700, "height": 768})
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "desk-narrow")
