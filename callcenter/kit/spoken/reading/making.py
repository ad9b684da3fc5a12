"""What rules make of the words that they fit: times, dates, money, per cent, numbers."""

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from enum import IntEnum

from callcenter.kit.spoken.reading.found import CalendarDay, Kind, Made, Money
from callcenter.kit.spoken.reading.grammar import Make, Writing
from callcenter.kit.spoken.reading.pattern import Found

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Part(IntEnum):
    """Parts of the day as people name them; they say which twelve hours are meant."""

    MORNING = 1
    DAY = 2
    EVENING = 3
    NIGHT = 4
    AM = 5
    PM = 6
    DAWN = 7
    NOON = 8
    LATE = 9
    """Chinese 晚上: from six in the evening to past midnight."""


_SHIFTS: Mapping[Part, Mapping[int, int]] = {
    # hour as said -> hour of 24
    Part.MORNING: {hour: hour for hour in range(12)},
    Part.DAY: {12: 12, 11: 11} | {hour: hour + 12 for hour in range(1, 7)},
    Part.EVENING: {hour: hour + 12 for hour in range(3, 12)},
    Part.NIGHT: {12: 0, 0: 0} | {hour: hour for hour in range(1, 6)} | {hour: hour + 12 for hour in range(9, 12)},
    Part.AM: {12: 0} | {hour: hour for hour in range(12)},
    Part.PM: {12: 12} | {hour: hour + 12 for hour in range(1, 12)},
    Part.DAWN: {12: 0} | {hour: hour for hour in range(7)},
    Part.NOON: {11: 11, 12: 12, 1: 13, 2: 14},
    Part.LATE: {12: 0} | {hour: hour + 12 for hour in range(5, 12)},
}


AS_SPOKEN = Made(Kind.TIME, "", "")
"""What a rule gives for words that it knows, and that may mean two things."""


def hour_of_day(hour: int, part: Part | None) -> int | None:
    """The hour from 0 to 23; None where hour and part of the day do not go together."""
    if part is None or hour > 12:
        is_morning = part in (Part.MORNING, Part.AM, Part.DAWN)
        return None if hour > 24 or (is_morning and hour > 12) else hour % 24
    return _SHIFTS[part].get(hour)


def clock(hour: str | int = "H", minute: str | int = 0, *, before: bool = False, to: bool = False) -> Make:
    """A time of day. `hour` and `minute` name slots, or are the number itself.

    `before`: so many minutes are missing to the hour ('a quarter to five'); `to`: they are past the hour before
    ('half of the third', 'kwadrans po' is not such).
    """

    def make(found: Found, writing: Writing) -> Made | None:
        minutes = minute if isinstance(minute, int) else found.slots[minute]
        said = hour if isinstance(hour, int) else found.slots[hour]
        if before or to:
            said, minutes = (said - 1 if said > 1 else 12 if said == 1 else 23), (60 - minutes if before else minutes)
        part = Part(found.slots["PART"]) if "PART" in found.slots else None
        actual = hour_of_day(said, part)
        if actual is None or not 0 <= minutes < 60:
            return None
        if part is None and 0 < actual < writing.sure_from:
            return AS_SPOKEN
        at = time(actual, minutes)
        return Made(Kind.TIME, writing.clock(at, part, said, found.words.get("PART", "")), at)

    return make


def moment(hour: int, text: str) -> Make:
    """A word that is a time: 'midnight'. It stays as it is."""
    return lambda _found, _writing: Made(Kind.TIME, text, time(hour, 0))


def day(template: str, names: Sequence[str] = (), *, day_slot: str = "OD", month_slot: str = "MONTH") -> Make:
    """A day of a month: `template` has {day}, {month} (from `names`, else as said), and {year} where one was said."""

    def make(found: Found, _writing: Writing) -> Made | None:
        number, month = found.slots[day_slot], found.slots[month_slot]
        if not 1 <= month <= 12 or not 1 <= number <= _DAYS[month - 1]:
            return None
        year = next((value for slot, value in found.slots.items() if slot.startswith(("OY", "Y"))), None)
        name = names[month - 1] if names else found.words[month_slot]
        text = template.format(day=number, month=name, year="" if year is None else year)
        return Made(Kind.DATE, text.strip(), CalendarDay(month, number, year))

    return make


def number(slot: str | None = "N", *, plus: int = 0, times: int = 1, least: int = 0, most: int = 10**12) -> Make:
    """A number: what the slot holds (nothing without one), `times` so much and `plus` something."""

    def make(found: Found, writing: Writing) -> Made | None:
        said = found.slots[slot] if slot else 0
        value = said * times + plus
        return Made(Kind.NUMBER, writing.number(value), value) if least <= said <= most else None

    return make


def fraction(tenths: str | int = 5, *, least: int = 0, most: int = 999, unit: str = "") -> Make:
    """A number with one decimal: 'two and a half', 'thirty eight point five'; `unit` stood inside of it."""

    def make(found: Found, writing: Writing) -> Made | None:
        part = tenths if isinstance(tenths, int) else found.slots[tenths]
        if not least <= found.slots["N"] <= most or not 0 <= part <= 9:
            return None
        value = Decimal(f"{found.slots['N']}.{part}")
        return Made(Kind.NUMBER, writing.number(value) + unit, value)

    return make


def span(mark: str = "–") -> Make:
    """Two numbers one after the other that are a range: 'ten fifteen minutes'."""

    def make(found: Found, writing: Writing) -> Made | None:
        low, high = found.slots["N1"], found.slots["N2"]
        is_range = low < high <= 3 * low and len(str(low)) == len(str(high)) and high - low in _STEPS
        return Made(Kind.NUMBER, f"{writing.number(low)}{mark}{writing.number(high)}", low) if is_range else None

    return make


_STEPS = frozenset({1, 2, 3, 5, 10, 15, 20, 25, 30, 50, 100, 200, 500, 1000})


def percent(slot: str = "N") -> Make:
    """A share: 'ten per cent'."""

    def make(found: Found, writing: Writing) -> Made | None:
        value = found.slots[slot]
        return Made(Kind.PERCENT, writing.percent.format(writing.number(value)), value)

    return make


def money(
    currencies: Sequence[str], slot: str | None = "N", *, plus: int = 0, times: int = 1, cur: str = "CUR"
) -> Make:
    """An amount of money; the slot `cur` says which of `currencies`."""

    def make(found: Found, writing: Writing) -> Made | None:
        value = (found.slots[slot] if slot else 0) * times + plus
        currency = currencies[found.slots[cur]]
        text = writing.money[currency].format(writing.number(value))
        return Made(Kind.MONEY, text, Money(value, currency))

    return make


def with_ending(endings: Mapping[str, str]) -> Make:
    """An ordinal in figures with the end of its word: '28-е'. `endings`: end of the word -> what is written."""

    def make(found: Found, _writing: Writing) -> Made | None:
        slot = next(iter(found.slots))
        value, word = found.slots[slot], found.words[slot]
        ending = next((written for end, written in endings.items() if word.endswith(end)), None)
        return None if value < 10 or ending is None else Made(Kind.NUMBER, f"{value}{ending}", value)

    return make
