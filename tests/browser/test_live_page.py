"""A page that changes by itself while a person works in it, in Chromium."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from callcenter.web.ports import ExchangeView
from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.serving import served
from tests.support.ward import Ward
from tests.support.web import NOON, WebUnderTest, web_under_test

pytestmark = pytest.mark.browser


@dataclass
class Open:
    """An open page of the ward, and what stands behind it."""

    page: Page
    ward: Ward
    under_test: WebUnderTest

    def happen(self) -> None:
        """Something was committed."""
        self.under_test.events.happen()


@pytest.fixture
def ward(page: Page) -> Iterator[Open]:
    """The ward's page, open and connected."""
    ward = Ward()
    under_test = web_under_test([ward.feature()])
    with served(under_test.app) as address:
        sign_in(page, address)
        with page.expect_response(lambda response: response.url.endswith("/ward/live")):
            page.goto(address)
        yield Open(page, ward, under_test)
        page.goto("about:blank")


def test_a_change_appears_without_a_reload(ward: Open) -> None:
    ward.ward.caller = "Olga Ivanova"
    ward.ward.names = ["Anna", "Ivan", "Olga"]
    ward.happen()
    expect(ward.page.get_by_text("Olga Ivanova")).to_be_visible()
    expect(ward.page.locator("[data-live=list] li")).to_have_count(3)
    picture(ward.page, "live-page")


def test_what_a_person_is_typing_keeps_its_text_focus_and_cursor(ward: Open) -> None:
    note = ward.page.get_by_label("Note")
    note.fill("pain since Monday")
    note.press("Home")
    ward.ward.caller = "Olga Ivanova"
    ward.happen()
    expect(ward.page.get_by_text("Olga Ivanova")).to_be_visible()
    ward.page.keyboard.type("sharp ")
    expect(note).to_have_value("sharp pain since Monday")
    expect(note).to_be_focused()


def test_a_typed_text_stays_even_after_the_person_went_to_another_field(ward: Open) -> None:
    ward.page.get_by_label("Note").fill("not yet saved")
    ward.page.get_by_text("More").click()
    ward.ward.caller = "Olga Ivanova"
    ward.ward.note = "saved in another tab"
    ward.happen()
    expect(ward.page.get_by_text("Olga Ivanova")).to_be_visible()
    expect(ward.page.get_by_label("Note")).to_have_value("not yet saved")
    expect(ward.page.locator("#more")).to_have_attribute("open", "")


def test_a_note_that_nobody_touched_follows_the_other_tab(ward: Open) -> None:
    ward.ward.note = "saved in another tab"
    ward.happen()
    expect(ward.page.get_by_label("Note")).to_have_value("saved in another tab")


def test_a_lost_connection_is_told_in_words_and_catches_up(ward: Open) -> None:
    ward.page.context.set_offline(True)
    ward.under_test.app.state.runtime.hub.stop()
    expect(ward.page.get_by_text("Connection lost, trying again")).to_be_visible()
    expect(ward.page.get_by_text("Exchange connected")).to_be_hidden()
    picture(ward.page, "connection-lost")
    ward.under_test.app.state.runtime.hub.is_stopped = False
    ward.ward.caller = "Called meanwhile"
    ward.page.context.set_offline(False)
    expect(ward.page.get_by_text("Called meanwhile")).to_be_visible()
    expect(ward.page.get_by_text("Connection lost, trying again")).to_be_hidden()


def test_the_exchange_that_is_lost_shows_in_the_top_bar(ward: Open) -> None:
    ward.under_test.exchange = ExchangeView(reachable=False, since=NOON)
    ward.happen()
    expect(ward.page.get_by_text("Exchange not reachable since 12:00")).to_be_visible()
    picture(ward.page, "exchange-lost")


def test_a_ringing_call_shows_in_the_title_of_a_tab_that_nobody_looks_at(ward: Open) -> None:
    other = ward.page.context.new_page()
    other.bring_to_front()
    ward.ward.ringing = True
    ward.happen()
    expect(ward.page).to_have_title("Ringing · Ward · Дента Плюс")
    ward.ward.ringing = False
    ward.happen()
    expect(ward.page).to_have_title("Ward · Дента Плюс")


def test_keys_press_buttons_unless_somebody_is_typing(ward: Open) -> None:
    ward.page.locator("main").focus()
    with ward.page.expect_response("**/ward/answer"):
        ward.page.keyboard.press("1")
    ward.page.keyboard.press("n")
    note = ward.page.get_by_label("Note")
    expect(note).to_be_focused()
    ward.page.keyboard.type("1 tooth")
    ward.page.keyboard.press("Escape")
    expect(note).not_to_be_focused()
    expect(note).to_have_value("1 tooth")
    assert ward.ward.answered == 1


def test_a_letter_key_works_in_a_russian_layout_too(ward: Open) -> None:
    ward.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    expect(ward.page.get_by_label("Note")).to_be_focused()


def test_a_refused_command_is_explained_in_its_reserved_place_and_typing_stays(ward: Open) -> None:
    ward.page.get_by_label("Note").fill("kept")
    ward.page.get_by_role("button", name="Fail").click()
    expect(ward.page.get_by_role("alert")).to_contain_text("This line is busy.")
    expect(ward.page.get_by_text("Maria Petrova")).to_be_visible()
    expect(ward.page.get_by_label("Note")).to_have_value("kept")
    picture(ward.page, "notice")
    ward.page.get_by_role("button", name="Close").click()
    expect(ward.page.get_by_role("alert")).to_be_empty()


def test_a_server_that_does_not_answer_is_told_too(ward: Open) -> None:
    ward.page.context.set_offline(True)
    ward.page.get_by_role("button", name="Answer").click()
    expect(ward.page.get_by_role("alert")).to_contain_text("The server did not answer.")


def test_a_session_that_ended_elsewhere_is_told_and_nothing_typed_is_lost(ward: Open) -> None:
    hub = ward.under_test.app.state.runtime.hub
    ward.page.get_by_label("Note").fill("kept")
    ward.under_test.sessions.rows.clear()
    hub.check_s = hub.heartbeat_s = 0.01
    ward.happen()
    expect(ward.page.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(ward.page.get_by_label("Note")).to_have_value("kept")


def test_running_times_tick_in_the_browser(ward: Open) -> None:
    ward.page.clock.install(time=NOON)
    ward.page.reload()
    ward.page.clock.run_for(125_000)
    expect(ward.page.locator("time[data-since]")).to_have_text("2:05")


def test_a_hidden_page_that_needs_no_news_lets_go_of_its_connection_and_catches_up(ward: Open) -> None:
    page = ward.page
    with page.expect_response(lambda response: response.url.endswith("/live")):
        page.goto(page.url.replace("/ward", "/no-such-page"))
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/live")):
        _hide(page, hidden=True)
    ward.under_test.exchange = ExchangeView(reachable=False, since=NOON)
    _hide(page, hidden=False)
    expect(page.get_by_text("Exchange not reachable since 12:00")).to_be_visible()


def _hide(page: Page, *, hidden: bool) -> None:
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )
