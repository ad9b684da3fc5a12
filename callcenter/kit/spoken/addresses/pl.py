"""Polish addresses: 'ul. 3 Maja 12/4' is said 'ulica Trzeciego Maja dwanaście przez cztery'."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken import pl
from callcenter.kit.spoken.addresses.rewriting import expanded, figures, in_words, replaced
from callcenter.kit.spoken.wording import words

_ABBREVIATIONS = {
    r"ul\.?": "ulica",
    r"al\.?(?=\s*(?:Jerozolimskie|Ujazdowskie))": "Aleje",
    r"al\.": "aleja",
    r"pl\.": "plac",
    r"os\.": "osiedle",
    r"skw\.": "skwer",
    r"woj\.": "województwo",
    r"lok\.|lok(?=\s*\d)": ", lokal",
    r"m\.?(?=\s*\d)": ", mieszkanie",
    r"m\.": "miasto",
    r"nr\.?": "numer",
    r"gab\.": "gabinet",
    r"pok\.": "pokój",
    r"bud\.": "budynek",
    r"kl\.": "klatka",
    r"św\.(?=\s*\w+[yi]\b)": "świętej",
    r"św\.": "świętego",
    r"gen\.": "generała",
    r"marsz\.": "marszałka",
    r"płk\.?": "pułkownika",
    r"mjr\.?": "majora",
    r"ks\.": "księdza",
    r"kard\.": "kardynała",
    r"bp\.?": "biskupa",
    r"prof\.": "profesora",
    r"dra?\.?": "doktora",
    r"inż\.": "inżyniera",
    r"hetm\.": "hetmana",
    r"im\.": "imienia",
    r"c\.?\s?h\.?": "centrum handlowe",
}
_MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
_ROMAN = dict(zip(words("I II III IV V VI VII VIII IX X XI XII"), range(1, 13), strict=True))
_LETTERS = dict(
    zip("abcdefghijklmnoprstuw", words("a be ce de e ef gie ha i jot ka el em en o pe er es te u wu"), strict=True)
)


def spoken(text: str) -> str:
    """The address in words; anything unknown stays as it is."""
    text = replaced(text, r"\b(\d{1,2}|[IVX]+)\.?\s*(?:p\.|pięt\.|piętro\b)", _floor)
    text = expanded(text, _ABBREVIATIONS)
    text = replaced(text, rf"\b(\d{{1,2}})(?:-?go)?\s+({_MONTHS})\b", _day)
    text = replaced(text, r"\b1000-lecia\b", lambda _: "Tysiąclecia")
    text = re.sub(r"(?<=[a-ząćęłńóśźż])\s+([IVX]{1,4})\b", _king, text)  # Jana Pawła II
    text = replaced(text, r"(\d[a-z]?)\s*/\s*(\d)", lambda found: f"{found.group(1)} przez {found.group(2)}")
    text = replaced(text, r"\b(\d\d)-(\d{3})\b", lambda found: f"{found.group(1)} {found.group(2)},")
    text = replaced(text, r"(\d)\s*[-–—]\s*(\d)", lambda found: f"{found.group(1)}, {found.group(2)}")
    text = replaced(text, r"(\d)([a-z])\b", _letter)
    return in_words(text, Language.PL)


def _day(found: re.Match[str]) -> str:
    day = int(found.group(1))
    said = pl.day_genitive(day) if 1 <= day < 40 else figures(found.group(1), Language.PL)
    return f"{said.title()} {found.group(2).capitalize()}"


def _floor(found: re.Match[str]) -> str:
    written = found.group(1).upper()
    value = int(written) if written.isdecimal() else _ROMAN.get(written, 0)
    return f"{pl.ordinal(value, 'n')} piętro" if 1 <= value < 40 else found.group()


def _king(found: re.Match[str]) -> str:
    value = _ROMAN.get(found.group(1))
    return f" {pl.day_genitive(value).title()}" if value else found.group()


def _letter(found: re.Match[str]) -> str:
    return f"{found.group(1)} {_LETTERS.get(found.group(2).lower(), found.group(2))}"
