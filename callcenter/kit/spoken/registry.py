"""Which words a language uses for dates and times."""

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


def words_for(language: Language) -> DateWords:
    """The words for dates and times of `language`."""
    return _WORDS[language]
