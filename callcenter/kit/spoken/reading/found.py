"""What is read out of spoken words."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from callcenter.kit.phones import PhoneNumber


class Kind(StrEnum):
    """What some words say."""

    NUMBER = "number"
    TIME = "time"
    DATE = "date"
    PHONE = "phone"
    MONEY = "money"
    PERCENT = "percent"
    DIGITS = "digits"
    """Digits one by one that are no whole telephone number: the end of one, a policy, a code."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day as it is said: the year may be missing, or have two digits only."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency (ISO 4217)."""

    amount: int | Decimal
    currency: str


Value: TypeAlias = int | Decimal | time | CalendarDay | Money | PhoneNumber | str
"""By kind: NUMBER and PERCENT a number, TIME a time, DATE a CalendarDay, MONEY a Money, PHONE a PhoneNumber, DIGITS the
digits. A time without a part of the day is as it was said: 'half past two' is 2:30, whichever half of the day."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a rule makes of the words that it fits."""

    kind: Kind
    text: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Some words as they are written down for a reader."""

    first: int
    """Place of the first word, from 0."""
    last: int
    """Place of the last word: the span holds it."""
    kind: Kind
    text: str
    """For a reader, as the language writes it: '14:30', '2 500 ₽', '8 (900) 123-45-67', '21 ноября'."""
    value: Value
