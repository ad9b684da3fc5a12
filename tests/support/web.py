"""The web application with its ports held in memory: a clinic, three people, an exchange that can be lost."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from callcenter.domain.accounts import Account, WebSession
from callcenter.domain.people import Operator, Role
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.kit.secret import Secret
from callcenter.web.app import WebParts, create_app
from callcenter.web.feature import Feature
from callcenter.web.limits import MemoryFailures
from callcenter.web.passwords import Passwords
from callcenter.web.ports import Check, ClinicFace, ExchangeView

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, 12:00 in Moscow."""
PASSWORD = "correct horse"
ANNA = Operator(id=OperatorId("anna"), login="anna", name="Анна", role=Role.ADMINISTRATOR, extension="101")
MARTA = Operator(id=OperatorId("marta"), login="marta", name="Marta", role=Role.MANAGER)
GONE = Operator(id=OperatorId("gone"), login="gone", name="Gone", role=Role.OWNER, is_active=False)

with warnings.catch_warnings():
    # Starlette would like its own fork of httpx; ours is the one that the whole test suite uses.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

QUICK = Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64),)))
"""Hashes like the real one, with costs that let a hundred tests sign in."""
_HASH = QUICK.hash(PASSWORD)


class MemoryOperators:
    """Operators with one password for all."""

    def __init__(self, *operators: Operator) -> None:
        self.by_id = {operator.id: operator for operator in operators}
        self.hashes: dict[OperatorId, str] = {operator.id: _HASH for operator in operators}

    def account(self, login: str) -> Account | None:
        for operator in self.by_id.values():
            if operator.login == login:
                return Account(operator=operator, password_hash=self.hashes[operator.id])
        return None

    def find(self, operator: OperatorId) -> Operator | None:
        return self.by_id.get(operator)

    def choose_language(self, operator: OperatorId, language: Language) -> None:
        self.by_id[operator] = replace(self.by_id[operator], language=language)

    def keep_hash(self, operator: OperatorId, password_hash: str) -> None:
        self.hashes[operator] = password_hash


class MemorySessions:
    """Sessions in a dict."""

    def __init__(self) -> None:
        self.rows: dict[str, WebSession] = {}
        self.lookups = 0

    def open(self, key: str, row: WebSession) -> None:
        self.rows[key] = row

    def find(self, key: str) -> WebSession | None:
        self.lookups += 1
        return self.rows.get(key)

    def close(self, key: str) -> None:
        self.rows.pop(key, None)


class MemoryEvents:
    """An event log that only counts."""

    def __init__(self) -> None:
        self.count = 0
        self.listeners: list[Callable[[], None]] = []

    def last_id(self) -> int:
        return self.count

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def happen(self) -> None:
        """Something was committed."""
        self.count += 1
        for listener in tuple(self.listeners):
            listener()


@dataclass
class WebUnderTest:
    """The application and everything it stands on."""

    app: FastAPI
    clock: JumpingClock
    operators: MemoryOperators
    sessions: MemorySessions
    events: MemoryEvents
    exchange: ExchangeView = field(default_factory=lambda: ExchangeView(reachable=True))
    checks: dict[str, Check] = field(default_factory=dict)

    def browser(self, language: str = "en") -> TestClient:
        """A browser of our own that nobody has signed in with; it does not follow redirects by itself."""
        return TestClient(
            self.app, headers={"accept-language": language}, follow_redirects=False, raise_server_exceptions=False
        )

    def signed_in(self, operator: Operator = ANNA, language: str = "en") -> TestClient:
        """A browser in which an operator has signed in."""
        browser = self.browser(language)
        answer = browser.post("/sign-in", data={"login": operator.login, "password": PASSWORD})
        assert answer.status_code == 303
        return browser


def web_under_test(features: Sequence[Feature] = (), language: Language = Language.EN) -> WebUnderTest:
    """A new application of a clinic in Moscow whose own language is `language`."""
    clock = JumpingClock(NOON)
    operators, sessions, events = MemoryOperators(ANNA, MARTA, GONE), MemorySessions(), MemoryEvents()
    checks = {"database": Check(ok=True, word="reachable")}
    parts = WebParts(
        clinic=ClinicFace(name="Дента Плюс", language=language, zone=ZoneInfo("Europe/Moscow"), country="RU"),
        secret=Secret("not a secret: only tests sign with it"),
        clock=clock,
        operators=operators,
        sessions=sessions,
        failures=MemoryFailures(),
        events=events,
        exchange=lambda: under_test.exchange,
        features=features,
        passwords=QUICK,
        checks={"database": lambda: under_test.checks["database"]},
        away=(ConnectionError,),
    )
    under_test = WebUnderTest(
        app=create_app(parts), clock=clock, operators=operators, sessions=sessions, events=events, checks=checks
    )
    return under_test
