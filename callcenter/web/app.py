"""The application factory: one FastAPI application from the parts that app/compose.py gives."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from callcenter.web import health, routes
from callcenter.web.cookies import SessionCookies
from callcenter.web.error_pages import cross_site, install_error_pages, whole_path
from callcenter.web.headers import SameSiteOnly, SecurityHeaders
from callcenter.web.limits import AttemptLimiter
from callcenter.web.live_hub import LiveHub
from callcenter.web.runtime import Runtime, WebParts
from callcenter.web.screens import Screens
from callcenter.web.statics import STATIC, KeptFiles, StaticAddresses
from callcenter.web.texts import read_all_texts

__all__ = ["WebParts", "create_app"]

_LARGEST_FORM = 2_000_000
"""Bytes; a note, the longest thing that a screen sends, has a few thousand. Without it one post fills the memory."""


def create_app(parts: WebParts) -> FastAPI:
    """The web application of one process; nothing is global, so tests may make many."""
    runtime = _runtime(parts)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Beside the first requests: a template is read and compiled at its first use, up to 90 ms on the desk, which
        # the first ringing call of the day would otherwise pay.
        threading.Thread(target=runtime.screens.warm_up, args=(parts.clinic.language,), daemon=True).start()
        yield
        runtime.hub.stop()

    app = FastAPI(
        title="Call centre",
        lifespan=lifespan,
        openapi_url=None,  # screens, not an API; nothing to advertise
        max_body_size=_LARGEST_FORM,
        dependencies=[Depends(whole_path)],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(SameSiteOnly, refusal=cross_site, exempt=parts.cross_site_exempt),
        ],
    )
    app.state.runtime = runtime
    install_error_pages(app, parts.away)
    for feature in parts.features:
        app.include_router(feature.router)
        if feature.static is not None:
            app.mount(f"/static/{feature.name}", _files(feature.static))
    app.include_router(routes.router)
    app.include_router(health.router)
    app.mount("/static", _files(STATIC))
    return app


def _files(folder: Path) -> ASGIApp:
    """Static files, packed on their way: the style sheet alone is 600 kB."""
    return GZipMiddleware(KeptFiles(directory=folder), minimum_size=2000, compresslevel=6)


def _runtime(parts: WebParts) -> Runtime:
    static_folders: dict[str, Path] = {
        feature.name: feature.static for feature in parts.features if feature.static is not None
    }
    screens = Screens(
        clinic=parts.clinic,
        texts=read_all_texts(),
        template_folders=[feature.templates for feature in parts.features if feature.templates],
        static=StaticAddresses(static_folders),
    )
    cookies = SessionCookies(
        secret=parts.secret,
        sessions=parts.sessions,
        operators=parts.operators,
        clock=parts.clock,
        secure_cookies=parts.secure_cookies,
    )
    return Runtime(
        parts=parts,
        screens=screens,
        cookies=cookies,
        limiter=AttemptLimiter(parts.failures),
        hub=LiveHub(parts.events),
    )
