"""How one language says the numbers, dates and names of the seeded set. Written apart from the product's own tables."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

Dice = random.Random


def listed(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What the slots of a template are filled with."""

    units: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]
    hundreds: tuple[str, ...]
    ordinals: tuple[str, ...]
    tenths: Mapping[int, str]
    """Ordinals of full tens as they end a year."""
    inflects_tens: bool = False
    """Both words of a compound ordinal change: dwudziestego czwartego."""
    round_ordinals: Mapping[int, str] | None = None
    months: tuple[str, ...]
    century: str
    year: str
    this_year: str
    zeros: tuple[str, ...] = ()
    ones: tuple[str, ...] = ()
    is_chinese: bool = False
    phone_starts: tuple[str, ...]
    phone_shapes: tuple[tuple[int, ...], ...]
    short_shapes: tuple[tuple[int, ...], ...]
    policy_shapes: tuple[tuple[int, ...], ...]
    policy_letters: tuple[str, ...]
    given: tuple[str, ...]
    surnames: tuple[tuple[str, ...], ...]
    """Each as nominative, genitive, dative, accusative, instrumental."""
    prices: tuple[str, ...]
    times: tuple[str, ...]
    dates: tuple[str, ...]
    houses: tuple[str, ...]
    counts: tuple[str, ...]

    def group(self, digits: str, dice: Dice) -> str:
        """A group of one to three digits as one says it."""
        if len(digits) == 1:
            return self._digit(digits, dice)
        if digits[0] == "0" or (len(digits) == 3 and self.hundreds[int(digits[0])] == "_"):
            return f"{self._digit(digits[0], dice)} {self.group(digits[1:], dice)}"
        if len(digits) == 4:
            return f"{self.group(digits[:2], dice)} {self.group(digits[2:], dice)}"
        if len(digits) == 3:
            rest = self.cardinal(int(digits[1:]))
            return f"{self.hundreds[int(digits[0])]} {rest}".strip()
        return self.cardinal(int(digits))

    def cardinal(self, value: int) -> str:
        """A number from 0 to 99; nothing for 0."""
        if value == 0:
            return ""
        if value < 10:
            return self.units[value]
        if value < 20:
            return self.teens[value - 10]
        joint = "" if self.is_chinese else " "
        return self.tens[value // 10] + (joint + self.units[value % 10] if value % 10 else "")

    def birth(self, dice: Dice) -> str:
        """A date of birth between 1950 and 1999 in one of the ways of saying it."""
        day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(50, 99)
        if self.is_chinese:
            said = "".join(self.units[int(digit)] for digit in f"19{year}" if digit)
            ending = dice.choice("日号")
            return f"{said if dice.random() < 0.7 else said[2:]}年{self.months[month - 1]}{self.cardinal(day)}{ending}"
        if not self.year:
            return self._english_birth(day, month, year, dice)
        month_said = self.months[month - 1] if dice.random() < 0.7 else f"{self.units[0]} {self.ordinals[month]}"
        if dice.random() < 0.2:
            return f"{self.cardinal(day)} {self.group(f'{month:02}', dice)} {self.cardinal(year)}"
        century = f"{self.century} " if dice.random() < 0.5 else ""
        ending = f" {self.year}" if dice.random() < 0.6 else ""
        return f"{self._ordinal(day)} {month_said} {century}{self._ordinal(year)}{ending}"

    def _english_birth(self, day: int, month: int, year: int, dice: Dice) -> str:
        said_year = f"{self.century} {self.cardinal(year)}"
        match dice.randrange(3):
            case 0:
                return f"the {self._ordinal(day)} of {self.months[month - 1]} {said_year}"
            case 1:
                return f"{self.months[month - 1]} {self._ordinal(day)} {said_year}"
            case _:
                return f"{self.cardinal(day)} {self.group(f'{month:02}', dice)} {said_year}"

    def _ordinal(self, value: int) -> str:
        if value <= 20:
            return self.ordinals[value]
        tens, units = divmod(value, 10)
        if units == 0:
            return self.tenths[tens] if tens in self.tenths else f"{self.tens[tens]}"
        first = self.tens[tens]
        if self.inflects_tens:
            first = {**self.tenths, **(self.round_ordinals or {})}.get(tens, first)
        return f"{first} {self.ordinals[units]}"

    def _digit(self, digit: str, dice: Dice) -> str:
        if digit == "0" and self.zeros:
            return dice.choice(self.zeros)
        if digit == "1" and self.ones:
            return dice.choice(self.ones)
        return self.units[int(digit)]
