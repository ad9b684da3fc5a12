"""Figures for spoken numbers, and the strip of what was measured, on the page of a call in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.calls import calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA
from tests.support.web import MARTA

pytestmark = pytest.mark.browser


@pytest.fixture
def call(page: Page) -> Iterator[Page]:
    """The page of a scored call, opened by the manager."""
    with calls_bench() as bench:
        bench.scored("c-1", MARIA)
        with shown(page, bench, MARTA.login) as screens:
            screens.go("/calls/c-1")
            expect(page.locator(".player.is-ready")).to_be_visible()
            yield page


def _second(page: Page) -> float:
    return float(page.evaluate("document.getElementById('audio').currentTime"))


def test_a_spoken_time_is_shown_in_figures_and_w_shows_the_words(call: Page) -> None:
    time = call.locator(".word-read").first
    expect(time).to_have_text("16:30")
    expect(time).to_have_attribute("title", "шестнадцать тридцать")
    picture(call, "call-figures")
    call.keyboard.press("w")
    expect(time).to_have_text("шестнадцать тридцать")
    expect(call.locator("#as-spoken")).to_have_attribute("aria-pressed", "true")
    call.reload()
    expect(call.locator(".word-read").first).to_have_text("шестнадцать тридцать")
    call.get_by_role("button", name="Numbers as spoken").click()
    expect(call.locator(".word-read").first).to_have_text("16:30")


def test_a_click_on_figures_plays_from_their_first_word(call: Page) -> None:
    time = call.locator(".word-read").first
    begins = float(time.get_attribute("data-start") or -1)
    time.click()
    expect(call.locator("#play")).to_contain_text("Pause")
    assert begins - 0.1 <= _second(call) < begins + 5
    expect(call.locator(".word-read.is-now")).to_be_visible()


def test_the_strip_shows_who_spoke_how_much_in_figures_and_as_a_bar(call: Page) -> None:
    strip = call.get_by_role("region", name="Measured in the talk")
    expect(strip).to_contain_text("words a minute")
    whole, patient = (
        call.locator(f".talk-bar-{side}").evaluate("bar => bar.getBoundingClientRect().width")
        for side in ("administrator", "patient")
    )
    told = strip.locator(".talk-patient b").inner_text()
    assert abs(100 * patient / whole - int(told.rstrip("%"))) <= 1


@pytest.mark.parametrize("width", [1366, 760, 390])
def test_the_strip_fits_narrow_windows(call: Page, width: int) -> None:
    call.set_viewport_size({"width": width, "height": 768})
    assert call.evaluate("document.documentElement.scrollWidth") <= width
    pane = call.locator(".call-words").bounding_box()
    strip = call.locator("#talk").bounding_box()
    assert pane is not None
    assert strip is not None
    assert strip["x"] >= pane["x"]
    assert strip["x"] + strip["width"] <= pane["x"] + pane["width"]
