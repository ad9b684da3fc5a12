"""From the exchange's packet on the socket to the changed screen in Chromium, beside the floor of the same run.

The floor is what no product can be below: a bare listener of the manager library, one bare server-sent message, and a
page that writes it down. Budget: p95 at most 50 ms above it.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import pytest
import uvicorn
from asterisk.ami import AMIClient
from asterisk.ami.event import Event
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse
from starlette.routing import Route

from callcenter.app.compose import connect_line, web_of
from callcenter.app.ground import lay_ground, take_in_scripts
from callcenter.app.settings import load_settings
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import OperatorId
from callcenter.storage.migrate import migrate
from callcenter.storage.operators import StoredOperators
from callcenter.web.passwords import Passwords
from tests.benchmarks.captured_calls import CapturedCall
from tests.support.asterisk.fake_manager import Behaviour, FakeManager
from tests.support.serving import served

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.browser,
    # The manager library's own, in its reader thread: as an error it would end the thread of the floor's bare client.
    pytest.mark.filterwarnings("ignore:notifyAll"),
]

CALLS = 60
WARM_UP = 5
BUDGET_MS = 50

WATCH = """(selector) => {
  window.shown = {};
  new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now();
    for (const place of document.querySelectorAll(selector)) {
      const found = place.textContent.match(/\\+7[-\\s\\d]{10,14}/);
      const number = found && found[0].replace(/[-\\s]/g, "");
      if (number && !(number in window.shown)) window.shown[number] = now;
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_a_ringing_call_changes_the_screen(browser: Browser, tmp_path: Path) -> None:
    with FakeManager(Behaviour()) as manager:
        product = list(_measure_product(browser, manager, tmp_path))
    with FakeManager(Behaviour()) as manager:
        floor = list(_measure_floor(browser, manager))
    above = _p95(product) - _p95(floor)
    _say(f"screen changed   p50 {_p50(product):6.1f} ms   p95 {_p95(product):6.1f} ms   ({len(product)} calls)")
    _say(f"floor            p50 {_p50(floor):6.1f} ms   p95 {_p95(floor):6.1f} ms")
    _say(f"above the floor  p95 {above:6.1f} ms   (budget {BUDGET_MS} ms)")


def _measure_product(browser: Browser, manager: FakeManager, folder: Path) -> Iterator[float]:
    settings = load_settings(
        {
            "CALLCENTER_DATA_DIR": str(folder),
            "CALLCENTER_EXCHANGE": "asterisk",
            "CALLCENTER_ASTERISK_PORT": str(manager.port),
            "CALLCENTER_ASTERISK_SECRET": "benchmark",
            "CALLCENTER_CLINIC_NAME": "Ромашка",
        }
    )
    ground = lay_ground(settings)
    migrate(ground.database.engine)
    take_in_scripts(ground)
    anna = Operator(id=OperatorId("anna"), login="anna", name="Анна", role=Role.ADMINISTRATOR, extension="op1")
    StoredOperators(ground.database).add(anna, Passwords().hash("benchmark"))
    line = connect_line(ground)
    line.inbox.start()
    line.exchange.start(line.inbox)
    with served(web_of(ground, line)) as address, _page(browser) as page:
        _sign_in(page, address)
        page.evaluate(WATCH, ".caller-ringing")
        yield from _ring_often(manager, page)
    line.exchange.stop()
    line.inbox.stop()
    ground.database.engine.dispose()
    ground.jobs_engine.dispose()


def _measure_floor(browser: Browser, manager: FakeManager) -> Iterator[float]:
    app, tell = _bare_application()
    client = AMIClient(address="127.0.0.1", port=manager.port, timeout=600)
    client.login(username="bench", secret="bench")
    client.add_event_listener(lambda event, **_: tell(event))
    try:
        with served_bare(app) as address, _page(browser) as page:
            page.goto(address)
            page.wait_for_function("window.open_stream === true")
            page.evaluate(WATCH, "#shown")
            yield from _ring_often(manager, page)
            page.close()
    finally:
        client.logoff()


def _ring_often(manager: FakeManager, page: Page) -> Iterator[float]:
    """Milliseconds from each offer's packet to the changed page; the first few are not counted."""
    for number in range(CALLS + WARM_UP):
        call = CapturedCall(1000 + number)
        manager.push(call.before)
        page.wait_for_timeout(120)  # the arrival is another change of the screen; it must not run into this one
        begun = time.time() * 1000
        manager.push(call.offered)
        page.wait_for_function("number => number in window.shown", arg=call.caller, polling=20)
        seen = float(page.evaluate("number => window.shown[number]", call.caller))
        manager.push(call.ended)
        page.wait_for_timeout(80)
        if number >= WARM_UP:
            yield seen - begun


def _bare_application() -> tuple[Starlette, Callable[[Event], None]]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    loops: list[asyncio.AbstractEventLoop] = []

    def tell(event: Event) -> None:
        if event.name == "AgentCalled":
            loops[0].call_soon_threadsafe(queue.put_nowait, event.keys["CallerIDNum"])

    async def messages() -> AsyncIterator[str]:
        while True:
            yield f"data: {json.dumps(await queue.get())}\n\n"

    async def stream(_: Request) -> StreamingResponse:
        loops.append(asyncio.get_running_loop())
        return StreamingResponse(messages(), media_type="text/event-stream")

    async def show(_: Request) -> HTMLResponse:
        return HTMLResponse(
            "<body><p id=shown></p><script>const s = new EventSource('/stream');"
            "s.onopen = () => { window.open_stream = true; };"
            "s.onmessage = m => { document.getElementById('shown').textContent = JSON.parse(m.data); };</script>"
        )

    return Starlette(routes=[Route("/", show), Route("/stream", stream)]), tell


@contextmanager
def served_bare(app: Starlette) -> Iterator[str]:
    """A bare application on a free loopback port."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ru-RU")
    yield context.new_page()
    context.close()


def _sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("[name=login]", "anna")
    page.fill("[name=password]", "benchmark")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk")
    page.wait_for_load_state("load")


def _p50(values: list[float]) -> float:
    return quantiles(values, n=2)[0]


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
