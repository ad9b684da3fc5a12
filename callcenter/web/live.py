"""Live push: server-sent events that carry the changed regions of a page.

On connection the stream sends every region as it is now, so a lost connection, a second tab or a sleeping laptop
catches up by connecting. After that it sends a region only when its content has changed. The id of each message is
the id of the last domain event that it shows.
"""

import asyncio
import math
import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from callcenter.kit.logs import get_logger
from callcenter.web.runtime import Runtime, runtime_of
from callcenter.web.screens import Region, RenderedRegion
from callcenter.web.viewer import Viewer

RETRY_MS = 1000
"""How soon a browser connects again."""
SIGNED_OUT = "event: signed-out\ndata:\n\n"
_HEARTBEAT = ": still here\nevent: beat\ndata:\n\n"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """All regions of a page as they are now, after the domain event `event_id`."""

    event_id: int
    regions: Sequence[RenderedRegion]
    again_s: float
    """To be looked at again after so many seconds at the latest."""


def live_stream(request: Request, viewer: Viewer, regions: Callable[[], Iterable[Region]]) -> Response:
    """The stream of a page whose live parts are `regions`; it is asked again, in a thread, after each event."""
    runtime = runtime_of(request)

    def snapshot() -> _Snapshot:
        # The id is read first: an event that comes while we render is then rendered once more, never missed.
        event_id = runtime.hub.feed.last_id()
        exchange = Region("exchange", "web/_exchange.html", {"exchange": runtime.parts.exchange()})
        looked_at = (exchange, *regions())
        rendered = [runtime.screens.region(viewer.language, region, {"viewer": viewer}) for region in looked_at]
        again_s = min((region.again_s for region in looked_at if region.again_s is not None), default=math.inf)
        return _Snapshot(event_id, rendered, again_s)

    return event_response(_messages(runtime, viewer, snapshot))


def event_response(messages: AsyncIterator[str]) -> Response:
    """A response of server-sent events."""
    return StreamingResponse(messages, media_type="text/event-stream", headers=_HEADERS)


def signed_out_stream() -> Response:
    """Tells a live page that its session has ended; an error status would make the browser try for ever."""
    return Response(SIGNED_OUT, media_type="text/event-stream", headers=_HEADERS)


def message(region: RenderedRegion, event_id: int) -> str:
    """One region as a server-sent event named after it."""
    html = f'<div data-live="{region.name}" data-version="{region.version}">{region.html}</div>'
    data = "".join(f"data: {line}\n" for line in re.split(r"\r\n|\r|\n", html))
    return f"event: {region.name}\nid: {event_id}\n{data}\n"


async def _messages(runtime: Runtime, viewer: Viewer, snapshot: Callable[[], _Snapshot]) -> AsyncIterator[str]:
    hub, clock = runtime.hub, asyncio.get_running_loop().time
    bell = hub.connect()
    sent: dict[str, str] = {}
    checked_at = said_at = clock()  # the request itself has just been let in
    try:
        yield f"retry: {RETRY_MS}\n\n"
        while not bell.is_stopped:
            # Whatever wakes the loop: a session that has ended gets nothing more, however much happens.
            if clock() - checked_at >= hub.check_s:
                if await run_in_threadpool(runtime.cookies.still, viewer.session) is None:
                    yield SIGNED_OUT
                    return
                checked_at = clock()
            bell.reset()
            now = await run_in_threadpool(snapshot)
            changed = [region for region in now.regions if sent.get(region.name) != region.version]
            if changed:
                sent.update((region.name, region.version) for region in changed)
                yield "".join(message(region, now.event_id) for region in changed)
                said_at = clock()
            elif clock() - said_at >= hub.heartbeat_s:
                yield _HEARTBEAT
                said_at = clock()
            await bell.wait(max(0.0, min(said_at + hub.heartbeat_s - clock(), now.again_s)))
    except Exception:
        # The edge of the process: the browser connects again by itself and gets everything afresh.
        _log.exception("live stream failed", operator=viewer.operator.id)
        raise
    finally:
        hub.leave(bell)
