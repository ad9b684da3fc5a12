"""Numbers out of number words: the parts of a number stand from the largest to the smallest, in one case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that some pieces say."""

    end: int
    """The place behind its last piece."""
    value: int


class Numerals(Protocol):
    """The number words of one language."""

    def cardinals(self, texts: Sequence[str], at: int) -> Sequence[Counted]:
        """The numbers that begin at `at`, the longest first."""
        ...

    def ordinals(self, texts: Sequence[str], at: int, forms: str) -> Sequence[Counted]:
        """The ordinal numbers that begin at `at` and end in one of `forms`, the longest first."""
        ...

    def is_digit_word(self, text: str) -> bool:
        """Whether a piece can be part of a number that is said digit by digit, by twos or by threes."""
        ...

    def goes_on(self, before: str, text: str) -> bool:
        """Whether an ordinal makes one number with the piece before it: 'twenty' and 'fifth'."""
        ...

    @property
    def starters(self) -> frozenset[str]:
        """Every piece that a number can begin with."""
        ...


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal word: its number and the letters of its forms, such as 'f' for feminine."""

    value: int
    forms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacedNumerals:
    """Number words of a language that writes words apart."""

    direct: Mapping[str, int]
    """0 to 19, tens and (where they are one word) hundreds, in the nominative and accusative."""
    oblique: Mapping[str, int] = field(default_factory=dict)
    """The same in other cases. 'двадцати пять' is two numbers, 'двадцать пяти' is carelessly one."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Thousands and millions, in all forms."""
    lone: frozenset[str] = frozenset()
    """Scales that need no number before them: 'тысяча двести'."""
    hundred: str = ""
    """The word that multiplies by a hundred, where hundreds are two words."""
    joiner: str = ""
    """What may stand behind hundreds and thousands: 'a hundred and five'."""
    article: str = ""
    """What may stand for 'one' before a hundred or a scale."""
    ordinal: Mapping[str, Ordinal] = field(default_factory=dict)
    has_ordinal_tens: bool = False
    """Both parts of a compound are ordinals: 'dwudziestego piątego'."""

    @property
    def starters(self) -> frozenset[str]:
        """Every piece that a number can begin with."""
        return frozenset((*self.direct, *self.oblique, *self.lone, *self.ordinal, self.article)) - {""}

    def is_digit_word(self, text: str) -> bool:
        """Whether a piece is a number word below a thousand."""
        return text in self.direct or text in self.oblique or text == self.hundred != ""

    def goes_on(self, before: str, text: str) -> bool:
        """Whether an ordinal makes one number with the piece before it: 'twenty' and 'fifth'."""
        value = self.scales.get(before, self.direct.get(before, 0))
        if self.has_ordinal_tens and before in self.ordinal:
            value = self.ordinal[before].value
        return text in self.ordinal and value >= 20 and _fits(value, self.ordinal[text].value)

    def cardinals(self, texts: Sequence[str], at: int) -> Sequence[Counted]:
        """The numbers that begin at `at`, the longest first."""
        found = dict(self._whole(texts, at))
        return [Counted(end, found[end]) for end in sorted(found, reverse=True)]

    def ordinals(self, texts: Sequence[str], at: int, forms: str) -> Sequence[Counted]:
        """The ordinal numbers that begin at `at` and end in one of `forms`, the longest first."""
        before = [Counted(at, 0), *self.cardinals(texts, at)]
        found = {
            end: one.value + value
            for one in before
            for end, value in self._ordinal_ends(texts, one.end, forms)
            if _fits(one.value, value)
        }
        return [Counted(end, found[end]) for end in sorted(found, reverse=True)]

    def _ordinal_ends(self, texts: Sequence[str], at: int, forms: str) -> Iterator[tuple[int, int]]:
        word = self._ordinal(texts, at)
        if word is None:
            return
        if set(word.forms) & set(forms):
            yield at + 1, word.value
        unit = self._ordinal(texts, at + 1) if self.has_ordinal_tens and word.value >= 20 else None
        if unit and unit.value < 10 and set(unit.forms) & set(word.forms) & set(forms):
            yield at + 2, word.value + unit.value

    def _ordinal(self, texts: Sequence[str], at: int) -> Ordinal | None:
        return self.ordinal.get(texts[at]) if at < len(texts) else None

    def _whole(self, texts: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
        """Ends and values of all numbers that begin at `at`."""
        yield from self._scaled(texts, at)
        if at < len(texts) and self.direct.get(texts[at], self.oblique.get(texts[at])) == 0:
            yield at + 1, 0

    def _scaled(self, texts: Sequence[str], at: int, below: int = 10**9) -> Iterator[tuple[int, int]]:
        for end, value in self._group(texts, at):
            if value < below:
                yield end, value
            scale = self.scales.get(texts[end], 0) if end < len(texts) else 0
            if value and 0 < scale < below:
                yield from self._behind(texts, end + 1, value * scale, scale)
        if at < len(texts) and texts[at] in self.lone and self.scales[texts[at]] < below:
            yield from self._behind(texts, at + 1, self.scales[texts[at]], self.scales[texts[at]])

    def _behind(self, texts: Sequence[str], at: int, value: int, scale: int) -> Iterator[tuple[int, int]]:
        """What may follow a scale: nothing, or a smaller number."""
        yield at, value
        for start in self._joined(texts, at):
            for end, rest in self._scaled(texts, start, scale):
                if rest:
                    yield end, value + rest

    def _group(self, texts: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
        """Numbers from 1 to 999, and 1,100 to 9,900 said in hundreds."""
        for end, value in self._below(texts, at, 1000, is_oblique=False):
            yield end, value
            if value < 100 and value % 10 and end < len(texts) and texts[end] == self.hundred:
                yield from self._hundreds(texts, end + 1, value)
        if self.article and at + 1 < len(texts) and texts[at] == self.article:
            if texts[at + 1] == self.hundred:
                yield from self._hundreds(texts, at + 2, 1)
            elif texts[at + 1] in self.scales:
                yield at + 1, 1

    def _hundreds(self, texts: Sequence[str], at: int, count: int) -> Iterator[tuple[int, int]]:
        yield at, count * 100
        for start in self._joined(texts, at):
            for end, rest in self._below(texts, start, 100, is_oblique=False):
                yield end, count * 100 + rest

    def _joined(self, texts: Sequence[str], at: int) -> Sequence[int]:
        return (at + 1, at) if self.joiner and at < len(texts) and texts[at] == self.joiner else (at,)

    def _below(self, texts: Sequence[str], at: int, below: int, *, is_oblique: bool) -> Iterator[tuple[int, int]]:
        """Sums of falling parts: hundreds, tens, units. Once a part is in an oblique case, the rest is too."""
        if at >= len(texts):
            return
        part = self.oblique.get(texts[at])
        if not is_oblique and texts[at] in self.direct:
            part = self.direct[texts[at]]
        if not part or part >= below:
            return
        yield at + 1, part
        room = 100 if part >= 100 else 10 if part >= 20 else 0
        must_bend = is_oblique or texts[at] not in self.direct
        for end, rest in self._below(texts, at + 1, room, is_oblique=must_bend):
            yield end, part + rest


def _fits(before: int, ordinal: int) -> bool:
    """Whether an ordinal can stand behind a cardinal: 'two thousand / sixth', 'twenty / first', not 'five / first'."""
    if before == 0:
        return True
    room = 1
    while before % (room * 10) == 0:
        room *= 10
    return ordinal < room
