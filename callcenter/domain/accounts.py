"""Signing in: what is kept of an operator's password and of a signed-in browser."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.domain.people import Operator
from callcenter.kit.ids import OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An operator with the hash of the password."""

    operator: Operator
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """One signed-in browser."""

    operator: OperatorId
    opened_at: datetime
