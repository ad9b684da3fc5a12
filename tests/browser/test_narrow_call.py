"""The page of one call and the list in a window as narrow as a telephone, in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA

pytestmark = pytest.mark.browser


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """Anna before a scored call, 480 pixels wide."""
    page.set_viewport_size({"width": 480, "height": 850})
    with calls_bench() as bench:
        bench.recordings.private.mark(bench.scored("c-1", MARIA))
        with shown(page, bench, "anna") as screens:
            yield screens


def _open(screens: CallScreensShown) -> Page:
    screens.go_live("/calls/c-1")
    expect(screens.page.locator(".player.is-ready")).to_be_visible()
    expect(screens.page.locator("#private-choose")).to_be_visible()
    return screens.page


def _box(one: Locator) -> dict[str, float]:
    box = one.bounding_box()
    assert box is not None
    return {"top": box["y"], "bottom": box["y"] + box["height"], "left": box["x"], "right": box["x"] + box["width"]}


def test_a_question_mark_shows_the_keys_and_escape_closes_them_and_stays(screens: CallScreensShown) -> None:
    page = _open(screens)
    page.keyboard.press("Shift+?")
    keys = page.get_by_role("dialog", name="All keys")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(page).to_have_url(f"{screens.address}/calls/c-1")
    page.get_by_role("button", name="All keys").click()
    expect(keys).to_be_visible()
    assert keys.locator("kbd").first.is_visible()


def test_key_badges_are_left_out_all_alike(screens: CallScreensShown) -> None:
    page = _open(screens)
    assert not any(badge.is_visible() for badge in page.locator(".call kbd").all())
    picture(page, "call-480")


@pytest.mark.parametrize("width", [480, 1366])
def test_the_chosen_word_is_never_behind_the_panel(screens: CallScreensShown, width: int) -> None:
    screens.page.set_viewport_size({"width": width, "height": 768})
    page = _open(screens)
    page.keyboard.press("m")
    turns = page.locator(".turn").count()
    for key in ["ArrowDown"] * (turns - 1) + ["ArrowUp"] * (turns - 1):
        page.keyboard.press(key)
        word, panel = _box(page.locator(".word.is-chosen")), _box(page.locator("#private-form"))
        assert word["bottom"] <= panel["top"] or word["top"] >= panel["bottom"], f"behind the panel {word} {panel}"
        above = page.locator(".call-sound" if width == 480 else ".turns-head")
        assert word["top"] >= _box(above)["bottom"] - 1, f"behind what stands above {word} {_box(above)}"
    picture(page, f"private-words-panel-{width}")


@pytest.mark.parametrize("language", ["pl", "ru", "en"])
def test_nothing_of_the_header_lies_upon_another_thing(screens: CallScreensShown, language: str) -> None:
    screens.page.context.request.post(
        f"{screens.address}/language",
        form={"language": language, "next": "/calls"},
        headers={"Origin": screens.address, "Sec-Fetch-Site": "same-origin"},
    )
    for width in (390, 480, 740):
        screens.page.set_viewport_size({"width": width, "height": 768})
        screens.go_live("/calls")
        parts = [".top-clinic", ".top-nav", ".top-state .state", ".menu-languages", ".top .menu:not(.menu-languages)"]
        boxes = [_box(screens.page.locator(part).first) for part in parts]
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                assert beside or one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
        assert boxes[3]["right"] == pytest.approx(width, abs=100)
        assert boxes[4]["right"] == pytest.approx(width, abs=30)
