"""The search of calls in Chromium: from the keyboard, to the marked words, to the second in the call, and back."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.languages import Language
from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import IVAN, MARIA, OLGA

pytestmark = pytest.mark.browser


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """Five calls in four languages, and a manager who is signed in."""
    with calls_bench(tuple(Language)) as bench:
        bench.scored("c-1", MARIA, outcome="booked")
        bench.scored("c-2", IVAN, "ru-003", ago=timedelta(hours=4))
        bench.scored("c-3", OLGA, "ru-023", ago=timedelta(days=1, hours=2))
        for spoken in ("en-003", "zh-002"):
            bench.transcribe(bench.ingest(f"{spoken}.wav", spoken, Language(spoken[:2])))
        with shown(page, bench, "marta") as screens:
            yield screens


def test_a_manager_finds_a_word_by_keyboard_and_hears_it(screens: CallScreensShown) -> None:
    page = screens.page
    screens.go("/calls")
    picture(page, "search-box-in-the-list")
    page.keyboard.press("/")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("зубы")
    page.keyboard.press("Enter")
    expect(page.locator("#search-count")).to_contain_text("calls")
    page.wait_for_load_state()  # its keys work once its scripts are there
    assert "зуб" in page.locator("mark").first.inner_text().lower()
    picture(page, "search-found")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found-turn").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".player.is-ready")).to_be_visible()
    wanted = float(page.url.partition("#t=")[2])
    assert abs(screens.second - wanted) < 0.1
    here = page.locator(".word.is-found").first
    expect(here).to_be_in_viewport()
    expect(page.locator("#player-now")).to_have_text(f"0:{int(wanted):02}")
    cursor = page.locator("[part='cursor']").bounding_box()
    outline = page.locator(".waves-picture").bounding_box()
    assert cursor
    assert outline
    assert cursor["x"] - outline["x"] > outline["width"] * wanted / 110 * 0.9  # the sound is 107 s long
    picture(page, "search-on-the-call")


def test_n_and_p_walk_from_place_to_place_and_escape_leads_back(screens: CallScreensShown) -> None:
    page = screens.page
    screens.go("/calls/c-1?words=зубы")
    expect(page.locator(".player.is-ready")).to_be_visible()
    places = [float(item.get_attribute("data-start") or 0) for item in page.locator("#found-places li").all()]
    assert len(places) > 1
    page.keyboard.press("n")
    expect(page.locator("#found-number")).to_have_text(f"1 / {len(places)}")
    assert abs(screens.second - places[0]) < 0.1
    page.keyboard.press("n")
    assert abs(screens.second - places[1]) < 0.1
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.locator("#found-number")).to_have_text(f"{len(places)} / {len(places)}")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/calls/search\?words="))


def test_escape_empties_the_box_then_leaves_it_then_leaves_the_search(screens: CallScreensShown) -> None:
    page = screens.page
    screens.go("/calls/search?words=зубы")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#words")).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/calls$"))


def test_choosing_a_side_searches_at_once(screens: CallScreensShown) -> None:
    page = screens.page
    screens.go("/calls/search?words=зуб")
    page.locator("#side").select_option("administrator")
    expect(page).to_have_url(re.compile("side=administrator"))
    expect(page.locator(".found-who").first).to_have_text("Administrator")
    assert page.locator(".found-patient").count() == 0


def test_the_search_in_a_narrow_window_and_where_nothing_is_found(screens: CallScreensShown) -> None:
    page = screens.page
    screens.go("/calls/search")
    picture(page, "search-help")
    screens.go("/calls/search?words=синхрофазотрон&side=patient")
    expect(page.get_by_text("Nobody said this")).to_be_visible()
    picture(page, "search-nothing")
    page.set_viewport_size({"width": 420, "height": 800})
    screens.go("/calls/search?words=зуб")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "search-narrow")
    screens.go("/calls/search?words=预约")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
