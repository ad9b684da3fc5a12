"""The session cookie: signed, and holding only a random id; what it stands for is a row in the database."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from callcenter.domain.accounts import WebSession
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.secret import Secret
from callcenter.web.ports import Operators, Sessions

SESSION_COOKIE = "callcenter_session"
SESSION_LENGTH = timedelta(hours=16)
"""A session outlasts the longest shift and ends before the next one begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A signed-in person and the key of the session."""

    operator: Operator
    key: str


class SessionCookies:
    """Opens, reads and closes the sessions that cookies stand for."""

    def __init__(
        self, *, secret: Secret, sessions: Sessions, operators: Operators, clock: Clock, secure_cookies: bool
    ) -> None:
        self._signer = URLSafeSerializer(secret.reveal(), salt="callcenter.session")
        self._sessions = sessions
        self._operators = operators
        self._clock = clock
        self._secure = secure_cookies

    def open(self, response: Response, operator: Operator) -> None:
        """Begin a session of `operator` in the browser that gets this response."""
        token = secrets.token_urlsafe(24)
        self._sessions.open(_key(token), WebSession(operator=operator.id, opened_at=self._clock.now()))
        response.set_cookie(
            SESSION_COOKIE,
            self._signer.dumps(token),
            max_age=int(SESSION_LENGTH.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )

    def read(self, request: Request) -> SignedIn | None:
        """Who is signed in, or None: no cookie, a foreign one, an ended session, or an operator who has left."""
        token = self._token(request)
        return self.still(_key(token)) if token else None

    def still(self, key: str) -> SignedIn | None:
        """Who is signed in under a session's key, as it stands now."""
        row = self._sessions.find(key)
        if row is None or row.opened_at + SESSION_LENGTH <= self._clock.now():
            return None
        operator = self._operators.find(row.operator)
        return SignedIn(operator=operator, key=key) if operator and operator.is_active else None

    def end(self, request: Request) -> None:
        """End the browser's session, if it has one."""
        token = self._token(request)
        if token:
            self._sessions.close(_key(token))

    def close(self, request: Request, response: Response) -> None:
        """End the browser's session and take its cookie away."""
        self.end(request)
        response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=self._secure)

    def _token(self, request: Request) -> str | None:
        try:
            token = self._signer.loads(request.cookies.get(SESSION_COOKIE, ""))
        except BadSignature:
            return None
        return token if isinstance(token, str) else None


def _key(token: str) -> str:
    """What is stored: a hash, so that a copy of the database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()
