"""Ukrainian addresses: 'вул. Липова, 5' is said 'вулиця Липова, будинок п'ять'."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken import uk
from callcenter.kit.spoken.addresses.rewriting import expanded, figures, in_words, replaced, with_house
from callcenter.kit.spoken.wording import words

_ABBREVIATIONS = {
    r"вул\.?": "вулиця",
    r"пр-к?т\.?|просп\.?|пр\.": "проспект",
    r"пров\.?": "провулок",
    r"пл\.?": "площа",
    r"наб\.?": "набережна",
    r"б-р\.?|бул\.?|бульв\.?": "бульвар",
    r"ш\.": "шосе",
    r"туп\.?": "тупик",
    r"мкрн?\.?|м-н\.?|мкр-н\.?": "мікрорайон",
    r"смт\.?": "селище",
    r"с\.": "село",
    r"ст\.\s*м\.?": "станція метро",
    r"м\.": "місто",
    r"обл\.?": "область",
    r"р-н\.?": "район",
    r"буд\.?|д\.?(?=\s*\d)": "будинок",
    r"корп\.?|к\.?(?=\s*\d)": ", корпус",
    r"кв\.?": "квартира",
    r"оф\.?": "офіс",
    r"каб\.?": "кабінет",
    r"прим\.?": "приміщення",
    r"пов\.?": "поверх",
    r"під\.": "під'їзд",
    r"літ\.?": "літера",
    r"тц|трц": "торговий центр",
    r"бц": "бізнес-центр",
    r"ім\.?": "імені",
    r"акад\.?": "академіка",
    r"ген\.?": "генерала",
    r"гетьм\.?": "гетьмана",
    r"св\.": "святого",
    r"№": "номер",
}
_MONTHS = "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
_ENDINGS = {"ша": "а", "га": "а", "тя": "а", "та": "а", "а": "а", "я": "а"}
_ENDINGS |= {"ий": "ий", "ій": "ий", "й": "ий", "е": "е", "го": "ого", "ого": "ого"}
_YEARS = {"10": "десяти", "20": "двадцяти", "30": "тридцяти", "40": "сорока", "50": "п'ятдесяти", "60": "шістдесяти"}
_LETTERS = dict(
    zip("абвгґдежзиіклмнопрст", words("а бе ве ге ґе де е же зе и і ка ел ем ен о пе ер ес те"), strict=True)
)
_OTHER_NUMBERS = "корпус|літера|офіс|кабінет|квартира|приміщення|поверх|під'їзд|їзд|номер|школа|поліклініка"
_HOUSE = re.compile(r"будинок\b", re.IGNORECASE)


def spoken(text: str) -> str:
    """The address in words; anything unknown stays as it is."""
    text = expanded(re.sub("[’ʼ]", "'", text), _ABBREVIATIONS)
    text = replaced(text, rf"\b(\d{{1,2}})(?:-?(?:е|го))?\s+({_MONTHS})\b", _day)
    text = replaced(text, r"\b([1-6]0)-?річчя\b", lambda found: f"{_YEARS[found.group(1)]}річчя")
    text = replaced(text, r"\b(\d{1,2})-(ша|га|тя|та|а|я|ий|ій|й|е|ого|го)\b", _nth)
    text = replaced(text, r"\b(\d{1,2})\s*поверх\b", lambda found: f"{_ordinal(found.group(1), 'ий')} поверх")
    if not _HOUSE.search(text):
        text = with_house(text, "будинок", _OTHER_NUMBERS)
    text = replaced(text, r"(\d)\s*/\s*(\d)", lambda found: f"{found.group(1)} дріб {found.group(2)}")
    text = replaced(text, r"(\d)\s*[-–—]\s*(\d)", lambda found: f"{found.group(1)} тире {found.group(2)}")
    text = replaced(text, r"(\d)\s*[-«\"]?([а-тґі])\b[»\"]?", _letter)
    return in_words(text, Language.UK)


def _day(found: re.Match[str]) -> str:
    return f"{_ordinal(found.group(1), 'ого').capitalize()} {found.group(2).capitalize()}"


def _nth(found: re.Match[str]) -> str:
    return _ordinal(found.group(1), _ENDINGS[found.group(2).lower()])


def _letter(found: re.Match[str]) -> str:
    return f"{found.group(1)} {_LETTERS.get(found.group(2).lower(), found.group(2))}"


def _ordinal(digits: str, ending: str) -> str:
    value = int(digits)
    return uk.ordinal(value, ending) if 1 <= value < 40 else figures(digits, Language.UK)
