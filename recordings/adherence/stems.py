"""A text as the stems of its words, so that other forms of a word count as the word. Pure."""

from itertools import pairwise

from callcenter.kit.languages import Language
from recordings.search.stems import stem
from recordings.search.words import fold, words_of

_LONG = 6
"""Letters of a stem that count: verbs and their nouns fall together (запис-ать, запис-ь), most others stay apart."""


def stems_of(text: str, language: Language) -> frozenset[str]:
    """The stems of a text; of Chinese, every two signs that stand together."""
    found, signs = set[str](), list[str]()
    for word in words_of(text):
        if word.is_sign:
            signs.append(word.parts[0])
        else:
            found.update(fold(stem(part, language))[:_LONG] for part in word.parts)
    return frozenset(found | {one + other for one, other in pairwise(signs)})
