"""The screens of calls of the fixed clinic, served to a browser."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from tests.browser.support.signing_in import sign_in
from tests.support.calls import CallsBench
from tests.support.serving import served
from tests.support.web import WebUnderTest, web_under_test


@contextmanager
def calls_bench(models: Sequence[Language] = (Language.RU,)) -> Iterator[CallsBench]:
    """A clinic without calls, in a folder and a database of its own."""
    with tempfile.TemporaryDirectory() as name:
        engine = open_engine(f"sqlite:///{name}/test.db")
        metadata.create_all(engine)
        yield CallsBench(Database(engine), Path(name), models=models)
        engine.dispose()


@dataclass
class CallScreensShown:
    """A browser before a clinic's calls, and what stands behind it."""

    page: Page
    bench: CallsBench
    under_test: WebUnderTest
    address: str

    def sign_in(self, login: str) -> None:
        """Begin as somebody."""
        sign_in(self.page, self.address, login)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def go_live(self, path: str) -> None:
        """Open a page, and wait until its stream is there."""
        with self.page.expect_response(lambda response: "/live" in response.url):
            self.go(path)

    def happen(self) -> None:
        """Something was committed."""
        self.under_test.events.happen()

    @property
    def second(self) -> float:
        """Where the sound stands."""
        return float(self.page.evaluate("document.getElementById('audio').currentTime"))

    @property
    def is_playing(self) -> bool:
        """Whether the sound runs."""
        return bool(self.page.evaluate("!document.getElementById('audio').paused"))


@contextmanager
def shown(page: Page, bench: CallsBench, login: str = "") -> Iterator[CallScreensShown]:
    """Serve the screens to a browser, in which somebody (`login`) is signed in."""
    under_test = web_under_test([bench.feature])
    with served(under_test.app) as address:
        screens = CallScreensShown(page, bench, under_test, address)
        if login:
            screens.sign_in(login)
        yield screens
        page.goto("about:blank")
