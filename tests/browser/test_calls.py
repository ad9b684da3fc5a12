"""The list of calls and the page of a scored call in Chromium: sound, words that follow it, a score that comes."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from callcenter.domain.calls import EndReason
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.tables import access_log
from tests.browser.support.calls import CallScreensShown, calls_bench, shown
from tests.browser.support.chromium import picture
from tests.support.calls import labelled
from tests.support.clinic import IVAN, MARIA, OLGA

pytestmark = pytest.mark.browser


@pytest.fixture
def screens(page: Page) -> Iterator[CallScreensShown]:
    """The screens of calls of the fixed clinic, signed in."""
    with calls_bench() as bench, shown(page, bench, "anna") as screens:
        yield screens


def _open_scored(screens: CallScreensShown, spoken: str = "ru-001") -> RecordingId:
    recording = screens.bench.scored("c-1", MARIA, spoken, outcome="booked", note="Боится уколов")
    screens.go_live("/calls/c-1")
    expect(screens.page.locator(".player.is-ready")).to_be_visible()
    return recording


def test_both_sides_are_drawn_one_above_the_other(screens: CallScreensShown) -> None:
    _open_scored(screens)
    picture(screens.page, "scored-call")
    drawn = screens.page.evaluate(
        """() => [...document.querySelector('.waves-picture div').shadowRoot.querySelectorAll('.canvases canvas')]
        .map((canvas) => {
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return {top: canvas.getBoundingClientRect().top, ink: pixels.some((value) => value > 0)};
        })"""
    )
    assert len({side["top"] for side in drawn}) == 2
    assert all(side["ink"] for side in drawn)
    names = screens.page.locator(".waves-names span")
    expect(names).to_have_text(["Patient", "Administrator"])


def test_the_transcript_stands_in_two_columns(screens: CallScreensShown) -> None:
    _open_scored(screens)
    patient = screens.page.locator(".turn-patient").first.bounding_box()
    administrator = screens.page.locator(".turn-administrator").first.bounding_box()
    assert patient is not None
    assert administrator is not None
    assert patient["x"] + patient["width"] <= administrator["x"]


def test_a_click_on_a_bubble_plays_from_there_and_the_word_is_marked(screens: CallScreensShown) -> None:
    _open_scored(screens)
    bubble = screens.page.locator(".turn").nth(8)
    begins = float(bubble.get_attribute("data-start") or -1)
    assert begins > 20
    bubble.scroll_into_view_if_needed()
    box = bubble.locator(".turn-text").bounding_box()
    assert box is not None
    screens.page.mouse.click(box["x"] + 5, box["y"] + box["height"] - 5)  # beside the words
    expect(bubble).to_have_attribute("aria-current", "true")
    expect(bubble.locator(".word.is-now")).to_be_visible()
    expect(screens.page.locator("#play")).to_contain_text("Pause")
    assert begins - 0.1 <= screens.second < begins + 5
    picture(screens.page, "scored-call-playing")


def test_a_click_on_a_word_plays_from_that_word(screens: CallScreensShown) -> None:
    _open_scored(screens)
    word = screens.page.locator(".turn").nth(8).locator(".word").nth(4)
    begins = float(word.get_attribute("data-start") or -1)
    word.click()
    expect(screens.page.locator("#play")).to_contain_text("Pause")
    assert begins - 0.1 <= screens.second < begins + 5


def test_a_click_on_a_quote_of_the_score_plays_what_was_said(screens: CallScreensShown) -> None:
    _open_scored(screens)
    quote = screens.page.locator("#verdict-goodbye .verdict-quote")
    begins = float(quote.get_attribute("data-play") or -1)
    assert begins > 60
    quote.click()
    expect(screens.page.locator("#play")).to_contain_text("Pause")
    assert begins - 0.1 <= screens.second < begins + 5


def test_space_plays_and_pauses_also_after_a_click_on_a_bubble(screens: CallScreensShown) -> None:
    _open_scored(screens)
    screens.page.locator("main").focus()
    screens.page.keyboard.press("Space")
    expect(screens.page.locator("#play")).to_contain_text("Pause")
    expect(screens.page.locator("#player-now")).not_to_have_text("0:00")
    screens.page.keyboard.press("Space")
    expect(screens.page.locator("#play")).to_contain_text("Play")
    assert not screens.is_playing
    screens.page.locator(".turn-time").nth(2).click()
    expect(screens.page.locator("#play")).to_contain_text("Pause")
    screens.page.keyboard.press("Space")
    expect(screens.page.locator("#play")).to_contain_text("Play")
    assert not screens.is_playing


def test_arrows_jump_from_turn_to_turn(screens: CallScreensShown) -> None:
    _open_scored(screens)
    starts = [turn.start for turn in labelled("ru-001").turns]
    screens.page.locator("main").focus()
    for _ in range(3):
        screens.page.keyboard.press("ArrowRight")
    assert screens.second == pytest.approx(starts[3], abs=0.05)
    screens.page.keyboard.press("ArrowLeft")
    assert screens.second == pytest.approx(starts[2], abs=0.05)
    expect(screens.page.locator(".turn").nth(2)).to_have_attribute("aria-current", "true")


def test_a_question_mark_shows_the_keys_and_escape_puts_them_away(screens: CallScreensShown) -> None:
    _open_scored(screens)
    screens.page.keyboard.press("Shift+?")
    keys = screens.page.get_by_role("dialog", name="All keys")
    expect(keys).to_be_visible()
    picture(screens.page, "call-keys")
    screens.page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(screens.page).to_have_url(f"{screens.address}/calls/c-1")


def test_transcript_and_score_appear_by_themselves_and_the_sound_plays_on(screens: CallScreensShown) -> None:
    bench, page = screens.bench, screens.page
    recording = bench.record(bench.call("c-1", MARIA, seconds=108))
    screens.go_live("/calls/c-1")
    expect(page.get_by_text("Being transcribed")).to_be_visible()
    expect(page.locator(".player.is-ready")).to_be_visible()
    picture(page, "call-being-transcribed")
    page.locator("main").focus()
    page.keyboard.press("Space")
    expect(page.locator("#player-now")).not_to_have_text("0:00")
    page.evaluate("document.getElementById('player').mark = 'the same element'")

    bench.transcribe(recording)
    screens.happen()
    expect(page.locator(".turn")).to_have_count(len(labelled("ru-001").turns))
    expect(page.get_by_text("The score appears here after the transcript.")).to_be_visible()

    bench.score(recording)
    screens.happen()
    expect(page.locator(".score-points")).to_have_text(re.compile(r"^\d\d of \d\d points$"))
    assert screens.is_playing
    assert page.evaluate("document.getElementById('player').mark") == "the same element"
    expect(page.locator(".turn.is-now")).to_be_visible()


def test_a_page_that_was_open_during_the_call_gets_its_player(screens: CallScreensShown) -> None:
    bench, page = screens.bench, screens.page
    call = bench.call("c-1", MARIA, seconds=30, ago=timedelta(seconds=45))
    screens.go_live("/calls/c-1")
    expect(page.get_by_text("The recording is being kept")).to_be_visible()
    bench.record(call)
    screens.happen()
    expect(page.locator(".player.is-ready .waves")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#player-now")).not_to_have_text("0:00")


def test_a_missing_model_is_explained_and_transcribe_again_says_that_it_goes_on(screens: CallScreensShown) -> None:
    bench, page = screens.bench, screens.page
    bench.remove_model(Language.RU)
    recording = bench.record(bench.call("c-1", MARIA))
    bench.transcribe(recording)
    screens.go_live("/calls/c-1")
    expect(page.get_by_role("heading", name="Not transcribed: no speech model (Русский)")).to_be_visible()
    picture(page, "call-no-model")
    with page.expect_response("**/transcribe"):
        page.get_by_role("button", name="Transcribe again").click()
    screens.happen()
    expect(page.get_by_text("Being transcribed")).to_be_visible()
    expect(page.get_by_role("button", name="Transcribe again")).to_be_hidden()


def test_a_sound_that_is_gone_is_told_in_words(screens: CallScreensShown) -> None:
    recording = screens.bench.scored("c-1", MARIA)
    for file in (screens.bench.folder / "kept").rglob(f"{recording}.*"):
        file.unlink()
    screens.go_live("/calls/c-1")
    screens.page.locator("main").focus()
    expect(screens.page.locator(".player.is-ready")).to_be_visible()
    screens.page.keyboard.press("Space")
    expect(screens.page.get_by_role("alert")).to_contain_text("The sound cannot be played.")


def test_without_an_outline_the_browsers_own_player_takes_over(screens: CallScreensShown) -> None:
    screens.bench.scored("c-1", MARIA)
    screens.page.route("**/peaks*", lambda route: route.fulfill(status=404, json={"problem": "gone"}))
    screens.go_live("/calls/c-1")
    expect(screens.page.locator("audio")).to_be_visible()
    expect(screens.page.locator(".waves")).to_be_hidden()
    screens.page.locator(".turn-time").first.click()
    expect(screens.page.locator("#play")).to_contain_text("Pause")


def test_the_page_does_not_jump_while_the_player_is_made_ready(screens: CallScreensShown) -> None:
    screens.bench.scored("c-1", MARIA)
    screens.page.route("**/player.js*", lambda route: route.abort())
    screens.go_live("/calls/c-1")
    before = screens.page.locator(".call-words").bounding_box()
    screens.page.unroute("**/player.js*")
    screens.go_live("/calls/c-1")
    expect(screens.page.locator(".player.is-ready")).to_be_visible()
    assert screens.page.locator(".call-words").bounding_box() == before


def test_opening_the_page_is_not_listening_and_playing_is(screens: CallScreensShown) -> None:
    recording = _open_scored(screens)
    assert _log(screens) == ["view_call c-1", "view_call maria"]
    screens.page.locator(".turn-time").first.click()
    expect(screens.page.locator("#player-now")).not_to_have_text("0:00")
    assert _log(screens) == ["view_call c-1", "view_call maria", f"play_recording {recording}"]


def _log(screens: CallScreensShown) -> list[str]:
    with screens.bench.database.read() as connection:
        rows = connection.execute(select(access_log.c.action, access_log.c.subject).order_by(access_log.c.id))
        return [f"{row[0]} {row[1]}" for row in rows]


@pytest.mark.parametrize("width", [1366, 700])
def test_nothing_sticks_out_of_the_window(screens: CallScreensShown, width: int) -> None:
    screens.bench.scored("c-1", MARIA, "ru-023", outcome="booked")
    screens.bench.remove_model(Language.RU)
    screens.bench.transcribe(screens.bench.record(screens.bench.call("c-2", OLGA)))
    screens.page.set_viewport_size({"width": width, "height": 768})
    for path in ("/calls", "/calls/c-1", "/calls/c-2"):
        screens.go_live(path)
        assert screens.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        picture(screens.page, f"calls{path.replace('/', '-')}-{width}")


# ---- the list ----
def test_new_calls_are_counted_in_a_badge_and_the_rows_stand_still(screens: CallScreensShown) -> None:
    bench, page = screens.bench, screens.page
    recording = bench.record(bench.call("c-1", MARIA))
    screens.go_live("/calls")
    rows = page.locator(".calls-row")
    expect(rows).to_have_count(1)
    bench.call("c-2", IVAN, ago=timedelta(minutes=3))
    bench.call("c-3", number="+79161234567", seconds=None, reason=EndReason.ABANDONED, ago=timedelta(minutes=1))
    bench.transcribe(recording)
    bench.score(recording)
    screens.happen()
    expect(page.get_by_text("2 new calls")).to_be_visible()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(re.compile(r"\d\d of \d\d"))
    picture(page, "calls-with-news")
    page.keyboard.press("r")
    expect(rows).to_have_count(3)
    expect(page.get_by_text("2 new calls")).to_be_hidden()


def test_an_empty_list_shows_its_first_call_by_itself(screens: CallScreensShown) -> None:
    screens.go_live("/calls")
    expect(screens.page.get_by_text("No calls yet")).to_be_visible()
    picture(screens.page, "calls-empty")
    screens.bench.call("c-1", MARIA)
    screens.happen()
    expect(screens.page.get_by_role("link", name="Мария Ивановна Петрова")).to_be_visible()


def test_arrow_keys_walk_the_list_and_enter_opens_a_call(screens: CallScreensShown) -> None:
    screens.bench.call("c-1", MARIA)
    screens.bench.call("c-2", IVAN, ago=timedelta(hours=2))
    screens.go_live("/calls")
    screens.page.locator("main").focus()
    screens.page.keyboard.press("ArrowDown")
    screens.page.keyboard.press("ArrowDown")
    expect(screens.page.get_by_role("link", name="Иван Андреевич Соколов")).to_be_focused()
    screens.page.keyboard.press("Enter")
    expect(screens.page).to_have_url(f"{screens.address}/calls/c-2")
    screens.page.wait_for_load_state()  # its keys work once its scripts are there
    screens.page.keyboard.press("Escape")
    expect(screens.page).to_have_url(f"{screens.address}/calls")


def test_a_click_anywhere_in_a_row_opens_the_call(screens: CallScreensShown) -> None:
    screens.bench.call("c-1", MARIA)
    screens.go_live("/calls")
    box = screens.page.locator(".calls-row .calls-score").bounding_box()
    assert box is not None
    screens.page.mouse.click(box["x"] + 20, box["y"] + 10)
    expect(screens.page).to_have_url(f"{screens.address}/calls/c-1")
