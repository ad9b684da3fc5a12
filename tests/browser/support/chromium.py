"""Debian's Chromium through Playwright, and pictures of pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parents[3] / "build" / "pictures"
"""Ignored by git; look at the pictures after a change of a screen."""
DESK_SIZE = (1366, 768)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Where Debian's Chromium is, or None where it is not installed."""
    return shutil.which("chromium")


@contextmanager
def running_chromium(program: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def picture(page: Page, name: str) -> Path:
    """Keep what the page shows as build/pictures/<name>.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    return path
