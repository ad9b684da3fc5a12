"""Words by which a text leaves the formal address of its language. Pure."""

import re
from collections.abc import Mapping

from callcenter.kit.languages import Language

_RU = "ты|тебя|тебе|тобой|тобою|тво(?:й|я|ё|е|и|его|ей|ему|ю|им|ём|их|ими)"
_UK = "ти|тебе|тобі|тобою|тв(?:ій|оя|оє|ої|ого|оєї|оєму|ою|оїм|оїх|оїми)"
_PL = "ty|ciebie|tobie|tobą|cię|tw(?:ój|oja|oje|oi|ojego|ojej|ojemu|oją|oim|oich|oimi)"
_EN = "hon|honey|buddy|mate|guys|darling|sweetie|sweetheart|love|pal"

_FAMILIAR: Mapping[Language, re.Pattern[str]] = {
    Language.RU: re.compile(rf"\b(?:{_RU})\b", re.IGNORECASE),
    Language.UK: re.compile(rf"\b(?:{_UK})\b", re.IGNORECASE),
    Language.PL: re.compile(rf"\b(?:{_PL})\b", re.IGNORECASE),
    Language.EN: re.compile(rf"\b(?:{_EN})\b(?=[,.!?])", re.IGNORECASE),
    Language.ZH: re.compile("你"),
}
FORMAL: Mapping[Language, str] = {
    Language.RU: "вы",
    Language.UK: "ви",
    Language.PL: "Pan, Pani, Państwo",
    Language.EN: "you, Mr, Ms",
    Language.ZH: "您",
}
"""How each language addresses a patient."""


def familiar_word(text: str, language: Language) -> str:
    """The first word of a text that is too familiar for a patient, or ''."""
    found = _FAMILIAR[language].search(text)
    return found.group() if found else ""
