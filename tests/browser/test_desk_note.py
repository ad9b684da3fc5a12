"""The note of a call in Chromium: saved while typed, never lost, never overwritten unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.chromium import picture
from tests.browser.support.desk import MARIAS, UNKNOWN, OpenDesk, open_desk
from tests.support.clinic import ANNA
from tests.support.desk import SCRIPT, small_library

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page, tmp_path: Path) -> Iterator[OpenDesk]:
    """Anna's desk."""
    with open_desk(page, tmp_path) as found:
        yield found


def test_keys_do_nothing_while_a_note_is_typed(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    step = page.locator(".say").inner_text()
    page.keyboard.press("n")
    page.keyboard.type("12 beh 9")
    expect(page.get_by_label("Note")).to_have_value("12 beh 9")
    expect(page.locator(".say")).to_have_text(step)


def test_note_is_saved_while_typed_and_appears_in_the_second_tab(desk: OpenDesk) -> None:
    desk.bench.talk(MARIAS)
    second = desk.second_tab()
    desk.page.bring_to_front()
    desk.page.get_by_label("Note").fill("болит слева")
    expect(desk.page.locator(".note-state")).to_have_text("Saved")
    expect(second.get_by_label("Note")).to_have_value("болит слева")


def test_note_typed_without_a_connection_is_kept_and_saved_when_it_is_back(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Note").fill("второй день, боится уколов")
    expect(page.locator(".note-state")).to_have_text("Not saved yet, kept in this browser")
    page.context.set_offline(False)
    expect(page.locator(".note-state")).to_have_text("Saved")
    view = desk.bench.view()
    assert view.call is not None
    assert view.call.note == "второй день, боится уколов"


def test_note_that_was_never_sent_comes_back_after_a_reload(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    page.route("**/note", lambda route: route.abort())
    page.get_by_label("Note").fill("сейчас перезагрузка")
    expect(page.locator(".note-state")).to_have_text("Not saved yet, kept in this browser")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("сейчас перезагрузка")
    page.unroute("**/note")
    page.get_by_label("Note").press("End")
    page.keyboard.type("!")
    expect(page.locator(".note-state")).to_have_text("Saved")


def test_two_tabs_that_wrote_different_notes_lose_neither(desk: OpenDesk) -> None:
    page = desk.page
    call = desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    page.route("**/note", lambda route: route.abort())
    page.get_by_label("Note").fill("моя заметка")
    expect(page.locator(".note-state")).to_have_text("Not saved yet, kept in this browser")
    desk.bench.desk.notes.save(ANNA, call, "другая заметка", 1)
    page.unroute("**/note")
    page.get_by_label("Note").press("End")
    page.keyboard.type(".")
    expect(page.get_by_text("This note was changed in another tab")).to_be_visible()
    picture(page, "desk-note-conflict")
    page.get_by_role("button", name="Keep both").click()
    expect(page.locator(".note-state")).to_have_text("Saved")
    expect(page.get_by_label("Note")).to_have_value("другая заметка\nмоя заметка.")


def test_note_that_is_too_long_stays_in_its_field_and_is_saved_once_it_is_shortened(desk: OpenDesk) -> None:
    page = desk.page
    desk.bench.talk(MARIAS)
    expect(page.get_by_text("Say now")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/note") else None)
    page.get_by_label("Note").fill("а" * 4001)
    expect(page.locator(".note-state")).to_contain_text("longer than 4000 characters and was not saved")
    page.clock.run_for(20_000)
    assert len(sent) == 1
    expect(page.get_by_label("Note")).to_have_value("а" * 4001)
    page.get_by_label("Note").fill("коротко")
    expect(page.locator(".note-state")).to_have_text("Saved")


def test_value_that_cannot_be_kept_stays_in_its_field_with_the_reason_below(page: Page, tmp_path: Path) -> None:
    source = SCRIPT.replace("{label: Что беспокоит}", "{label: Телефон, kind: phone}")
    library = small_library(source.replace("capture: [first_name]", "capture: [first_name, need]"))
    with open_desk(page, tmp_path, library) as desk:
        desk.bench.talk(UNKNOWN)
        expect(page.get_by_text("Say now")).to_be_visible()
        page.keyboard.press("1")
        page.get_by_label("Телефон").fill("12-34")
        page.get_by_label("Телефон").press("Enter")
        problem = page.get_by_text("This is not a complete phone number.")
        expect(problem).to_be_visible()
        page.get_by_label("Note").fill("ещё что-то")
        expect(page.locator(".note-state")).to_have_text("Saved")
        expect(page.get_by_label("Телефон")).to_have_value("12-34")
        expect(problem).to_be_visible()
        page.get_by_label("Телефон").fill("8 900 000 12 34")
        page.get_by_label("Телефон").press("Enter")
        expect(problem).not_to_be_visible()
