"""Which words a language uses for numbers, dates and times."""

from collections.abc import Callable

from callcenter.kit.languages import Language
from callcenter.kit.spoken import en, pl, ru, uk, zh
from callcenter.kit.spoken.wording import DateWords

_WORDS: dict[Language, DateWords] = {
    Language.RU: ru.WORDS,
    Language.UK: uk.WORDS,
    Language.PL: pl.WORDS,
    Language.EN: en.WORDS,
    Language.ZH: zh.WORDS,
}


_NUMBERS: dict[Language, Callable[[int], str]] = {
    Language.RU: ru.number,
    Language.UK: uk.number,
    Language.PL: pl.number,
    Language.EN: en.number,
    Language.ZH: zh.number,
}


def number_in_words(value: int, language: Language) -> str:
    """A whole number from 0 to 999,999 in the words of `language`, as it is counted: nominative, masculine."""
    return _NUMBERS[language](value)


def words_for(language: Language) -> DateWords:
    """The words for dates and times of `language`."""
    return _WORDS[language]
