"""Reads spoken words with the grammar of a language: at each place the first rule that fits decides.

What may mean two things stays as it was spoken: a wrong number is worse than a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from callcenter.kit.spoken.reading.atoms import Atoms, split, split_word
from callcenter.kit.spoken.reading.digit_runs import DigitRun, digits_of, is_number_word, phone_of, run_at
from callcenter.kit.spoken.reading.found import Kind, Made, Reading
from callcenter.kit.spoken.reading.grammar import Grammar, Make, Writing
from callcenter.kit.spoken.reading.numerals import Counted
from callcenter.kit.spoken.reading.pattern import NEAR, Pattern, compile_pattern, first_pieces, matches
from callcenter.kit.spoken.reading.slots import Slots

_SMALL = 10
"""Smaller numbers stay words where nothing says what they count: 'one moment', 'two questions'."""


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: Pattern
    make: Make | None


@dataclass(slots=True)
class _Text:
    """One text while it is read."""

    atoms: Atoms
    slots: Slots
    expecting: Kind | None
    countries: Sequence[str]
    timed_until: int = -NEAR
    """Behind the last time or date."""

    def is_near(self, at: int) -> bool:
        """Whether a time is being talked of."""
        return self.expecting in (Kind.TIME, Kind.DATE) or at - self.timed_until < NEAR


class Reader:
    """Reads the words of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._slots = Slots(grammar, split_word)
        self._rules = [
            _Rule(compile_pattern(rule.pattern, grammar.sets, split_word), rule.make) for rule in grammar.rules
        ]
        self._as_said = replace(grammar.writing, sure_from=0)
        self._by_first = _index(self._rules, self._slots)
        self._ending = frozenset(
            tuple(piece for part in word.split("_") for piece in split_word(part))
            for word in grammar.sets.get("ending", "").split()
        )

    def read(
        self, words: Sequence[str], *, expecting: Kind | None = None, countries: Sequence[str] = ()
    ) -> tuple[Reading, ...]:
        """The numbers, times, dates, amounts and telephone numbers of some words, in their order, without overlaps.

        `expecting` is what a question asked for: with it 'nine' is a number, and 'nine twenty' a time. `countries`
        (ISO 3166-1 alpha-2) say whose telephone numbers are meant where no country's code is said.
        """
        text = _Text(split(words), self._slots.fresh(), expecting, countries or self._grammar.countries)
        found: list[Reading] = []
        at = 0
        while at < len(text.atoms.texts):
            end, made = self._step(text, at)
            if made is not None:
                found.append(_reading(words, text.atoms, at, end, made))
                if made.kind in (Kind.TIME, Kind.DATE):
                    text.timed_until = end
            at = end
        return tuple(_apart(found))

    def slot_at(self, pieces: Sequence[str], at: int, slot: str) -> Sequence[Counted]:
        """What a slot of the grammar can hold from a piece on, the longest first."""
        return self._slots.fresh()(pieces, at, slot)

    def _step(self, text: _Text, at: int) -> tuple[int, Made | None]:
        """Where to go on, and what was made of the pieces up to there."""
        runs = self._runs(text, at)
        return (
            self._phone(text, at, runs)
            or self._by_rule(text, at)
            or self._digits(text, at, runs)
            or self._number(text, at)
        )

    def _by_rule(self, text: _Text, at: int) -> tuple[int, Made | None] | None:
        texts = text.atoms.texts
        for rule in self._by_first.get(texts[at], ()):
            for found in matches(rule.pattern, texts, at, text.slots, is_near=text.is_near(at)):
                if rule.make is None:
                    return found.end, None
                if self._is_cut(text.atoms, at, found.end):
                    continue
                made = rule.make(found, self._writing(text))
                if made is not None:
                    return found.end, made if made.text else None
        return None

    def _writing(self, text: _Text) -> Writing:
        """Whoever asks for a time takes it as it was said."""
        return self._as_said if text.expecting is Kind.TIME else self._grammar.writing

    def _is_cut(self, atoms: Atoms, start: int, end: int) -> bool:
        """Whether a number goes on behind what was found, or a sentence ends within it."""
        goes_on = (
            end < len(atoms.texts) and end - 1 not in atoms.stops and self._goes_on(*atoms.texts[end - 1 : end + 1])
        )
        return goes_on or any(place in atoms.stops for place in range(start, end - 1))

    def _goes_on(self, before: str, text: str) -> bool:
        """Whether two pieces may belong to one number."""
        is_number = is_number_word(self._grammar, before) and is_number_word(self._grammar, text)
        return is_number or self._grammar.numerals.goes_on(before, text)

    def _runs(self, text: _Text, at: int) -> Sequence[DigitRun]:
        """The ways to read all number words from here on as digits."""
        texts, digits = text.atoms.texts, self._grammar.digits
        start = at + (texts[at] in digits.plus)
        is_run = start < len(texts) and (is_number_word(self._grammar, texts[start]) or texts[start] in digits.repeats)
        if not is_run:
            return ()
        stop = next((place + 1 for place in range(start, len(texts)) if place in text.atoms.stops), len(texts))
        return run_at(self._grammar, texts, start, stop)

    def _phone(self, text: _Text, at: int, runs: Sequence[DigitRun]) -> tuple[int, Made] | None:
        if not runs:
            return None
        has_plus = text.atoms.texts[at] in self._grammar.digits.plus
        return phone_of(runs, text.countries, has_plus=has_plus)

    def _digits(self, text: _Text, at: int, runs: Sequence[DigitRun]) -> tuple[int, Made] | None:
        texts = text.atoms.texts
        if len(runs) != 1 or texts[at] in self._grammar.digits.plus:
            return None
        is_cued = text.expecting in (Kind.DIGITS, Kind.PHONE) or any(
            texts[max(0, at - len(words) - back) : at - back] == words for words in self._ending for back in range(3)
        )
        made = digits_of(runs[0], is_cued=is_cued)
        return None if made is None else (runs[0].end, made)

    def _number(self, text: _Text, at: int) -> tuple[int, Made | None]:
        """A number that stands alone; several one after the other are left, with all that follows without a break."""
        texts = text.atoms.texts
        said = text.slots(texts, at, "N")
        whole = next((one for one in said if not text.atoms.stops.intersection(range(at, one.end - 1))), None)
        if whole is None:
            return at + 1, None
        if self._is_cut(text.atoms, at, whole.end):
            end = whole.end
            while end < len(texts) and self._goes_on(texts[end - 1], texts[end]):
                end += 1
            return end, None
        if whole.value < _SMALL and text.expecting is not Kind.NUMBER:
            return whole.end, None
        return whole.end, Made(Kind.NUMBER, self._grammar.writing.number(whole.value), whole.value)


