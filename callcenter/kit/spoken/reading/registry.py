"""The grammars of five languages behind one function."""

from collections.abc import Sequence
from functools import lru_cache

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading import en, pl, ru, uk, zh
from callcenter.kit.spoken.reading.engine import Reader
from callcenter.kit.spoken.reading.found import Kind, Reading
from callcenter.kit.spoken.reading.numerals import Counted

_GRAMMARS = {
    Language.RU: ru.GRAMMAR,
    Language.UK: uk.GRAMMAR,
    Language.PL: pl.GRAMMAR,
    Language.EN: en.GRAMMAR,
    Language.ZH: zh.GRAMMAR,
}


def readings(
    words: Sequence[str], language: Language, *, expecting: Kind | None = None, countries: Sequence[str] = ()
) -> tuple[Reading, ...]:
    """The numbers, times, dates, amounts and telephone numbers in words that were recognised.

    In their order, without overlaps; words between them, and all that may mean two things, have none. `expecting` is
    what a question asked for: with it 'nine' is a number, and 'nine twenty' a time. `countries` (ISO 3166-1 alpha-2)
    say whose telephone numbers are meant where no country's code is said; the language's own where nothing is given.
    """
    return _read(tuple(words), language, expecting, tuple(countries))


@lru_cache(maxsize=4096)
def _read(
    words: tuple[str, ...], language: Language, expecting: Kind | None, countries: tuple[str, ...]
) -> tuple[Reading, ...]:
    return _reader(language).read(words, expecting=expecting, countries=countries)


@lru_cache
def _reader(language: Language) -> Reader:
    return Reader(_GRAMMARS[language])


def numbers_at(words: Sequence[str], at: int, language: Language, slot: str) -> Sequence[Counted]:
    """What a slot of the language's grammar can hold from the word `at` on, the longest first.

    For callers with a grammar of their own: 'H' is an hour, 'OH' an hour as an ordinal, 'OD' a day of the month, 'N'
    any number; a slot that the language lacks holds nothing. `words` are pieces, as `atoms.split_word` gives them.
    """
    known = {"N", "H", "M", *_GRAMMARS[language].ordinals}
    return _reader(language).slot_at(words, at, slot) if slot in known else ()
