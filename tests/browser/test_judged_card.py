"""A card that the clinic's own language model has judged in part, and one of a call that cannot be judged."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.ids import RecordingId
from recordings import store
from recordings.judge.answer import CONFIDENCE, RULE
from recordings.judge.store import read_card, save_judged
from recordings.recording import RecordingState, SoundFault, SoundNote
from recordings.transcript import Json
from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.clinic import MARIA

pytestmark = pytest.mark.browser


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """Anna before a call of hers."""
    with calls_bench() as bench:
        bench.scored("c-1", MARIA, "ru-023")
        with shown(page, bench, "anna") as screens:
            yield screens


def _recording(screens: CallScreensShown) -> RecordingId:
    with screens.bench.database.read() as connection:
        return store.recordings_in_state(connection, RecordingState.SCORED)[0].id


def _judge(screens: CallScreensShown, **given: Json) -> None:
    """Put something else in place of fields of the first verdict, which is worth two points."""
    kept = _recording(screens)
    with screens.bench.database.work() as work:
        card = read_card(work.connection, kept)
        assert card is not None
        first = next(iter(card.verdicts))
        verdicts: dict[str, Json] = {**card.verdicts, first: {**card.verdicts[first], **given}}
        save_judged(work.connection, kept, verdicts, int(card.points) + 2, int(card.max_points))


def _in(screens: CallScreensShown, language: str, width: int) -> Page:
    page = screens.page
    page.set_viewport_size({"width": width, "height": 768})
    screens.go("/calls/c-1")
    page.locator(".menu-languages summary").click()
    page.locator(f".menu-languages button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
    return page


@pytest.mark.parametrize("width", [480, 1366])
@pytest.mark.parametrize(
    ("language", "said"), [("ru", "оценила ваша языковая модель"), ("pl", "ocenił Wasz model językowy")]
)
def test_a_verdict_of_the_model_says_who_judged(
    screens: CallScreensShown, language: str, said: str, width: int
) -> None:
    _judge(screens, verdict="pass", rule=RULE, confidence=CONFIDENCE)
    page = _in(screens, language, width)
    verdict = page.locator("#verdict-greeting")
    verdict.scroll_into_view_if_needed()
    expect(verdict).to_contain_text(said)
    expect(page.get_by_text(said)).to_have_count(1)
    expect(page.locator(".score-stage-points").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"judged-{language}-{width}")


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_two_calls_in_one_recording_are_asked_about_above_it(screens: CallScreensShown, language: str) -> None:
    kept = _recording(screens)
    with screens.bench.database.work() as work:
        store.save_notes(work.connection, kept, [SoundNote(SoundFault.TWO_CALLS)])
    page = _in(screens, language, 1366)
    expect(
        page.get_by_text({"ru": "Два звонка в одной записи?", "pl": "Dwie rozmowy w jednym nagraniu?"}[language])
    ).to_be_visible()
    picture(page, f"two-calls-{language}")
