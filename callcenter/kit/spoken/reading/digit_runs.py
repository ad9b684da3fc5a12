"""Telephone numbers and others that are said in digits, pairs and triples: 'nine hundred twelve, oh oh, forty'."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from callcenter.kit.phones import PhoneNumber, said_phone
from callcenter.kit.spoken.reading.found import Kind, Made
from callcenter.kit.spoken.reading.grammar import Grammar

_MOST_WAYS = 64
_LONGEST_REPEAT = 8
_COUNTING = "0123456789"
"""'One two three four five' is counted, not told."""
_SHORTEST_PHONE = 8
"""Shorter numbers are those of a town; whether digits are one cannot be told."""


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Number words one after the other, as groups of digits."""

    end: int
    groups: tuple[str, ...]


def run_at(grammar: Grammar, texts: Sequence[str], at: int, stop: int) -> Sequence[DigitRun]:
    """The ways to read all number words from `at` on (up to `stop`) as digits; none where one of them is no digit."""
    found: list[DigitRun] = []
    for run in _runs(grammar, texts, at, stop, ()):
        found.append(run)
        if len(found) == _MOST_WAYS:
            break
    return found


def phone_of(runs: Sequence[DigitRun], countries: Sequence[str], *, has_plus: bool) -> tuple[int, Made] | None:
    """The telephone number that the words say, and where it ends; None where they say none, or more than one."""
    said: dict[PhoneNumber, tuple[str, int]] = {}
    for run in runs:
        digits = "".join(run.groups)
        found = said_phone(digits, countries, has_plus=has_plus) if len(digits) >= _SHORTEST_PHONE else None
        if found:
            said.setdefault(found[0], (found[1], run.end))
    if len(said) != 1:
        return None
    (number, (text, end)), *_ = said.items()
    return end, Made(Kind.PHONE, text.replace(" ", "\N{NO-BREAK SPACE}"), number)


def digits_of(run: DigitRun, *, is_cued: bool) -> Made | None:
    """Digits that are no telephone number: the end of one, a code. Where they may be a time or prices, None.

    `is_cued`: something said before tells that digits follow ('the number ends in').
    """
    singles = all(len(group) == 1 or group.strip("0") == "" for group in run.groups)
    digits = "".join(run.groups)
    has_zero = any(group.strip("0") == "" for group in run.groups)
    is_sure = len(run.groups) > 1 and (
        is_cued
        or (singles and (len(digits) >= 4 or (len(digits) == 3 and has_zero)))
        or (len(digits) >= 5 and has_zero and len(run.groups) >= 3 and _is_no_list(run.groups))
    )
    if not is_sure or (not is_cued and digits in _COUNTING):
        return None
    return Made(Kind.DIGITS, _grouped(digits) if singles else "\N{NO-BREAK SPACE}".join(_paired(run.groups)), digits)


def _is_no_list(groups: Sequence[str]) -> bool:
    """True where a zero leads a group, and a group has three digits: neither times nor prices are said so."""
    return any(len(group) == 3 and group.strip("0") for group in groups)


def _paired(groups: Sequence[str]) -> Iterator[str]:
    """Digits said one by one are one group; a single zero goes with what stands behind it: 0, 5 is 05."""
    together = ""
    for before, group in pairwise(("", *groups)):
        goes_on = len(group) == 1 and len(before) == 1 and (group == "0") == (before == "0")
        if together and not goes_on and together != "0":
            yield together
            together = ""
        together += group
    yield together


def _grouped(digits: str) -> str:
    if len(digits) == 7:
        return f"{digits[:3]}-{digits[3:]}"
    if len(digits) in (12, 16):
        return "\N{NO-BREAK SPACE}".join(digits[place : place + 4] for place in range(0, len(digits), 4))
    return digits


def _runs(grammar: Grammar, texts: Sequence[str], at: int, stop: int, groups: tuple[str, ...]) -> Iterator[DigitRun]:
    ways = _groups(grammar, texts, at) if at < stop else []
    if not ways:
        if groups and (at >= len(texts) or at >= stop or not is_number_word(grammar, texts[at])):
            yield DigitRun(at, groups)
        return
    for end, more in ways:
        yield from _runs(grammar, texts, end, stop, (*groups, *more))


def is_number_word(grammar: Grammar, text: str) -> bool:
    """Whether a piece belongs to a number, however long."""
    return grammar.numerals.is_digit_word(text) or text in grammar.digits.only or text in grammar.digits.zeros


def _groups(grammar: Grammar, texts: Sequence[str], at: int) -> list[tuple[int, Sequence[str]]]:
    """The ways to read what begins at a place: 'three zeros', 'double five', 'nine hundred twelve', 'oh'."""
    words, found = grammar.digits, grammar.numerals.cardinals(texts, at)
    if texts[at] in words.zeros:
        return []
    repeat = words.repeats.get(texts[at])
    if repeat and at + 1 < len(texts):
        digit = _digit(grammar, texts, at + 1)
        return [(at + 2, digit * repeat)] if digit else []
    if texts[at] in words.only:
        return [(at + 1, [str(words.only[texts[at]])])]
    for one in found:
        behind = one.end
        if not 2 <= one.value <= _LONGEST_REPEAT or behind >= len(texts):
            continue
        if texts[behind] in words.zeros:
            return [(behind + 1, ["0" * one.value])]
        if words.measure and texts[behind] == words.measure and behind + 1 < len(texts):
            digit = _digit(grammar, texts, behind + 1)
            return [(behind + 2, digit * one.value)] if digit else []
    below = [one for one in found if one.value < 1000]
    counted = [one for one in below if _is_zeros(grammar, texts, one.end)]
    if counted and below[0].end < len(texts) and texts[below[0].end] in words.zeros:
        below = counted  # 'nine hundred / three zeros': the three belongs to the zeros
    # The longest is what people say; only English hundreds may also end before 'one' in 'nine hundred one two three'.
    return [
        (one.end, [str(one.value)])
        for place, one in enumerate(below)
        if place == 0 or texts[one.end - 1] == words.hundred
    ]


def _is_zeros(grammar: Grammar, texts: Sequence[str], at: int) -> bool:
    """Whether a count and zeros follow: 'three zeros'."""
    return any(
        one.end < len(texts) and texts[one.end] in grammar.digits.zeros and one.value <= _LONGEST_REPEAT
        for one in grammar.numerals.cardinals(texts, at)
    )


def _digit(grammar: Grammar, texts: Sequence[str], at: int) -> str:
    """The one digit of a piece; empty where it is none."""
    if texts[at] in grammar.digits.only:
        return str(grammar.digits.only[texts[at]])
    values = [one.value for one in grammar.numerals.cardinals(texts, at) if one.end == at + 1 and one.value < 10]
    return str(values[0]) if values else ""
