"""The operator's desk, open in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from playwright.sync_api import Page, expect

from scripts_library.loader import Library, shipped_library
from tests.browser.support.signing_in import sign_in
from tests.support.clinic import NOW
from tests.support.desk import DeskBench, TameDemo
from tests.support.desk_web import desk_in_the_web
from tests.support.serving import served

MARIAS, SOKOLOVS, UNKNOWN = "+79000000101", "+79000000103", "+79991112233"
"""A patient's number, one of two patients, and one that nobody has."""


@dataclass
class OpenDesk:
    """An open desk, and what stands behind it."""

    page: Page
    bench: DeskBench
    address: str

    def second_tab(self) -> Page:
        """The same desk in another tab of the same browser."""
        tab = self.page.context.new_page()
        with tab.expect_response("**/desk/live"):
            tab.goto(f"{self.address}/desk")
        return tab

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the script's answers are there."""
        for key in keys:
            before = self.page.locator(".say").inner_text()
            self.page.keyboard.press(key)
            expect(self.page.locator(".say")).not_to_have_text(before)


@cache
def _shipped() -> Library:
    """Read once: reading all scripts takes half a second."""
    return shipped_library()


@contextmanager
def open_desk(page: Page, folder: Path, library: Library | None = None) -> Iterator[OpenDesk]:
    """Anna's desk, open and connected; the page's clock stands at the clinic's day.

    It has the shipped scripts, or those of `library`.
    """
    with (
        desk_in_the_web(folder, library=library or _shipped(), demo=TameDemo()) as (bench, web),
        served(web.app) as address,
    ):
        page.clock.install(time=NOW + timedelta(seconds=14))
        sign_in(page, address)
        with page.expect_response("**/desk/live"):
            page.goto(address)
        yield OpenDesk(page, bench, address)
        for tab in page.context.pages:  # so that their streams end
            tab.goto("about:blank")
