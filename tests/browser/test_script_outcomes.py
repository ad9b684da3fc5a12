"""What came of scripts in Chromium: from a figure to its calls, and a missing answer made into one in two clicks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.clinic import ANNA
from tests.support.serving import served
from tests.support.step_pages import OutcomeBench
from tests.support.web import web_under_test

pytestmark = pytest.mark.browser


class Shown:
    """A manager's browser."""

    def __init__(self, page: Page, bench: OutcomeBench, address: str) -> None:
        self.page = page
        self.bench = bench
        self._address = address

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self._address + path)


@pytest.fixture
def outcomes(page: Page, tmp_path: Path) -> Iterator[Shown]:
    engine = open_engine(f"sqlite:///{tmp_path}/outcomes.db")
    metadata.create_all(engine)
    bench = OutcomeBench(Database(engine), tmp_path / "files")
    with served(web_under_test(bench.features).app) as address:
        sign_in(page, address, "marta")
        yield Shown(page, bench, address)
        page.goto("about:blank")
    engine.dispose()


def test_a_figure_leads_to_its_calls_and_the_tree_says_where_they_are_lost(outcomes: Shown) -> None:
    bench, page = outcomes.bench, outcomes.page
    for _ in range(20):
        bench.call("ready", "named")
    bench.read()
    outcomes.go("/scripts/statistics")
    page.locator("#script-new_patient a").click()
    expect(page.locator("#step-offer .loss-cell")).to_contain_text("100%")
    page.locator("#step-name summary").click()
    expect(page.locator("#step-name details")).to_contain_text("Назвался")
    picture(page, "script-statistics")
    page.locator("#as-tree").click()
    expect(page.locator(".tree-box.loss-most")).to_contain_text("lost 100%")
    picture(page, "script-statistics-tree")
    page.locator(".tree-box.loss-most").click()
    expect(page.locator("#calls tbody tr")).to_have_count(20)
    expect(page.locator("#calls tbody tr").first).to_contain_text("0:20")


def test_a_missing_answer_is_made_in_two_clicks_and_stands_in_the_draft(outcomes: Shown) -> None:
    bench, page = outcomes.bench, outcomes.page
    for said in ("А можно по страховке?", "можно ли по страховке", "Где вас найти?"):
        call = bench.call("ready", ends=False)
        bench.desk.desk.unfit.note(ANNA, call, said)
        bench.desk.caller_rings_off(call)
        bench.desk.desk.outcomes.put_aside(ANNA, call)
    bench.read()
    outcomes.go("/scripts/unfit")
    expect(page.locator(".unfit-group")).to_have_count(2)
    picture(page, "script-unfit")
    page.locator("#group-1").get_by_role("button", name="Make an answer").click()
    expect(page.locator("#label")).to_have_value("Можно ли по страховке")
    page.get_by_role("button", name="Add to draft").click()
    expect(page.locator("#step-form")).to_be_visible()
    outcomes.go("/scripts/unfit")
    expect(page.locator(".unfit-group")).to_have_count(1)
    page.get_by_role("button", name="Not needed").click()
    expect(page.locator("#no-groups")).to_be_visible()
    page.get_by_role("button", name="Bring back").first.click()
    expect(page.locator(".unfit-group")).to_have_count(1)
