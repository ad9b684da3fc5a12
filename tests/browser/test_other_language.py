"""A recording that is probably in another language, in Chromium: the warning, the choice of a language, new words."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from recordings import store
from recordings.problems import NOT_SCORED_IN_DOUBT
from recordings.recording import SoundFault, SoundNote
from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA

pytestmark = pytest.mark.browser


def _doubt(screens: CallScreensShown) -> RecordingId:
    """A call that was written down, and whose words are unlikely in its language."""
    bench = screens.bench
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    with bench.database.work() as work:
        found = store.get_recording(work.connection, recording, for_update=True)
        note = SoundNote(SoundFault.OTHER_LANGUAGE, found.language.value)
        store.save_sound(work.connection, replace(found, notes=(note,), problem=NOT_SCORED_IN_DOUBT))
    return recording


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """Anna before a clinic with speech models for Russian and Polish."""
    with calls_bench((Language.RU, Language.PL)) as bench, shown(page, bench, "anna") as screens:
        yield screens


def test_the_call_is_written_down_again_in_the_language_that_was_chosen(screens: CallScreensShown) -> None:
    page, recording = screens.page, _doubt(screens)
    screens.go_live("/calls/c-1")
    expect(page.locator(".call-problem")).to_contain_text("Probably not Russian")
    expect(page.locator(".call-score")).to_contain_text("The call could not be scored; the reason stands above")
    expect(page.locator(".score-points, #again")).to_have_count(0)
    expect(page.get_by_label("Language of the call").locator("option")).to_have_text(["choose…", "Polski"])
    picture(page, "call-other-language")
    page.get_by_role("button", name="Write it down again").click()  # nothing chosen: the browser asks for it
    expect(page.locator("#turns")).to_be_visible()
    page.get_by_label("Language of the call").select_option("Polski")
    with page.expect_response("**/language"):
        page.get_by_role("button", name="Write it down again").click()
    screens.happen()
    expect(page.get_by_text("Being transcribed")).to_be_visible()
    expect(page.locator("#language-choice")).to_have_count(0)
    screens.bench.transcribe(recording)
    screens.bench.score(recording)
    screens.happen()
    expect(page.locator(".turn-text").first).to_have_attribute("lang", "pl")


def test_who_knows_better_says_that_the_language_is_right_and_the_words_stay(screens: CallScreensShown) -> None:
    page, recording = screens.page, _doubt(screens)
    screens.go_live("/calls/c-1")
    with page.expect_response("**/language"):
        page.get_by_role("button", name="The language is right: score the call").click()
    screens.happen()
    expect(page.locator(".call-problem")).to_have_count(0)
    expect(page.get_by_text("The score appears here after the transcript.")).to_be_visible()
    screens.bench.score(recording)
    screens.happen()
    expect(page.locator(".score-points")).to_have_text(re.compile(r"^\d\d of \d\d points$"))


def test_a_manager_finds_it_at_the_foot_of_a_call_that_nobody_doubts(page: Page) -> None:
    with calls_bench((Language.RU, Language.PL)) as bench, shown(page, bench, "marta") as screens:
        screens.bench.scored("c-1", MARIA)
        screens.go_live("/calls/c-1")
        expect(page.get_by_label("Language of the call")).to_be_hidden()
        page.get_by_text("Written down in the wrong language?").click()
        page.get_by_label("Language of the call").select_option("Polski")
        picture(page, "call-other-language-quiet")
        with page.expect_response("**/language"):
            page.get_by_role("button", name="Write it down again").click()
        screens.happen()
        expect(page.get_by_text("Being transcribed")).to_be_visible()


def test_the_list_says_why_there_is_no_score(screens: CallScreensShown) -> None:
    _doubt(screens)
    screens.go_live("/calls")
    expect(screens.page.locator(".calls-row .calls-score")).to_have_text("not scored: probably another language")


@pytest.mark.parametrize("width", [1366, 480])
def test_the_choice_fits_the_window(screens: CallScreensShown, width: int) -> None:
    _doubt(screens)
    screens.page.set_viewport_size({"width": width, "height": 768})
    screens.go_live("/calls/c-1")
    expect(screens.page.get_by_label("Language of the call")).to_be_visible()
    assert screens.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(screens.page, f"call-other-language-{width}")
