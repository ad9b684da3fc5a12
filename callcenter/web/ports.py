"""What the web edge asks from storage and from the running process; app/compose.py fills it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from callcenter.domain.accounts import Account, WebSession
from callcenter.domain.people import Operator
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language


class Operators(Protocol):
    """The people who may sign in."""

    def account(self, login: str) -> Account | None:
        """The account of a login (already in small letters), whether active or not; None where there is none."""
        ...

    def find(self, operator: OperatorId) -> Operator | None:
        """The operator of an id, whether active or not; None where there is none."""
        ...

    def choose_language(self, operator: OperatorId, language: Language) -> None:
        """Keep the language in which this operator reads the screens."""
        ...

    def keep_hash(self, operator: OperatorId, password_hash: str) -> None:
        """Replace the hash of the same password, after the way of hashing was made stronger."""
        ...


class Sessions(Protocol):
    """Signed-in browsers as rows, so that signing out ends a session even where its cookie was copied."""

    def open(self, key: str, row: WebSession) -> None:
        """Keep a new session under `key`, a hash of what the cookie holds."""
        ...

    def find(self, key: str) -> WebSession | None:
        """The session of a key, or None where it never was or has been closed."""
        ...

    def close(self, key: str) -> None:
        """End a session; one that is not there is no error."""
        ...


class Failures(Protocol):
    """Wrong passwords of the last hour; keys are hashes of a login or of an address."""

    def add(self, keys: Sequence[str], at: datetime) -> None:
        """Count one wrong password for each key; may drop those older than an hour."""
        ...

    def since(self, key: str, moment: datetime) -> Sequence[datetime]:
        """When wrong passwords of a key came, of those after `moment`."""
        ...

    def forget(self, key: str, at: datetime | None = None) -> None:
        """Take back the wrong passwords of a key; with `at`, only one of that moment."""
        ...


class EventFeed(Protocol):
    """The log of domain events, seen only by its ids."""

    def last_id(self) -> int:
        """The id of the newest event; 0 before the first."""
        ...

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener`, from any thread, whenever events were committed. Returns how to stop it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicFace:
    """What every screen knows of the clinic."""

    name: str
    language: Language
    zone: ZoneInfo
    country: str
    """ISO 3166-1 alpha-2; decides how a phone number without a country code is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeView:
    """Whether the telephone exchange can be reached, as the top bar shows it."""

    reachable: bool
    since: datetime | None = None
    """Since when it cannot be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The answer of one part of the product to 'are you well?'."""

    ok: bool
    word: str
    """State in one English word or short sentence without names or numbers of people, such as 'reachable'."""


HealthCheck = Callable[[], Check]
