"""English addresses: '22a St. James's Rd' is said 'twenty two A Saint James's Road'."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken import en
from callcenter.kit.spoken.addresses.rewriting import expanded, in_words, replaced
from callcenter.kit.spoken.wording import words

_ABBREVIATIONS = {
    r"st\.?": "Street",
    r"rd\.?": "Road",
    r"ave?\.?": "Avenue",
    r"ln\.?": "Lane",
    r"sq\.?": "Square",
    r"dr\.?": "Drive",
    r"ct\.?": "Court",
    r"pl\.?": "Place",
    r"cres\.?": "Crescent",
    r"gdns\.?": "Gardens",
    r"pk\.?": "Park",
    r"terr?\.?": "Terrace",
    r"blvd\.?": "Boulevard",
    r"hwy\.?": "Highway",
    r"cl\.?": "Close",
    r"gr\.?": "Grove",
    r"apt\.?": "Apartment",
    r"ste\.?": "Suite",
    r"fl\.?": "Floor",
    r"bldg\.?": "Building",
    r"rm\.?": "Room",
    r"no\.?(?=\s*\d)|№": "number",
    r"n\.": "North",
    r"s\.": "South",
    r"e\.": "East",
    r"w\.": "West",
    r"&": "and",
}
_DIGITS = dict(zip("0123456789", words("oh one two three four five six seven eight nine"), strict=True))
_POSTCODE = r"\b([A-Z]{1,2}\d[A-Z\d]?)\s?(\d[A-Z]{2})\b"


def spoken(text: str) -> str:
    """The address in words; anything unknown stays as it is."""
    text = re.sub(_POSTCODE, lambda found: _signs("".join(found.groups())), text)
    text = re.sub(r"(^|\d[A-Za-z]?\s+|,\s*|\bof\s+)St\.?\s+(?=[A-Z])", r"\1Saint ", text)
    text = expanded(text, _ABBREVIATIONS)
    text = replaced(text, r"\b(\d{1,2})(?:st|nd|rd|th)\b", lambda found: _ordinal(int(found.group(1))))
    text = replaced(text, r"(\d[a-z]?)\s*/\s*(\d)", lambda found: f"{found.group(1)} stroke {found.group(2)}")
    text = replaced(text, r"(\d)\s*[-–—]\s*(\d)", lambda found: f"{found.group(1)} to {found.group(2)}")
    text = replaced(text, r"(\d)([a-z])\b", lambda found: f"{found.group(1)} {found.group(2).upper()}")
    text = re.sub(r"\b\d{3,}\b", lambda found: _long(found.group()), text)
    return in_words(text, Language.EN)


def _ordinal(value: int) -> str:
    return en.ordinal(value).capitalize() if value else "zeroth"


def _long(run: str) -> str:
    """House numbers from a hundred on are read figure by figure: 'two two one B Baker Street'; round ones are not."""
    if len(run) == 3 and run.endswith("00"):
        return run
    return " ".join(_DIGITS.get(digit, digit) for digit in run)


def _signs(code: str) -> str:
    return ", " + " ".join(_DIGITS.get(sign, sign) for sign in code)
