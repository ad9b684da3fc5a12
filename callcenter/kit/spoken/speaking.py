"""How long a sentence takes to say. Pure.

Counted in syllables (signs in Chinese) at the pace of a careful voice on the telephone: four fifths of the reading
rates of Pellegrino, Coupé and Marsico, "A cross-language perspective on speech information rate" (Language 87, 2011);
Russian, Ukrainian and Polish, which they did not measure, like Italian.
"""

import re
from collections.abc import Mapping

from callcenter.kit.languages import Language

_RATES: Mapping[Language, float] = {
    Language.RU: 5.6,
    Language.UK: 5.6,
    Language.PL: 5.6,
    Language.EN: 5.0,
    Language.ZH: 4.1,
}
"""Syllables a second."""
_PAUSE = 0.3
"""Seconds at the end of a sentence."""
_VOWELS: Mapping[Language, re.Pattern[str]] = {
    Language.RU: re.compile("[аеёиоуыэюя]", re.IGNORECASE),
    Language.UK: re.compile("[аеєиіїоуюя]", re.IGNORECASE),
    Language.PL: re.compile("i?[aeouyąęó]|i(?![aeouyąęó])", re.IGNORECASE),
    Language.EN: re.compile("[aeiouy]+(?!e?s?\\b)|[aeiouy]+s?\\b", re.IGNORECASE),
    Language.ZH: re.compile("[\u4e00-\u9fff]"),
}
_ENDS = re.compile("[.!?。！？]+")


def seconds_to_say(spoken: str, language: Language) -> float:
    """Seconds that the words take; numbers must be in words already."""
    syllables = len(_VOWELS[language].findall(spoken))
    return syllables / _RATES[language] + _PAUSE * len(_ENDS.findall(spoken))
