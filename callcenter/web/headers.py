"""Security headers of every response, and the refusal of posts from other sites. Plain ASGI, nothing is buffered."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from callcenter.web.paths import host_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def security_headers(nonce: str) -> dict[str, str]:
    """The headers of a page whose styles may carry `nonce`; scripts come from our own files only."""
    policy = (
        "default-src 'self'",
        f"style-src 'self' 'nonce-{nonce}'",
        "script-src 'self'",
        "img-src 'self' data:",  # small pictures inside the style sheet of Tabler
        "media-src 'self' blob:",  # sound that the waveform player has already fetched
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return {
        "content-security-policy": "; ".join(policy),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
    }


class SecurityHeaders:
    """Adds the security headers to whatever response has none yet."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers("none").items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SameSiteOnly:
    """Refuses to change anything for a request that another site made the browser send.

    Browsers say where a request comes from: Sec-Fetch-Site, and Origin on every post. A request with neither is not
    from a browser's page and carries no cookie against its sender's will, so it passes (the reasoning of Go's
    net/http.CrossOriginProtection). SameSite=Lax on the session cookie is the second wall.
    """

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], Response], exempt: tuple[str, ...] = ()) -> None:
        self._app = app
        self._refusal = refusal
        self._exempt = exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or refuse it."""
        if scope["type"] == "http" and not self._is_allowed(scope):
            response = await run_in_threadpool(self._refusal, Request(scope, receive))
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        if scope["method"] in _SAFE or (self._exempt and scope["path"].startswith(self._exempt)):
            return True
        return is_same_site(Headers(scope=scope))


def is_same_site(headers: Headers) -> bool:
    """True where a request comes from one of our own pages, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return True
    return host_of(origin) == headers.get("host", "").lower() != ""
