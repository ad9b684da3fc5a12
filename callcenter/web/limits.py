"""How long to wait after wrong passwords: a few are free, then each one doubles the wait."""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.web.ports import Failures

FORGET = timedelta(hours=1)
"""Wrong passwords older than this no longer count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRule:
    """A rule of growing waits."""

    free: int
    """Wrong passwords that cost nothing."""
    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=15)

    def wait(self, wrong: int) -> timedelta:
        """How long to wait after `wrong` wrong passwords."""
        beyond = wrong - self.free
        if beyond < 0:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(beyond, 20)))


LOGIN_RULE = WaitRule(free=5)
ADDRESS_RULE = WaitRule(free=20)
"""Wider than the login's: all of a clinic often comes from one address."""


class AttemptLimiter:
    """Counts wrong passwords per login and per address.

    An attempt counts as wrong from its beginning, so that many at once gain nothing; `succeeded` takes it back.
    """

    def __init__(self, failures: Failures) -> None:
        self._failures = failures
        self._lock = threading.Lock()

    def begin(self, login: str, address: str, now: datetime) -> timedelta:
        """Count an attempt and return zero, or return how long to wait before the next one is looked at at all."""
        with self._lock:
            left = self.left(login, address, now)
            if left <= timedelta(0):
                self._failures.add((_key("login", login), _key("address", address)), now)
        return left

    def left(self, login: str, address: str, now: datetime) -> timedelta:
        """How long until an attempt is looked at; zero where one is free."""
        by_login = self._left(_key("login", login), LOGIN_RULE, now)
        by_address = self._left(_key("address", address), ADDRESS_RULE, now)
        return max(by_login, by_address, timedelta(0))

    def succeeded(self, login: str, address: str, began: datetime) -> None:
        """The password was right: the login starts afresh, and the address is not blamed for this attempt."""
        self._failures.forget(_key("login", login))
        self._failures.forget(_key("address", address), at=began)

    def _left(self, key: str, rule: WaitRule, now: datetime) -> timedelta:
        wrong = self._failures.since(key, now - FORGET)
        return max(wrong) + rule.wait(len(wrong)) - now if wrong else timedelta(0)


class MemoryFailures:
    """Wrong passwords kept in this process only."""

    def __init__(self) -> None:
        self._wrong: list[tuple[str, datetime]] = []

    def add(self, keys: Sequence[str], at: datetime) -> None:
        """Count one wrong password for each key; those past FORGET are dropped."""
        self._wrong = [pair for pair in self._wrong if pair[1] > at - FORGET]
        self._wrong.extend((key, at) for key in keys)

    def since(self, key: str, moment: datetime) -> list[datetime]:
        """When wrong passwords of a key came, of those after `moment`."""
        return [at for known, at in self._wrong if known == key and at > moment]

    def forget(self, key: str, at: datetime | None = None) -> None:
        """Take back the wrong passwords of a key; with `at`, only one of that moment."""
        if at is None:
            self._wrong = [pair for pair in self._wrong if pair[0] != key]
        elif (key, at) in self._wrong:
            self._wrong.remove((key, at))


def _key(kind: str, value: str) -> str:
    """A hash, so that the table names nobody; logins that people mistype are sometimes passwords."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
