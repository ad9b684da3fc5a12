"""Scripts in Chromium: the tree, a step edited with problems and preview, publishing, what changed, a broken file."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.scripts import TALK, TALK_SOURCE, ScriptBench, script_feature
from tests.support.serving import served
from tests.support.web import NOON, web_under_test

pytestmark = pytest.mark.browser


class Shown:
    """A manager's browser before the scripts."""

    def __init__(self, page: Page, bench: ScriptBench, address: str) -> None:
        self.page = page
        self.bench = bench
        self._address = address

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self._address + path)


@pytest.fixture
def scripts(page: Page, tmp_path: Path) -> Iterator[Shown]:
    engine = open_engine(f"sqlite:///{tmp_path}/scripts.db")
    metadata.create_all(engine)
    bench = ScriptBench(Database(engine), JumpingClock(NOON), tmp_path / "files")
    feature = script_feature(bench, [("greeting", "Greets"), ("clinic_name", "Names the clinic")])
    with served(web_under_test([feature]).app) as address:
        sign_in(page, address, "marta")
        yield Shown(page, bench, address)
        page.goto("about:blank")
    engine.dispose()


def test_a_step_is_opened_edited_with_live_problems_tried_and_published(scripts: Shown) -> None:
    scripts.go("/scripts")
    page = scripts.page
    page.get_by_role("link", name="Small talk").first.click()
    expect(page.locator(".tree-box")).to_have_count(4)
    page.keyboard.press("e")
    page.locator(".tree-box[data-step=offer]").click()
    expect(page.locator("#panel h2")).to_have_text("Offer")
    expect(page.locator("#checks")).to_contain_text("no problems in this step")

    page.locator("#say").fill("Dear {{ patient.nickname }}, shall we?")
    expect(page.locator("[data-wrong=say]")).to_contain_text("unknown variable")
    expect(page.locator("#checks")).to_contain_text("en/talk.yaml, line")
    expect(page.locator("#state")).to_contain_text("1 problem")

    page.locator("#say").fill("{{ hail }}shall we meet {{ slots[0].on }}?")
    expect(page.locator("#state")).to_contain_text("no problems")
    expect(page.locator(".preview-say")).to_contain_text("hall we meet on Tuesday 24 November")
    page.locator("#caller").select_option("regular")
    expect(page.locator(".preview-say")).to_have_text(re.compile("Ms Carter, shall we meet"))
    page.locator("#title").fill("The offer")
    expect(page.locator(".tree-box[data-step=offer] .tree-title")).to_have_text("The offer")
    picture(page, "script-editor")

    page.locator("#publish").click()
    expect(page.locator("ins").filter(has_text="The offer")).to_be_visible()
    page.locator("#note").fill("kinder")
    page.locator("#do-publish").click()
    expect(page.locator(".script-name")).to_contain_text("Version 2")
    assert scripts.bench.live.library.get("talk", Language.EN).step("offer").title == "The offer"
    page.locator("#versions").click()
    expect(page.locator("#edition-2")).to_contain_text("kinder")


def test_what_was_typed_is_kept_when_another_step_is_opened_by_keys(scripts: Shown) -> None:
    scripts.go("/scripts/en/talk?step=greet")
    page = scripts.page
    page.keyboard.press("e")
    page.locator("#hint").fill("Smile")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Offer")
    assert "hint: Smile" in scripts.bench.book.open(TALK).source
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#hint")).to_have_value("Smile")
    page.locator("#undo").click()
    expect(page.locator("#hint")).to_have_value("")


def test_a_broken_file_is_refused_with_its_line(scripts: Shown, tmp_path: Path) -> None:
    scripts.go("/scripts/import")
    page = scripts.page
    broken = tmp_path / "broken.yaml"
    broken.write_text(TALK_SOURCE.replace("    title: Offer", "   title: Offer"), encoding="utf-8")
    page.locator("#file").set_input_files(broken)
    page.locator("#read").click()
    expect(page.locator("#problem")).to_contain_text(re.compile(r"broken\.yaml, line \d+"))
    broken.write_text(TALK_SOURCE.replace("is free", "costs nothing"), encoding="utf-8")
    page.locator("#file").set_input_files(broken)
    page.locator("#read").click()
    expect(page.locator("ins")).to_have_text("costs nothing.")
    page.locator("#take").click()
    expect(page.locator("#state")).to_contain_text("draft")
