"""The phone standard in Chromium: examples, the sum while weights are typed, publishing, a table from a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recordings.scoring.loader import load_standard
from tests.browser.support.calls import calls_bench
from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.serving import served
from tests.support.standard import StandardBench
from tests.support.web import web_under_test

pytestmark = pytest.mark.browser


class Shown:
    """A manager's browser before the standard."""

    def __init__(self, page: Page, bench: StandardBench, address: str) -> None:
        self.page = page
        self.bench = bench
        self._address = address

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self._address + path)


@pytest.fixture
def standard(page: Page) -> Iterator[Shown]:
    with calls_bench() as calls:
        bench = StandardBench(calls)
        with served(web_under_test([calls.feature, bench.feature]).app) as address:
            sign_in(page, address, "marta")
            yield Shown(page, bench, address)
            page.goto("about:blank")


def test_examples_open_beside_a_criterion(standard: Shown) -> None:
    standard.go("/standard")
    page = standard.page
    expect(page.locator(".criterion")).to_have_count(len(load_standard().criteria))
    page.locator("#examples-triage summary").click()
    expect(page.locator("#examples-triage .examples-good")).to_be_visible()
    page.locator("#examples").select_option("ru")
    page.wait_for_url("**/standard?examples=ru")
    page.locator("#examples-triage summary").click()
    expect(page.locator("#examples-triage li").first).to_contain_text("скорую")
    picture(page, "standard")


def test_the_sum_runs_while_weights_are_typed_and_the_draft_is_published(standard: Shown) -> None:
    standard.go("/standard")
    page = standard.page
    page.keyboard.press("e")
    expect(page.locator("#sum")).to_have_text("100 of 100: it adds up")
    page.locator("[id='weight:greeting']").fill("7")
    expect(page.locator("#sum")).to_have_text("105 of 100: 5 too many")
    page.locator("[id='weight:offer_appointment']").fill("1")
    expect(page.locator("#sum")).to_have_text("100 of 100: it adds up")
    page.locator("#note").fill("first impressions first")
    page.locator("#do-publish").click()
    expect(page.locator("#standard-version")).to_contain_text("Version 1")
    expect(page.locator("#criterion-greeting .criterion-points")).to_have_text("7")
    page.locator("#versions").click()
    expect(page.locator("#version-1")).to_contain_text("first impressions first")
    page.locator("#version-0").get_by_role("button", name="Publish again").click()
    expect(page.locator("#criterion-greeting .criterion-points")).to_have_text("2")
    expect(page.locator("#standard-version")).to_contain_text("Version 2")


def test_a_criterion_is_taken_out_and_the_rest_is_spread(standard: Shown) -> None:
    standard.go("/standard")
    page = standard.page
    page.locator("#edit").click()
    page.get_by_role("button", name="Take out: Visit offered").click()
    expect(page.locator("#sum")).to_have_text("94 of 100: 6 to add")
    expect(page.locator("#removed")).to_contain_text("Visit offered")
    page.locator("#spread").click()
    expect(page.locator("#sum")).to_have_text("100 of 100: it adds up")
    page.get_by_role("button", name="Put back: Visit offered").click()
    expect(page.locator("#sum")).to_have_text("106 of 100: 6 too many")
    page.locator("#do-publish").click()
    expect(page.locator("#hindrances")).to_contain_text("106")
    picture(page, "standard-draft")


def test_a_scorecard_from_a_file_becomes_a_draft(standard: Shown, tmp_path: Path) -> None:
    file = tmp_path / "card.csv"
    file.write_bytes("Критерий;Балл\nПриветствие;20\nПредложил запись;60\nГрамотная речь;40\n".encode("cp1251"))
    standard.go("/standard/import")
    page = standard.page
    page.locator("#file").set_input_files(file)
    page.locator("#read").click()
    expect(page.locator("#rescaled")).to_contain_text("add up to 120")
    expect(page.locator(".taken tbody tr")).to_have_count(3)
    picture(page, "standard-table")
    page.locator("#take").click()
    expect(page.locator("#sum")).to_have_text("100 of 100: it adds up")
    expect(page.locator(".criterion.edited")).to_have_count(3)
    expect(page.locator(".is-person")).to_have_count(1)


def test_scoring_anew_is_seen_to_go_on(standard: Shown) -> None:
    standard.bench.calls.scored("c-1")
    standard.go("/standard")
    page = standard.page
    page.locator("#score-anew").click()
    expect(page.locator("#run")).to_contain_text("0 of 1")
    run = standard.bench.rescoring.newest()
    assert run
    standard.bench.rescoring.do_piece(run.id)
    expect(page.locator("#run")).to_contain_text("1 call has been scored anew")


def test_the_editor_fits_a_narrow_window(standard: Shown) -> None:
    page = standard.page
    page.set_viewport_size({"width": 480, "height": 900})
    standard.go("/standard")
    page.locator("#edit").click()
    expect(page.locator("#sum")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.locator("[id='weight:loudness']").scroll_into_view_if_needed()
    expect(page.locator("#sum")).to_be_in_viewport()
