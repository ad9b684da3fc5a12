"""Words that no dictionary has, such as names and what is new in dentistry: their endings, language by language. Pure.

Nouns and adjectives only. An unknown word stands for its stem; a known one may have been told by its dictionary form,
so an unknown one in a query also asks for the dictionary forms that its stem could have.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.kit.languages import Language

SHORTEST = 3
"""Letters that are left at least."""


@dataclass(frozen=True, slots=True)
class _Endings:
    cut: tuple[str, ...]
    """Longest first."""
    nominative: tuple[str, ...]
    """Endings that a dictionary form may have."""


def _endings(cut: str, nominative: str) -> _Endings:
    return _Endings(tuple(sorted(cut.split(), key=len, reverse=True)), ("", *nominative.split()))


_BY_LANGUAGE: Mapping[Language, _Endings] = {
    Language.RU: _endings(
        "иями ами ями ого его ому ему ыми ими иях ией иям ов ев ей ой ою ею ый ий ая яя ое ее ые ие ую юю ом ем ам ям"
        " ах ях ых их ым им ию ии ия ы и а я о е у ю ь й",
        "а я о е ь й ый ий ая ия",
    ),
    Language.UK: _endings(
        "ами ями ого ього ому ьому ими іми ові еві єві ою ею єю ій ів їв ий ая яя ом ем єм ам ям ах ях их іх ою ю у а я"
        " о е є і ї и ь й",
        "а я о е ь й ий ій ія",
    ),
    Language.PL: _endings(
        "ami ach ego emu ymi imi owi ów om em ie iem ią ię ej ym im ych ich a e i o u y ą ę",
        "a o e y i ia",
    ),
    Language.EN: _endings("'s s'", "s"),
    Language.ZH: _endings("", ""),
}
_FLEETING = {
    # the vowel that comes and goes before a last consonant: коронок beside коронка, zniżek beside zniżka
    Language.RU: ("ок", "ек"),
    Language.UK: ("ок", "ек"),
    Language.PL: ("ek",),
}


def stem(word: str, language: Language) -> str:
    """A word without its ending; itself where too little would be left."""
    for ending in _BY_LANGUAGE[language].cut:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    for ending in _FLEETING.get(language, ()):
        if word.endswith(ending) and len(word) > SHORTEST + 1:
            return word[: -len(ending)] + ending[-1]
    return word


def dictionary_forms(stem_: str, language: Language) -> tuple[str, ...]:
    """The forms with which a dictionary could have a word of this stem."""
    return tuple(stem_ + ending for ending in _BY_LANGUAGE[language].nominative)
