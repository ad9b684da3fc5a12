"""An address in the words of a language."""

import unicodedata

from callcenter.kit.languages import Language
from callcenter.kit.spoken.addresses import en, pl, ru, uk, zh
from callcenter.kit.spoken.wording import Wording

_SPOKEN = {
    Language.RU: ru.spoken,
    Language.UK: uk.spoken,
    Language.PL: pl.spoken,
    Language.EN: en.spoken,
    Language.ZH: zh.spoken,
}


def address(text: str, language: Language) -> Wording:
    """An address as it is written and as it is said, with abbreviations in full and every number in words.

    It never fails: what is not known is left as it is.
    """
    written = " ".join(text.split())
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", written))
    return Wording(written, _SPOKEN[language](plain))


def _plain(sign: str) -> str:
    """A figure of any script as 0 to 9; signs that only look like figures, such as '❷', as nothing."""
    if sign.isdecimal():
        return str(int(sign))
    return "" if sign.isdigit() else sign
