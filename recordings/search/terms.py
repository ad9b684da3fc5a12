"""From words to the terms that the database keeps of a turn, and that a query asks for. Pure.

Terms are parted by spaces. First come the words themselves in their order, so that a phrase can be found; then, marked
with '=' and the language, the dictionary forms ('=ruврач'), and with '~' the stems of words that no dictionary has;
then whose voice it is ('@patient').
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.found import Kind, Reading
from callcenter.kit.spoken.reading.registry import readings
from recordings.search.hidden import Stretch, readable_parts
from recordings.search.lemmas import lemmas_of
from recordings.search.stems import SHORTEST, dictionary_forms, stem
from recordings.search.words import Word, fold, is_sign, words_of

VERSION = 2
"""Rises with every change of what is written; transcripts written with another version are indexed anew."""

_GAP = "@"
"""Stands where private words are left out."""
_DIGITS = re.compile(r"\d+")


def turn_terms(text: str, language: Language, side: str, hidden: Sequence[Stretch] = ()) -> str:
    """All terms of a turn without its `hidden` stretches. `side` is whose voice it is, empty where nobody knows.

    Numbers, times and telephone numbers are found as they are spoken and as they are written: 'пятнадцать тридцать' by
    15:30, 'две тысячи пятьсот' by 2500. No phrase and no number goes on over a hidden stretch.
    """
    forms, marked, written = list[str](), dict[str, None](), dict[str, None]()
    for begin, part in readable_parts(text, hidden):
        said = list(words_of(part))
        forms += [_GAP] * bool(begin) + [fold(one) for word in said for one in word.parts]
        marked |= dict.fromkeys(term for word in said for term in _marked(word.parts, language))
        written |= dict.fromkeys(term for number in numbers_of(part, said, language) for term in number.terms)
    sides = [side_term(side)] if side else []
    return " ".join([*forms, *marked, *written, *sides])


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number, a time or the like in spoken words."""

    first: int
    """Place of its first word."""
    last: int
    terms: tuple[str, ...]
    """Its parts as they are written, and all its digits in a run."""


def numbers_of(text: str, said: Sequence[Word], language: Language) -> list[WrittenNumber]:
    """The numbers in the words of a text."""
    spoken = [text[word.start : word.end].lower() for word in said]
    return [WrittenNumber(one.first, one.last, _digits(one)) for one in readings(spoken, language)]


def word_terms(word: Word, language: Language) -> frozenset[str]:
    """The terms by which one word of a turn is found."""
    return _all_terms(word.parts, language)


@lru_cache(maxsize=20_000)
def _all_terms(parts: tuple[str, ...], language: Language) -> frozenset[str]:
    whole = (fold("".join(parts)),) if len(parts) > 1 else ()
    return frozenset((*map(fold, parts), *whole, *_marked(parts, language)))


def side_term(side: str) -> str:
    """The term of whose voice it is."""
    return f"@{side}"


def alternatives(word: Word, languages: Iterable[Language]) -> tuple[str, ...]:
    """The terms of which a turn holds at least one where it holds a form of this word; of a word of one part."""
    [part] = word.parts
    found = dict.fromkeys([fold(part)])
    if part.isdigit() or word.is_sign:
        return tuple(found)
    for language in languages:
        heads = lemmas_of(part, language)
        found |= dict.fromkeys(fold(head) for head in heads)  # a form of its own that the dictionary reads otherwise
        found |= dict.fromkeys(_lemma(head, language) for head in (*heads, part))
        found |= dict.fromkeys(_stem(head, language) for head in (heads or (part,)))
        if not heads and len(part) > SHORTEST:
            could = dictionary_forms(stem(fold(part), language), language)
            found |= dict.fromkeys(_lemma(head, language) for head in could)
    return tuple(found)


@lru_cache(maxsize=20_000)
def _marked(parts: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The dictionary forms and stems of a word."""
    if is_sign(parts[0]):
        return ()
    whole = "".join(parts)
    found = [_lemma(whole, language)] if len(parts) > 1 else []
    for part in dict.fromkeys((*parts, whole)):
        heads = lemmas_of(part, language)
        found += [_lemma(head, language) for head in heads]
        if not heads and not part.isdigit():
            found.append(_stem(part, language))
    return tuple(dict.fromkeys(found))


def _digits(number: Reading) -> tuple[str, ...]:
    parts = _DIGITS.findall(number.text)
    whole = _DIGITS.findall(number.value) if number.kind is Kind.PHONE and isinstance(number.value, str) else []
    return tuple(dict.fromkeys([*parts, *(["".join(parts)] if parts else []), *whole]))


def _lemma(head: str, language: Language) -> str:
    return f"={language.value}{fold(head)}"


def _stem(word: str, language: Language) -> str:
    return f"~{language.value}{stem(fold(word), language)}"
