"""Debian's Chromium through Playwright, an application served on a free loopback port, and pictures of pages."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from callcenter.web.server import Server

PICTURES = Path(__file__).parents[3] / "build" / "pictures"
"""Ignored by git; look at the pictures after a change of a screen."""
DESK_SIZE = (1366, 768)
_START_S = 10.0
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


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application of create_app in a thread; gives its address, such as 'http://127.0.0.1:40123'."""
    server = _NoticedServer(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, name="web-under-test")
    thread.start()
    try:
        assert server.is_up.wait(_START_S), "the server did not start"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_START_S)
        assert not thread.is_alive(), "the server did not stop"


def picture(page: Page, name: str) -> Path:
    """Keep what the page shows as build/pictures/<name>.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    return path


class _NoticedServer(Server):
    """Says when it has started, so that nobody has to poll."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(None)
        self.is_up.set()
