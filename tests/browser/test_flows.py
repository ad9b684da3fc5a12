"""The robot's conversations in Chromium: the list, the picture with its steps, a prompt heard, a talk by typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.flow_pages import FlowBench
from tests.support.serving import served
from tests.support.web import web_under_test

pytestmark = pytest.mark.browser


class Shown:
    """A manager's browser."""

    def __init__(self, page: Page, bench: FlowBench, address: str) -> None:
        self.page, self.bench, self._address = page, bench, address

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self._address + path)


@pytest.fixture
def flows(page: Page, tmp_path: Path) -> Iterator[Shown]:
    with FlowBench(tmp_path) as bench, served(web_under_test([bench.feature]).app) as address:
        sign_in(page, address, "marta")
        yield Shown(page, bench, address)
        page.goto("about:blank")


def test_a_manager_opens_a_step_hears_its_prompt_and_goes_on_with_keys(flows: Shown) -> None:
    page = flows.page
    for number in range(5):
        flows.bench.call(f"call-{number}", "confirm_visit", "confirmed" if number else "machine")
    flows.go("/flows")
    picture(page, "flows-list")
    page.get_by_role("link", name="Confirm tomorrow's visits").click()
    expect(page.locator(".tree-box")).not_to_have_count(0)
    page.locator('.tree-box[data-step="one"]').dispatch_event("click")
    expect(page.locator("#panel")).to_contain_text("Will you be coming?")
    expect(page.locator('.tree-box[data-step="one"].is-selected')).to_be_in_viewport()
    with page.expect_response("**/sounds/en/confirm_visit.wav") as heard:
        page.locator("#prompt-confirm_visit .prompt-play").click()
    assert heard.value.status in {200, 206}
    picture(page, "flows-step")
    shown = page.locator("#panel h2 .figures").inner_text()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#panel h2 .figures")).to_have_text(str(int(shown) + 1))
    page.keyboard.press("Escape")
    expect(page.locator("#panel[data-open]")).to_have_count(0)


@pytest.mark.parametrize(("flow", "language"), [("front_menu", "zh"), ("confirm_visit", "ru")])
@pytest.mark.parametrize("width", [1366, 480])
def test_the_largest_pictures_fit_every_screen(flows: Shown, flow: str, language: str, width: int) -> None:
    page = flows.page
    page.set_viewport_size({"width": width, "height": 768})
    flows.go(f"/flows/{flow}?in={language}")
    picture(page, f"flow-{flow}-{language}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    first = page.locator(".tree-box").first
    expect(first).to_be_in_viewport()
    page.locator('[data-zoom="more"]').click()
    expect(page.locator(".tree-box.is-selected")).to_have_count(0)


def test_a_newcomer_talks_to_the_robot_and_sees_where_the_talk_goes(flows: Shown) -> None:
    page = flows.page
    flows.go("/flows/confirm_visit?in=ru")
    page.keyboard.press("t")
    expect(page.locator(".talk-robot").last).to_contain_text("это вы?")
    page.locator("#answer").fill("да, это я")
    page.keyboard.press("Enter")
    expect(page.locator(".talk-beside").last).to_have_text("understood: yes")
    expect(page.locator('.tree-box[data-step="purpose"].is-walked')).to_have_count(1)
    expect(page.locator('.tree-box[data-step="one"].is-selected')).to_be_in_viewport()
    page.locator('[data-answer="1"]').click()
    expect(page.locator(".talk-end")).to_contain_text("confirmed")
    picture(page, "flow-talk")
    page.locator("#leave-talk").click()
    expect(page.locator("#talk")).to_have_count(0)


def test_a_manager_words_a_prompt_otherwise_sees_what_is_wrong_and_takes_it_back(flows: Shown) -> None:
    page = flows.page
    flows.go("/flows/confirm_visit?in=ru&step=confirmed")
    page.locator("#prompt-confirmed .prompt-edit > summary").click()
    page.locator("#text-confirmed").fill("Ждём вас 24 числа!")
    expect(page.locator(".check-problems")).to_contain_text("Write figures in words")
    picture(page, "flow-text-wrong")
    page.locator("#text-confirmed").fill("Прекрасно, ждём вас {{ visit.on }}!")
    expect(page.locator(".check-good")).to_contain_text("Прекрасно, ждём вас во вторник")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#prompt-confirmed .prompt-text")).to_contain_text("Прекрасно")
    expect(page.locator("#prompt-confirmed")).to_contain_text("changed by the clinic")
    page.locator("#prompt-confirmed .prompt-edit > summary").click()
    page.get_by_role("button", name="Back to the text before").click()
    expect(page.locator("#prompt-confirmed .prompt-text")).not_to_contain_text("Прекрасно")
