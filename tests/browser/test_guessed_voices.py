"""A recording with both voices on one side, in Chromium: who spoke is shown as a guess, in words and in looks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.languages import Language
from recordings.transcript import Speaker
from tests.browser.support.calls import calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.two_voices import Pair, Speaking
from tests.support.web import MARTA
from tests.unit.recordings.audio.sounds import write

pytestmark = pytest.mark.browser


@pytest.fixture
def mono_page(page: Page) -> Iterator[Page]:
    """The page of a mono recording whose two voices differ, opened by the manager."""
    speaking = Speaking()
    try:
        mono = speaking.dialogue(Pair.MIXED, 1)
    finally:
        speaking.close()
    with calls_bench() as bench:
        file = write(bench.folder / "mono.wav", mono.samples.astype(float))
        recording = bench.recordings.keeping.ingest(file, Language.RU)
        bench.transcriber.words = {Speaker.PATIENT: mono.words}
        bench.transcribe(recording)
        bench.score(recording)
        with shown(page, bench, MARTA.login) as screens:
            screens.go(f"/recordings/{recording}")
            expect(page.locator(".player.is-ready")).to_be_visible()
            yield page


def test_each_turn_says_who_probably_spoke_above_its_words(mono_page: Page) -> None:
    labels = mono_page.locator(".turn-who")
    expect(labels.first).to_be_visible()
    assert {"probably voice 1", "probably voice 2"} <= set(labels.all_inner_texts())
    guess = mono_page.locator(".turn-guess").first
    label, text = (guess.locator(part).bounding_box() for part in (".turn-who", ".turn-text"))
    assert label is not None
    assert text is not None
    assert label["y"] + label["height"] <= text["y"] + 4
    assert guess.locator(".turn-text").evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    picture(mono_page, "call-guessed-voices")


def test_the_note_above_says_how_it_was_found_and_stays_in_its_line(mono_page: Page) -> None:
    note = mono_page.locator(".turns-head span:not(.visually-hidden)")
    expect(note).to_contain_text("who spoke is guessed by how the voices sound, and may be wrong")
    for width in (1366, 480):
        mono_page.set_viewport_size({"width": width, "height": 768})
        assert mono_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(mono_page, "call-guessed-voices-narrow")
