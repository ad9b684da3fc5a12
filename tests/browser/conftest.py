"""Fixtures of browser tests.

browser     one Chromium for the run; skips, with the reason, where there is none
page        a fresh page of 1366 x 768 in English that nobody has signed in with; fails the test on a script error
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.support.chromium import DESK_SIZE, chromium_path, running_chromium

PATIENCE_MS = 20_000
"""How long the machine may be too busy to show what a test waits for; what is shown is never waited for."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this test run."""
    program = chromium_path()
    if program is None:
        pytest.skip("no Chromium: install Debian's package chromium, or run `make test` as root")
    expect.set_options(timeout=PATIENCE_MS)
    with running_chromium(program) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; whatever the browser complains of (script errors, refused styles) fails the test."""
    width, height = DESK_SIZE
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Refused to" in message.text else None)
    yield page
    context.close()
    assert complaints == []
