"""Campaigns, the register, the waiting list and a patient's page in Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import PatientId
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from outbound.campaigns.target import TargetState
from outbound.campaigns.target_store import targets_of
from tests.browser.support.chromium import picture
from tests.browser.support.signing_in import sign_in
from tests.support.campaign_pages import CampaignBench
from tests.support.clinic import IVAN, MARIA, OLGA
from tests.support.serving import served
from tests.support.web import WebUnderTest, web_under_test

pytestmark = pytest.mark.browser


class Shown:
    """A manager's browser before a clinic with campaigns."""

    def __init__(self, page: Page, bench: CampaignBench, web: WebUnderTest, address: str) -> None:
        self.page, self.bench, self.web, self._address = page, bench, web, address

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self._address + path)

    def go_live(self, path: str) -> None:
        """Open a page, and wait until its stream is there."""
        with self.page.expect_response(lambda response: "/live" in response.url):
            self.go(path)

    def speak(self, language: str) -> None:
        """Show the pages in another language from now on."""
        self.page.context.request.post(
            f"{self._address}/language",
            form={"language": language},
            headers={"Origin": self._address, "Sec-Fetch-Site": "same-origin"},
        )


@pytest.fixture
def shown(page: Page, tmp_path: Path) -> Iterator[Shown]:
    engine = open_engine(f"sqlite:///{tmp_path}/test.db")
    metadata.create_all(engine)
    bench = CampaignBench(Database(engine))
    web = web_under_test([bench.feature])
    with served(web.app) as address:
        sign_in(page, address, "marta")
        yield Shown(page, bench, web, address)
        page.goto("about:blank")
    engine.dispose()


def _mid_evening(bench: CampaignBench, more: int = 20) -> str:
    campaign = bench.evening(more)
    with bench.database.read() as connection:
        found = list(
            targets_of(connection, Purpose.CONFIRMATION, [PatientId(f"p{one:04}") for one in range(more)]).values()
        )
    results = (
        *(ContactResult.CONFIRMED, ContactResult.CONFIRMED, ContactResult.CONFIRMED, ContactResult.MOVED),
        *(ContactResult.CANCELLED, ContactResult.NO_ANSWER, ContactResult.CONFIRMED, None, None),
    )
    for target, result in zip(found, results, strict=False):
        bench.attempt(target, result, minutes_ago=2 if result is None else 12)
        state = TargetState.CALLING if result is None else TargetState.DONE
        if result is ContactResult.NO_ANSWER:
            state = TargetState.PLANNED
        bench.turn(target, state, result=result, tries=1)
    for patient in (MARIA, OLGA):
        bench.contact(patient, ContactResult.NO_ANSWER, Purpose.RECALL, hours_ago=40)
    return campaign


def test_a_manager_makes_a_campaign_looks_whom_it_calls_and_starts_it_by_keys(shown: Shown) -> None:
    page = shown.page
    shown.go("/campaigns")
    expect(page.get_by_text("No campaigns yet")).to_be_visible()
    picture(page, "campaigns-empty")
    page.locator(".out-kind").first.click()
    expect(page.locator("h1")).to_have_text("Confirming visits")
    page.keyboard.press("u")
    expect(page.locator("#preview")).to_contain_text("patient")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("[data-live=head]")).to_contain_text("running")


