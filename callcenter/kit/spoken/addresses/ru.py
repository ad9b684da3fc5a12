"""Russian addresses: 'ул. Садовая, 5а' is said 'улица Садовая, дом пять а'."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken import ru
from callcenter.kit.spoken.addresses.rewriting import expanded, figures, in_words, replaced, with_house
from callcenter.kit.spoken.wording import words

_ABBREVIATIONS = {
    r"ул\.?": "улица",
    r"пр-к?т\.?|просп\.?|пр\.": "проспект",
    r"пр-д\.?": "проезд",
    r"пер\.?": "переулок",
    r"пл\.?": "площадь",
    r"наб\.?": "набережная",
    r"б-р\.?|бул\.?|бульв\.?": "бульвар",
    r"ш\.": "шоссе",
    r"туп\.?": "тупик",
    r"мкрн?\.?|м-н\.?|мкр-н\.?": "микрорайон",
    r"пос\.?|п\.(?=\s*[А-ЯЁ])": "посёлок",
    r"г\.": "город",
    r"обл\.?": "область",
    r"р-н\.?": "район",
    r"корп\.?|к\.?(?=\s*\d)": ", корпус",
    r"стр\.?": "строение",
    r"вл\.?(?=\s*\d)": "владение",
    r"лит\.?": "литера",
    r"д\.?(?=\s*\d)": "дом",
    r"д\.": "деревня",
    r"эт\.?": "этаж",
    r"оф\.?": "офис",
    r"каб\.?": "кабинет",
    r"кв\.?": "квартира",
    r"пом\.?": "помещение",
    r"ст\.\s*м\.?|м\.": "метро",
    r"тц": "торговый центр",
    r"бц": "бизнес-центр",
    r"им\.?": "имени",
    r"акад\.?": "академика",
    r"ген\.?": "генерала",
    r"марш\.?": "маршала",
    r"проф\.?": "профессора",
    r"№": "номер",
}
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_ENDINGS = {"я": "ая", "ая": "ая", "й": "ый", "ый": "ый", "ой": "ый", "е": "ое", "ое": "ое", "го": "ого", "ого": "ого"}
_LETTERS = dict(zip("абвгдежзиклмнопрст", words("а бэ вэ гэ дэ е жэ зэ и ка эль эм эн о пэ эр эс тэ"), strict=True))
_OTHER_NUMBERS = "корпус|строение|литера|офис|кабинет|квартира|помещение|этаж|подъезд|номер|школа|поликлиника"
_HOUSE = re.compile(r"(?:дом|владение)\b", re.IGNORECASE)


def spoken(text: str) -> str:
    """The address in words; anything unknown stays as it is."""
    text = expanded(text, _ABBREVIATIONS)
    text = replaced(text, rf"\b(\d{{1,2}})(?:-?(?:е|го))?\s+({_MONTHS})\b", _day)
    text = replaced(text, r"\b(\d{1,2})(\s+лет|-?летия)\b", _years)
    text = replaced(text, r"\b(1\d)(\d\d)\s+года\b", _year)
    text = replaced(text, r"\b(\d{1,2})-(ая|я|ый|ой|й|ое|е|ого|го)\b", _nth)
    text = replaced(text, r"\b(\d{1,2})\s*этаж\b", lambda found: f"{_ordinal(found.group(1), 'ый')} этаж")
    if not _HOUSE.search(text):
        text = with_house(text, "дом", _OTHER_NUMBERS)
    text = replaced(text, r"(\d)\s*/\s*(\d)", lambda found: f"{found.group(1)} дробь {found.group(2)}")
    text = replaced(text, r"(\d)\s*[-–—]\s*(\d)", lambda found: f"{found.group(1)} тире {found.group(2)}")
    text = replaced(text, r"(\d)\s*[-«\"]?([а-т])\b[»\"]?", _letter)
    return in_words(text, Language.RU)


def _day(found: re.Match[str]) -> str:
    return f"{_ordinal(found.group(1), 'ого').capitalize()} {found.group(2).capitalize()}"


def _years(found: re.Match[str]) -> str:
    value, what = int(found.group(1)), found.group(2)
    return ru.genitive(value) + (" лет" if what.strip() == "лет" else "летия")


def _year(found: re.Match[str]) -> str:
    """'тысяча девятьсот пятого года'"""
    return f"{figures(found.group(1) + '00', Language.RU)} {_ordinal(found.group(2), 'ого')} года"


def _nth(found: re.Match[str]) -> str:
    return _ordinal(found.group(1), _ENDINGS[found.group(2).lower()])


def _letter(found: re.Match[str]) -> str:
    return f"{found.group(1)} {_LETTERS.get(found.group(2).lower(), found.group(2))}"


def _ordinal(digits: str, ending: str) -> str:
    value = int(digits)
    return ru.ordinal(value, ending) if 1 <= value < 40 else figures(digits, Language.RU)