def _index(rules: Sequence[_Rule], slots: Slots) -> Mapping[str, Sequence[_Rule]]:
    """The rules by the pieces that they can begin with, in their order."""
    index: dict[str, list[_Rule]] = {}
    for rule in rules:
        words, names = first_pieces(rule.pattern)
        for piece in words.union(*(slots.starters(name) for name in names)):
            index.setdefault(piece, []).append(rule)
    return index


def _reading(words: Sequence[str], atoms: Atoms, start: int, end: int, made: Made) -> Reading:
    """The reading with the places of its words; parts of a word that do not belong to it stay around its text."""
    first, last = atoms.words[start], atoms.words[end - 1]
    before = "".join(text for text, word in zip(atoms.texts[:start], atoms.words[:start], strict=True) if word == first)
    after = "".join(text for text, word in zip(atoms.texts[end:], atoms.words[end:], strict=True) if word == last)
    tail = words[last][len(words[last].rstrip('»"”),.;:!?…。，、；：！？')) :]
    return Reading(first=first, last=last, kind=made.kind, text=f"{before}{made.text}{after}{tail}", value=made.value)


def _apart(found: Sequence[Reading]) -> list[Reading]:
    """Readings that share a word are one: 三点和四点 may be written as one word."""
    apart: list[Reading] = []
    for one in found:
        if apart and one.first <= apart[-1].last:
            continue
        apart.append(one)
    return apart
