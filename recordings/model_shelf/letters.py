"""In which of our languages a model's words are written, judged by their letters. Pure.

Vosk's models do not say for which language they are; one put under another's name would write nonsense.
"""

import re
from collections import Counter
from collections.abc import Mapping

from callcenter.kit.languages import Language

ENOUGH_LETTERS = 400
"""Fewer than this and nothing is concluded."""

_WORD = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")
_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэъё")
_POLISH = frozenset("ąćęłńóśźż")
_LEAST_OWN = 0.004
"""Share of a language's own letters in its words: Ukrainian has 8 %, Russian 3 %, Polish 7 %."""
_CLEARLY = 4


def language_of(words: str) -> Language | None:
    """The language of a sample of words; None where the letters do not decide it."""
    letters = Counter("".join(_WORD.findall(words)).lower())
    by_script: Mapping[str, int] = Counter(
        {script: sum(letters[letter] for letter in letters if _script(letter) == script) for script in _SCRIPTS}
    )
    script = max(_SCRIPTS, key=lambda name: by_script[name])
    count = by_script[script]
    if count < ENOUGH_LETTERS or count * 2 < sum(letters.values()):
        return None
    if script == "han":
        return Language.ZH
    if script == "cyrillic":
        return _of_two(_share(letters, _UKRAINIAN, count), _share(letters, _RUSSIAN, count))
    return Language.PL if _share(letters, _POLISH, count) >= _LEAST_OWN else Language.EN


_SCRIPTS = ("han", "cyrillic", "latin")


def _of_two(ukrainian: float, russian: float) -> Language | None:
    if max(ukrainian, russian) < _LEAST_OWN:
        return None
    if ukrainian > russian * _CLEARLY:
        return Language.UK
    return Language.RU if russian > ukrainian * _CLEARLY else None


def _share(letters: Mapping[str, int], own: frozenset[str], count: int) -> float:
    return sum(letters.get(letter, 0) for letter in own) / count


def _script(letter: str) -> str:
    if "\u4e00" <= letter <= "\u9fff":
        return "han"
    if "\u0400" <= letter <= "\u04ff":
        return "cyrillic"
    return "latin" if letter < "\u0250" else ""
