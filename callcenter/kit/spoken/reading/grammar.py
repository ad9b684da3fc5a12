"""What a language gives to the engine: number words, rules, and its way of writing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.found import Made
from callcenter.kit.spoken.reading.numerals import Counted, Numerals
from callcenter.kit.spoken.reading.pattern import Found

ClockWriter = Callable[[time, int | None, int, str], str]
"""Writes a time of day: the time, the part of the day that was said (None: none was), the hour and the word as said."""


def clock_of_24(at: time, _part: int | None, _hour: int, _word: str) -> str:
    """'14:05', which needs no part of the day."""
    return f"{at.hour}:{at.minute:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a language writes figures. Spaces inside are no-break spaces."""

    thousands: str
    """Between groups of three figures."""
    grouped_from: int = 1000
    """Smaller numbers are written without it: '2500' in Polish."""
    decimal: str = "."
    percent: str = "{}%"
    money: Mapping[str, str] = field(default_factory=dict)
    """By currency (ISO 4217) how an amount is written, with {} for its figures."""

    clock: ClockWriter = clock_of_24
    """Writes a time of day."""
    sure_from: int = 0
    """On a clock of 24 hours: from this hour on a time without a part of the day is what it says. 'Half past two' is
    not written 2:30 there, which is night: nobody knows whether it was meant."""

    def number(self, value: int | Decimal) -> str:
        """The figures of a number."""
        whole = int(value)
        figures = f"{whole:,}".replace(",", self.thousands) if whole >= self.grouped_from else str(whole)
        rest = str(value).partition(".")[2] if isinstance(value, Decimal) else ""
        return f"{figures}{self.decimal}{rest}" if rest else figures


Make = Callable[[Found, Writing], Made | None]
"""Makes the reading of what a pattern fits; None where it is not what it seemed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and what it makes. Without a maker the words stay as they are spoken."""

    pattern: str
    make: Make | None = None


SlotOf = Callable[[Sequence[str], int], Sequence[Counted]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitWords:
    """How numbers are said digit by digit."""

    zeros: frozenset[str] = frozenset()
    """'three zeros': what stands behind the count."""
    repeats: Mapping[str, int] = field(default_factory=dict)
    """'double seven': what stands before the digit."""
    measure: str = ""
    """What stands between count and digit: 四个零."""
    hundred: str = ""
    """The word for hundreds, where 'nine hundred one' may be 900 and 1."""
    plus: frozenset[str] = frozenset()
    only: Mapping[str, int] = field(default_factory=dict)
    """Words that are a digit only among others: 'oh', 幺."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """One language."""

    language: Language
    numerals: Numerals
    writing: Writing
    rules: Sequence[Rule]
    """In the order in which they are tried at each place."""
    digits: DigitWords
    countries: Sequence[str]
    """Whose telephone numbers people say without the country's code (ISO 3166-1 alpha-2), where nobody knows better."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """Lists of words that patterns name with @. `ending` says that the end of a number follows."""
    names: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Slots that are words with a number: months, parts of the day, currencies."""
    ordinals: Mapping[str, str] = field(default_factory=dict)
    """Slots that are ordinals, with the letters of their forms."""
    slots: Mapping[str, SlotOf] = field(default_factory=dict)
    """Slots that the language reads itself."""
    minute_zeros: frozenset[str] = frozenset()
    """What stands before a minute below ten: 'ноль пять', 'oh five'."""
