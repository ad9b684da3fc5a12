"""Numbers said one behind the other: which digits they make, and what shows them to be harmless. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recordings.private_words.likeness import misheard
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

_SHORT = 6
"""Up to so many digits are an amount or a count where a counted thing follows."""
_TIME = 4
"""Up to so many digits are a time or a house where a preposition stands before them."""


@dataclass(frozen=True, slots=True)
class Run:
    """The tokens `first` to `last` of one turn, all of them numbers."""

    turn: int
    first: int
    last: int
    groups: tuple[str, ...]
    """The digits as they were grouped: 'nine hundred sixteen' is one group of three."""
    is_plain: bool
    """An amount, a time, a count, a date: said in words that make it so."""

    @property
    def digits(self) -> str:
        """All digits."""
        return "".join(self.groups)


def runs_of(turn: TokenTurn, vocabulary: Vocabulary) -> tuple[Run, ...]:
    """The runs of a turn in order."""
    return tuple(_runs(turn, vocabulary))


def is_number(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is a number, or a part of one."""
    return text.isdigit() or text in vocabulary.number_texts or text in vocabulary.amounts


def _runs(turn: TokenTurn, vocabulary: Vocabulary) -> Iterator[Run]:
    texts, place = list(_repaired(turn.texts, vocabulary)), 0
    while place < len(texts):
        if not is_number(texts[place], vocabulary) and texts[place] not in vocabulary.repeats:
            place += 1
            continue
        first = place
        while place < len(texts) and _goes_on(texts, place, vocabulary):
            place += 1
        said = texts[first:place]
        if any(is_number(text, vocabulary) for text in said):
            is_plain = _is_plain(texts, first, place, vocabulary)
            yield Run(turn.index, first, place - 1, tuple(groups_of(said, vocabulary)), is_plain)
        place = max(place, first + 1)


def _goes_on(texts: Sequence[str], place: int, vocabulary: Vocabulary) -> bool:
    text = texts[place]
    if text in vocabulary.zeros:  # three zeros; in Chinese the counting word, where a zero follows it
        return vocabulary.is_spaced or texts[place + 1 : place + 2] == ["零"]
    return is_number(text, vocabulary) or text in vocabulary.repeats


def _repaired(texts: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The words, with a number word in place of one that is a letter away from it and stands beside a number."""
    for place, text in enumerate(texts):
        beside = [texts[other] for other in (place - 1, place + 1) if 0 <= other < len(texts)]
        known = is_number(text, vocabulary) or text in vocabulary.zeros or text in vocabulary.breakers
        if known or vocabulary.ordinal.fullmatch(text) or not any(is_number(one, vocabulary) for one in beside):
            yield text
        else:
            yield misheard(text, vocabulary.number_texts) or text


def groups_of(said: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The digits of number words, grouped as they were said; amounts are left out."""
    groups: list[str] = []
    value, room, times = 0, 0, 1  # room: what still fits into the group that is open, below 100, 10 or nothing
    unit = 0  # the digit said last, which may count zeros
    for text in said:
        if text in vocabulary.repeats:
            times = vocabulary.repeats[text]
            continue
        if text in vocabulary.zeros and groups and 2 <= unit <= 8:
            groups[-1:] = ([str(value - unit)] if value > unit else []) + ["0" * unit]  # three zeros
            value = room = unit = 0
            continue
        number, size = _value(text, vocabulary)
        unit = number if size == 1 else 0
        if size is None:
            groups += [text] if text.isdigit() else []
            value, room = 0, 0
        elif size == 0:
            value, room = value * 100, 100  # 'hundred' behind its unit
            groups[-1:] = [str(value)] if groups else []
        elif number and room > size and groups:
            value, room = value + number, 1 if size < 10 or number % 10 else 10
            groups[-1] = str(value)
        else:
            value, room = number, {100: 100, 10: 10}.get(size, 1)
            groups.append(str(number) * times)
        times = 1
    return groups


def _value(text: str, vocabulary: Vocabulary) -> tuple[int, int | None]:
    """A number word's value and the size of its place: 100, 10, 5 for a teen, 1; 0 for 'hundred' itself."""
    if text in vocabulary.units:
        return vocabulary.units[text], 1
    if text in vocabulary.teens:
        return vocabulary.teens[text], 5
    if text in vocabulary.tens:
        return vocabulary.tens[text], 10
    if text in vocabulary.hundreds:
        return vocabulary.hundreds[text], 100
    return 0, 0 if text in vocabulary.hundred else None


def _is_plain(texts: Sequence[str], first: int, end: int, vocabulary: Vocabulary) -> bool:
    said = texts[first:end]
    if any(text in vocabulary.amounts for text in said):
        return True
    digits = len("".join(groups_of(said, vocabulary)))
    behind = texts[end] if end < len(texts) else ""
    before = texts[first - 1] if first else ""
    if digits <= _SHORT and behind and behind.startswith(vocabulary.counted):
        return True
    if digits <= _SHORT and (vocabulary.ordinal.fullmatch(behind) or vocabulary.month.fullmatch(behind)):
        return True
    return digits <= _TIME and (before in vocabulary.before_plain or bool(vocabulary.ordinal.fullmatch(before)))


def looks_like_times(groups: Sequence[str]) -> bool:
    """Whether numbers can be read as hours with minutes, as in 'nine thirty ten fifteen eleven'.

    Half of the pairs are full fives, nothing is above 59, and digits do not stand alone in a row; telephones are
    rarely so.
    """
    pairs = [int(group) for group in groups if len(group) == 2]
    if len(pairs) < 2 or any(len(group) > 2 or int(group) > 59 for group in groups):
        return False
    if any(len(one) == len(other) == 1 and "0" not in one + other for one, other in pairwise(groups)):
        return False
    return 2 * sum(pair % 5 == 0 for pair in pairs) >= len(pairs)
