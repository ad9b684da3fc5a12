"""Which vocabulary belongs to which language."""

from callcenter.kit.languages import Language
from recordings.private_words.vocabulary import en, pl, ru, uk, zh
from recordings.private_words.vocabulary.shape import Vocabulary

_OF: dict[Language, Vocabulary] = {
    Language.RU: ru.VOCABULARY,
    Language.UK: uk.VOCABULARY,
    Language.PL: pl.VOCABULARY,
    Language.EN: en.VOCABULARY,
    Language.ZH: zh.VOCABULARY,
}


def vocabulary_of(language: Language) -> Vocabulary:
    """The vocabulary of a language."""
    return _OF[language]
