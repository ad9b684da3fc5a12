"""What the rules must know of a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recordings.private_words.spans import PrivateKind


def listed(text: str) -> tuple[str, ...]:
    """The words of a table written as one text."""
    return tuple(text.split())


def counted(text: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words for rising numbers; words of one number stand together with a bar between: 'zero|oh one two'."""
    return {
        word: start + place * step for place, same in enumerate(text.split()) for word in same.split("|") if word != "_"
    }


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """One language. Phrases are words in small letters; a word that ends in * stands for all that begin so."""

    units: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred: frozenset[str] = frozenset()
    """Words that make hundreds of the unit before them."""
    amounts: frozenset[str]
    """Words that make an amount or a year of the numbers around them: thousand, million."""
    zeros: frozenset[str] = frozenset()
    """Forms of 'zero' that a number before them counts: три нуля."""
    repeats: Mapping[str, int]
    """Words that repeat the digit behind them: double five."""
    ordinal: re.Pattern[str]
    """Any ordinal up to the ninety-ninth, one word of it, in any form."""
    month: re.Pattern[str]
    year_words: frozenset[str]
    fillers: frozenset[str]
    """What may stand between the groups of one number."""
    breakers: frozenset[str]
    """What never stands inside a number: prepositions, parts of the day, currencies."""
    counted: tuple[str, ...]
    """What is counted, measured or paid, as beginnings: a short number before one of them is harmless."""
    before_plain: frozenset[str]
    """Words before a short number that make it a time, a house or a room."""
    cues: Mapping[PrivateKind, tuple[str, ...]]
    number_cues: tuple[str, ...]
    """'Number' without a word of what: taken for a telephone where nothing else is meant."""
    tails: tuple[str, ...]
    """What stands before the last digits of a number: 'ending in'."""
    birth_after: tuple[str, ...] = ()
    """What stands behind a date of birth."""
    series: frozenset[str] = frozenset()
    """Words that announce the letters of a policy."""
    letters: frozenset[str]
    """Letters as they are spelled on the telephone."""
    titles: frozenset[str]
    """Mr and Mrs."""
    doctors: tuple[str, ...]
    """Beginnings of the words for a doctor: the name behind one is no patient's."""
    ordinary: frozenset[str]
    """Surnames that are words of every day as well."""
    is_spaced: bool = True

    @cached_property
    def number_texts(self) -> frozenset[str]:
        """All single number words."""
        return frozenset((*self.units, *self.teens, *self.tens, *self.hundreds, *self.hundred))

    @cached_property
    def date_texts(self) -> frozenset[str]:
        """Number words and ordinals in all their forms; the pattern of these is stems and endings, or whole words."""
        stems, _, endings = self.ordinal.pattern.strip("()").partition(")(")
        ordinals = (stem + ending for stem in stems.split("|") for ending in endings.split("|"))
        return self.number_texts | (frozenset(ordinals) if self.is_spaced else frozenset())

    @cached_property
    def phrases(self) -> Mapping[PrivateKind, tuple[tuple[str, ...], ...]]:
        """The cues as sequences of words (of characters where the language has no spaces)."""
        return {kind: tuple(map(self.phrase, cues)) for kind, cues in self.cues.items()}

    def phrase(self, cue: str) -> tuple[str, ...]:
        """A cue as a sequence of words."""
        return tuple(cue.split()) if self.is_spaced else tuple(cue.replace(" ", ""))
