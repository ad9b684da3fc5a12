"""The scored call's card, what came of it by its words, its script, and the month of scores, in Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA
from tests.support.walked import walk_along
from tests.unit.recordings.months.test_scores_page import put_scores

pytestmark = pytest.mark.browser

_SCRIPT = {"script": "new_patient", "script_version": "1", "script_language": "ru"}


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """Anna before a refused call that she entered as information, and a month of scores."""
    with calls_bench() as bench:
        bench.scored("c-1", MARIA, "ru-023", outcome="information", walk=walk_along(), **_SCRIPT)
        put_scores(bench, ["pfpp"] * 8)
        put_scores(bench, ["ppfc", "ffpp"], "boris")
        with shown(page, bench, "anna") as screens:
            yield screens


def _open(screens: CallScreensShown, call: str = "c-1") -> Page:
    screens.go_live(f"/calls/{call}")
    expect(screens.page.locator(".player.is-ready")).to_be_visible()
    return screens.page


def test_the_card_adds_up_by_stages_and_names_its_standard(screens: CallScreensShown) -> None:
    page = _open(screens)
    points = [text.split(" of ") for text in page.locator(".score-stage-points").all_inner_texts()]
    whole = page.locator(".score-points").inner_text()
    assert re.fullmatch(r"\d+ of \d+ points", whole)
    assert [sum(int(pair[place]) for pair in points) for place in (0, 1)] == [int(n) for n in re.findall(r"\d+", whole)]
    expect(page.locator(".score-foot")).to_have_text("Clinic phone standard, version 2")


def test_a_measured_verdict_tells_the_value_its_unit_and_its_limit(screens: CallScreensShown) -> None:
    page = _open(screens)
    expect(page.locator("#verdict-answer_speed .verdict-measured")).to_have_text("12 s, limit 15 s")


def test_the_bar_above_the_card_leads_to_what_came_of_the_call(screens: CallScreensShown) -> None:
    page = _open(screens)
    bar = page.locator(".call-parts")
    expect(bar.get_by_role("link", name="What came of it")).to_contain_text("1 differs")
    bar.get_by_role("link", name="What came of it").click()
    expect(page.locator("#part-facts")).to_be_in_viewport()
    expect(bar).to_be_in_viewport()
    bar.get_by_role("link", name="Script").click()
    expect(page.locator("#part-script")).to_be_in_viewport()
    picture(page, "call-script")


def test_what_was_said_is_taken_over_by_a_click_and_back(screens: CallScreensShown) -> None:
    page = _open(screens)
    outcome, notes = page.locator("#fact-outcome"), page.locator(".call-notes")
    expect(outcome).to_contain_text("differs")
    expect(notes).to_contain_text("asked for information")
    page.locator("#take-outcome").click()
    screens.happen()
    expect(outcome).to_contain_text("as entered")
    expect(notes).to_contain_text("refused")
    page.locator("#undo-outcome").click()
    screens.happen()
    expect(outcome).to_contain_text("differs")
    expect(notes).to_contain_text("asked for information")


def test_a_step_of_the_script_plays_where_it_was_said(screens: CallScreensShown) -> None:
    screens.bench.scored("c-2", MARIA, "ru-001", walk=walk_along(), **_SCRIPT)
    page = _open(screens, "c-2")
    step = page.locator(".kept-step button").last
    begins = float(step.get_attribute("data-play") or -1)
    step.click()
    expect(page.locator("#play")).to_contain_text("Pause")
    assert begins - 0.1 <= screens.second < begins + 5


def test_a_figure_of_the_month_leads_to_its_calls_and_from_there_to_the_verdict(screens: CallScreensShown) -> None:
    screens.sign_in("marta")
    page = screens.page
    screens.go("/scores?month=2026-11")
    picture(page, "scores")
    row = page.locator("#heat-clinic_name")
    expect(row.locator("td").nth(1)).to_have_class("heat-low")
    row.locator("td").nth(1).locator("a").click()
    expect(page.get_by_role("heading", name="Clinic's name")).to_be_visible()
    expect(page.locator("#scored-calls tbody tr")).to_have_count(9)
    page.locator("#scored-calls a[href*='/calls/c-1#']").click()
    expect(page).to_have_url(re.compile(r"/calls/c-1#verdict-clinic_name$"))
    expect(page.locator("#verdict-clinic_name")).to_be_in_viewport()


@pytest.mark.parametrize("width", [480, 1366])
@pytest.mark.parametrize("language", ["ru", "pl", "zh"])
def test_the_month_fits_the_window_in_long_and_in_short_languages(
    screens: CallScreensShown, language: str, width: int
) -> None:
    screens.sign_in("marta")
    page = screens.page
    page.set_viewport_size({"width": width, "height": 800})
    screens.go("/scores?month=2026-11")
    page.locator(".menu-languages summary").click()
    page.locator(f".menu-languages button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"scores-{language}-{width}")
