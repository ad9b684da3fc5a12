"""The parts of the running web application, and what one request knows of its reader."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from prometheus_client import CollectorRegistry
from starlette.requests import HTTPConnection, Request

from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language, best_language, parse_language
from callcenter.kit.secret import Secret
from callcenter.web.cookies import SessionCookies, SignedIn
from callcenter.web.feature import Feature
from callcenter.web.limits import AttemptLimiter
from callcenter.web.live_hub import LiveHub
from callcenter.web.passwords import Passwords
from callcenter.web.ports import ClinicFace, EventFeed, ExchangeView, Failures, HealthCheck, Operators, Sessions
from callcenter.web.screens import Screens

LANGUAGE_COOKIE = "callcenter_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebParts:
    """What app/compose.py gives to create_app."""

    clinic: ClinicFace
    secret: Secret
    """Signs the session cookies; the same for all processes and all starts."""
    clock: Clock
    operators: Operators
    sessions: Sessions
    failures: Failures
    events: EventFeed
    exchange: Callable[[], ExchangeView]
    features: Sequence[Feature]
    checks: Mapping[str, HealthCheck] = field(default_factory=dict)
    metrics: CollectorRegistry | None = None
    passwords: Passwords = field(default_factory=Passwords)
    secure_cookies: bool = False
    """True where browsers reach us over HTTPS."""
    away: tuple[type[Exception], ...] = ()
    """Errors of a database that is locked, full or not there: the same request may work in a moment."""
    cross_site_exempt: tuple[str, ...] = ()
    """Beginnings of paths that other sites may post to, because they check a signature of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The running application; one object an application, found from any request."""

    parts: WebParts
    screens: Screens
    cookies: SessionCookies
    limiter: AttemptLimiter
    hub: LiveHub


def runtime_of(connection: HTTPConnection) -> Runtime:
    """The application that serves this request."""
    return cast(Runtime, connection.app.state.runtime)


def signed_in(request: Request) -> SignedIn | None:
    """Who sends this request; looked up once a request, None where nobody is signed in."""
    if not hasattr(request.state, "signed_in"):
        request.state.signed_in = runtime_of(request).cookies.read(request)
    return cast("SignedIn | None", request.state.signed_in)


def language_of(request: Request) -> Language:
    """The reader's language: the operator's choice, else this browser's, else its wish, else the clinic's."""
    if not hasattr(request.state, "language"):
        request.state.language = _language(request)
    return cast(Language, request.state.language)


def nonce_of(request: HTTPConnection) -> str:
    """The word that lets styles of this one response pass the content security policy."""
    if not hasattr(request.state, "csp_nonce"):
        request.state.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, request.state.csp_nonce)


def _language(request: Request) -> Language:
    person = signed_in(request)
    if person and person.operator.language:
        return person.operator.language
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in set(Language):
        return parse_language(chosen)
    return best_language(request.headers.get("accept-language", ""), runtime_of(request).parts.clinic.language)
