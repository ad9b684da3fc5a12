"""A call that a robot led, among the calls and on its own page, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.ids import CallId
from callcenter.telephony.simulator.manners import Manners
from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import IVAN
from tests.support.robot_world import robot_world

pytestmark = pytest.mark.browser

PATIENT = Manners(
    greeting="алло",
    replies={
        "hello": ("да это я",),
        "confirm_visit": ("ммм", "перенести"),
        "confirm_visit_again": ("перенести",),
        "when_suits": ("в четверг утром",),
        "offer": ("[1]",),
    },
)


@pytest.fixture
def led(page: Page, tmp_path: Path) -> Iterator[tuple[CallScreensShown, CallId]]:
    with calls_bench() as bench:
        world = robot_world(bench.database, tmp_path, is_filled=True)
        call = world.call("confirm_visit", IVAN, PATIENT)
        with shown(page, bench, "marta") as screens:
            yield screens, call
        world.exchange.stop()


@pytest.mark.parametrize("width", [1366, 480])
def test_a_manager_finds_a_robots_call_and_reads_its_steps(led: tuple[CallScreensShown, CallId], width: int) -> None:
    screens, call = led
    page = screens.page
    page.set_viewport_size({"width": width, "height": 768})
    screens.go("/calls")
    expect(page.locator(f"#row-{call}")).to_contain_text("moved · Confirm tomorrow's visits")
    picture(page, f"robot-calls-{width}")
    screens.go_live(f"/calls/{call}")
    steps = page.locator(".robot-step")
    expect(steps.last).to_contain_text("the call ends: moved")
    expect(page.locator(".robot-step q")).to_have_count(0)
    with page.expect_response(lambda response: "/live?private=shown" in response.url):
        page.locator(".call-robot a[href$='private=shown']").click()
    expect(page.locator(".robot-step q").last).to_have_text("в четверг утром")
    expect(page.locator(".call-robot")).to_contain_text("Looks for free places: found")
    expect(steps.filter(has_text="not understood")).to_contain_text("Вы придёте?")
    expect(steps.filter(has_text="move it")).to_contain_text("Скажите, пожалуйста")
    page.locator(".call-robot").scroll_into_view_if_needed()
    picture(page, f"robot-call-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