def test_the_page_of_a_running_campaign_changes_by_itself_and_its_lines_stay(shown: Shown) -> None:
    page, bench = shown.page, shown.bench
    campaign = _mid_evening(bench)
    shown.go_live(f"/campaigns/{campaign}")
    before = page.locator(".out-targets tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    target = bench.target(MARIA)
    bench.turn(target, TargetState.DONE, result=ContactResult.CONFIRMED, tries=1)
    shown.web.events.happen()
    expect(page.locator(f"#target-{target.id}")).to_contain_text("confirmed")
    after = page.locator(".out-targets tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    assert after == before
    picture(page, "campaign-evening")


def test_the_whole_plan_of_a_patient_is_opened_and_stays_open_while_calls_go_on(shown: Shown) -> None:
    page, bench = shown.page, shown.bench
    campaign = _mid_evening(bench)
    shown.go_live(f"/campaigns/{campaign}?q=петрова")
    page.locator(".out-plan summary").click()
    expect(page.locator(".out-plan-steps")).to_contain_text("nothing more: the visit stays booked")
    target = bench.target(MARIA)
    bench.turn(target, TargetState.CALLING)
    shown.web.events.happen()
    expect(page.locator(f"#target-{target.id}")).to_contain_text("call in hand")
    expect(page.locator(".out-plan-steps")).to_contain_text("nothing more: the visit stays booked")
    picture(page, "campaign-plan")


def test_other_rules_show_who_would_go_before_they_are_saved(shown: Shown) -> None:
    page = shown.page
    campaign = _mid_evening(shown.bench)
    shown.go(f"/campaigns/{campaign}/rules")
    page.locator('[name="confirmation.from"]').fill("19:00")
    page.locator('[name="confirmation.tries"]').fill("0")
    expect(page.locator("#preview")).to_contain_text("Go out")
    picture(page, "campaign-rules")
    page.locator('[name="confirmation.tries"]').fill("x")
    expect(page.locator("#preview")).to_contain_text("Write a whole number from 0 to 20.")
    page.locator('[name="confirmation.tries"]').fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice-good")).to_contain_text("Saved as edition 2")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('[name="confirmation.tries"]')).to_have_value("")


def test_a_number_is_put_into_the_register_taken_out_and_put_back(shown: Shown) -> None:
    page = shown.page
    shown.go("/do-not-call")
    page.locator("#number").fill("8 900 000-01-01")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("tbody tr")).to_contain_text("Петрова")
    picture(page, "register")
    page.locator("tbody summary").click()
    page.locator("#why-1").fill("asked for calls again")
    page.get_by_role("button", name="Take out of the register").click()
    expect(page.locator(".notice-good")).to_contain_text("may be called again")
    page.keyboard.press("z")
    expect(page.locator("tbody tr")).to_contain_text("Петрова")


def test_a_patient_is_put_on_the_waiting_list_by_the_keyboard(shown: Shown) -> None:
    page = shown.page
    shown.go("/waiting-list")
    page.keyboard.press("n")
    page.locator("#q").fill("петрова")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Петрова").click()
    page.locator("#service").select_option("checkup")
    page.get_by_label("Tue").check()
    picture(page, "waiting-form")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("tbody tr")).to_contain_text("Осмотр и чистка")
    page.get_by_role("button", name="Take off").click()
    expect(page.locator(".notice-good")).to_contain_text("off the list")
    page.keyboard.press("z")
    expect(page.locator("tbody tr")).to_contain_text("Tue")


@pytest.mark.parametrize("language", ["en", "ru", "pl", "zh", "uk"])
@pytest.mark.parametrize("width", [1366, 480])
def test_every_page_fits_every_screen(shown: Shown, language: str, width: int) -> None:
    page, bench = shown.page, shown.bench
    page.set_viewport_size({"width": width, "height": 900})
    campaign = _mid_evening(bench)
    bench.wish(MARIA)
    bench.wish(IVAN)
    bench.freed()
    shown.speak(language)
    pages = {
        "list": "/campaigns",
        "one": f"/campaigns/{campaign}",
        "rules": f"/campaigns/{campaign}/rules",
        "register": "/do-not-call",
        "waiting": "/waiting-list",
        "form": f"/waiting-list/new?patient={MARIA.id}",
        "patient": f"/patients/{OLGA.id}",
    }
    for name, path in pages.items():
        shown.go(path)
        if name == "register" and not page.locator("tbody tr").count():
            page.locator("#number").fill("8 900 000-01-03")
            page.locator("form.pane .btn-primary").first.click()
            expect(page.locator("tbody tr")).to_have_count(1)
        picture(page, f"out-{name}-{language}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_an_evening_is_rehearsed_on_a_page(shown: Shown) -> None:
    campaign = shown.bench.evening(more=6)
    shown.go(f"/campaigns/{campaign}")
    shown.page.keyboard.press("h")
    expect(shown.page.get_by_role("heading", name="Lines over time")).to_be_visible()
    first = shown.page.get_by_role("region", name="Calls").inner_text()
    picture(shown.page, "campaign-rehearsal")
    shown.page.keyboard.press("n")
    expect(shown.page).to_have_url(re.compile("seed=2"))
    assert shown.page.get_by_role("region", name="Calls").inner_text() != first
