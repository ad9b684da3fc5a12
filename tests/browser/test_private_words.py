"""Private words on the page of a call in Chromium: hiding and showing, marking by keyboard and mouse."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA

pytestmark = pytest.mark.browser
READ = "000-12-34"
"""A part of the telephone number of the call, in figures."""


class Screens(CallScreensShown):
    """Before a clinic with one call, in which a number is said."""

    def open(self, path: str = "/calls/c-1") -> None:
        """Open the call, and wait until its player and its stream are there."""
        self.go_live(path)
        expect(self.page.locator(".player.is-ready")).to_be_visible()
        expect(self.page.locator("#private-choose")).to_be_visible()

    @property
    def transcript(self) -> Locator:
        """All that was said."""
        return self.page.locator("#turns")


@pytest.fixture
def screens(page: Page) -> Iterator[Screens]:
    """The clinic."""
    with calls_bench() as bench:
        bench.recordings.private.mark(bench.scored("c-1", MARIA))
        with shown(page, bench) as one:
            yield Screens(one.page, one.bench, one.under_test, one.address)


def test_h_hides_private_words_and_shows_them_again(screens: Screens) -> None:
    screens.sign_in("anna")
    screens.open()
    expect(screens.transcript).to_contain_text(READ)
    expect(screens.page.locator("mark.private")).to_have_attribute("title", "phone number")
    screens.page.locator("mark.private").scroll_into_view_if_needed()
    picture(screens.page, "private-words-shown")
    screens.page.keyboard.press("h")
    expect(screens.transcript).to_contain_text("[phone number]")
    expect(screens.transcript).not_to_contain_text(READ)
    assert "private=hidden" in str(screens.page.locator("#audio").get_attribute("src"))
    screens.page.locator("mark.private").scroll_into_view_if_needed()
    picture(screens.page, "private-words-hidden")
    screens.page.keyboard.press("h")
    expect(screens.transcript).to_contain_text(READ)


def test_a_manager_begins_with_brackets_and_silence(screens: Screens) -> None:
    screens.sign_in("marta")
    screens.open()
    expect(screens.transcript).to_contain_text("[phone number]")
    expect(screens.page.locator("#private-bar")).to_contain_text("1 private passage is hidden and silenced.")
    screens.page.locator("#private-copies summary").click()
    expect(screens.page.get_by_text("Sound without private data (WAV)")).to_be_visible()
    picture(screens.page, "private-words-copies")
    with screens.page.expect_download() as download:
        screens.page.get_by_text("Transcript without private data (text)").click()
    assert "[phone number]" in Path(download.value.path()).read_text(encoding="utf-8")
    assert re.fullmatch(r"2026-11-24 \d\d-\d\d Анна masked\.txt", download.value.suggested_filename)


def test_words_are_marked_with_the_keyboard_alone_and_the_mark_is_undone(screens: Screens) -> None:
    screens.sign_in("anna")
    screens.open()
    screens.page.keyboard.press("m")
    expect(screens.page.locator("#private-words")).to_have_text("Добрый")
    screens.page.keyboard.press("ArrowDown")
    screens.page.keyboard.press("ArrowRight")
    screens.page.keyboard.press("Shift+ArrowRight")
    expect(screens.page.locator("#private-words")).to_have_text("Ой, у")
    picture(screens.page, "private-words-chosen")
    screens.page.keyboard.press("Enter")
    expect(screens.page.locator("#private-form")).to_be_hidden()
    screens.happen()
    expect(screens.page.locator("mark.private")).to_have_count(2)
    expect(screens.page.locator("#as-spoken")).to_be_visible()  # figures or words: still for the reader to choose
    with screens.page.expect_response("**/private/undo"):
        screens.page.keyboard.press("z")
    screens.happen()
    expect(screens.page.locator("mark.private")).to_have_count(1)
    expect(screens.page.locator("#private-undo")).to_have_count(0)


def test_words_are_chosen_with_the_mouse_and_marked_as_not_private(screens: Screens) -> None:
    screens.sign_in("anna")
    screens.open()
    word = screens.page.locator("mark.private .word").first
    word.scroll_into_view_if_needed()
    box = word.bounding_box()
    assert box is not None
    screens.page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    screens.page.mouse.down()
    screens.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=4)
    screens.page.mouse.up()
    expect(screens.page.locator("#private-words")).to_contain_text(READ)
    with screens.page.expect_response("**/private"):
        screens.page.locator("#private-unmark").click()
    screens.happen()
    expect(screens.page.locator("mark.private")).to_have_count(0)


def test_escape_leaves_choosing_and_not_the_page(screens: Screens) -> None:
    screens.sign_in("anna")
    screens.open()
    screens.page.keyboard.press("m")
    screens.page.keyboard.press("Escape")
    expect(screens.page.locator("#private-form")).to_be_hidden()
    assert screens.page.url.endswith("/calls/c-1")
