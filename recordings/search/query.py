"""What somebody typed into the search box, understood: words that must all be in one turn. Pure.

запись к врачу        every word, in any of its forms
"запись к врачу"      these very words, one after another
-жалоба               without this word
имплан*               every word that begins so
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.search.lemmas import chinese_words
from recordings.search.terms import alternatives
from recordings.search.words import Word, fold, is_sign, words_of

LONGEST = 300
"""Signs of a query."""
MOST_WORDS = 16

_QUOTES = '"“”„«»‟＂「」『』'
_PART = re.compile(
    rf"(?P<without>(?<!\S)[-−–])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_SCRIPTS = {True: frozenset({Language.RU, Language.UK}), False: frozenset({Language.PL, Language.EN})}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a turn must hold: one of several runs of terms."""

    runs: tuple[tuple[str, ...], ...]
    """Each is one term, or several that stand one after another."""
    is_beginning: bool = False
    """The last term of each run is only how the word begins."""


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query; at least one thing is wanted."""

    wanted: tuple[Wanted, ...]
    without: tuple[Wanted, ...] = ()


def parse_query(text: str, languages: Collection[Language]) -> Query:
    """The query that a text stands for; `languages` are those in which anything was said. Raises BadInputError."""
    if len(text) > LONGEST:
        raise BadInputError(N_("This is too long to look for. Write a few words of what was said."))
    wanted: list[Wanted] = []
    without: list[Wanted] = []
    for found in _PART.finditer(text):
        into = without if found["without"] else wanted
        into += _phrase(found["phrase"]) if found["phrase"] is not None else _words(found["word"], languages)
    if not wanted and without:
        raise BadInputError(N_("Write at least one word without a minus: what is to be found."))
    if not wanted:
        raise BadInputError(N_("Write a word to look for: letters or digits."))
    if len(wanted) + len(without) > MOST_WORDS:
        raise BadInputError(N_("These are too many words to look for. Write those that matter most."))
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(without)))


def _phrase(text: str) -> Iterator[Wanted]:
    run = tuple(fold(part) for word in words_of(text) for part in word.parts)
    if run:
        yield Wanted((run,))


def _words(text: str, languages: Collection[Language]) -> Iterator[Wanted]:
    """What a text without spaces asks for: one word, or several where other signs or Chinese part them."""
    said = list(words_of(text))
    for are_signs, group in groupby(said, key=lambda word: word.is_sign):
        words = list(group)
        if are_signs:
            whole = text[words[0].start : words[-1].end]
            yield from (Wanted((tuple(fold(sign) for sign in word),)) for word in _cut(whole, languages))
            continue
        for word in words:
            is_beginning = word is said[-1] and text.endswith("*")
            yield Wanted((_parts(word),), is_beginning=True) if is_beginning else Wanted(_runs(word, languages))


def _cut(whole: str, languages: Collection[Language]) -> list[str]:
    """Chinese words of signs that stand together; what parts them is no word. Where nobody spoke Chinese, nothing is
    cut, because it takes a dictionary."""
    if len(whole) == 1 or Language.ZH not in languages:
        return ["".join(filter(is_sign, whole))]
    return [word for word in ("".join(filter(is_sign, part)) for part in chinese_words(whole)) if word]


def _runs(word: Word, languages: Collection[Language]) -> tuple[tuple[str, ...], ...]:
    """A word in all its forms; a hyphenated one as its parts, and as a word without the hyphen."""
    spoken = _SCRIPTS[_CYRILLIC.match(word.parts[0]) is not None].intersection(languages)
    ordered = sorted(spoken, key=list(Language).index)
    whole = Word(start=word.start, end=word.end, parts=("".join(word.parts),))
    single = tuple((term,) for term in alternatives(whole, ordered))
    return single if len(word.parts) == 1 else (_parts(word), *single)


def _parts(word: Word) -> tuple[str, ...]:
    return tuple(fold(part) for part in word.parts)
