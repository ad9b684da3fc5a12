"""Telephone numbers in the groups in which people of a country read them. Pure."""

import re
from collections.abc import Iterator, Mapping

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.phones import parse_phone
from callcenter.kit.spoken.registry import number_in_words
from callcenter.kit.spoken.wording import words

_PLUS = {Language.RU: "плюс", Language.UK: "плюс", Language.PL: "plus", Language.EN: "plus", Language.ZH: "加"}
_NOTHING = {Language.RU: "ноль", Language.UK: "нуль", Language.PL: "zero"}
_ENGLISH_DIGITS = words("oh one two three four five six seven eight nine")
_CHINESE_DIGITS = "零幺二三四五六七八九"
"""One is 幺 in numbers that are read sign by sign: 一 would be taken for 七."""
_UKRAINE = "+380"
_RUN = re.compile(r"[0-9]+")
# Long groups fall into those in which they are remembered: 2000000 is 'двести, ноль ноль, ноль ноль'.
_IN_TWOS = {4: (2, 2), 5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (2, 2, 2, 2), 9: (2, 3, 2, 2), 10: (3, 3, 2, 2)}
_IN_FOURS = {6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4)}
_SPLITS: Mapping[Language, Mapping[int, tuple[int, ...]]] = {
    Language.RU: {**_IN_TWOS, 11: (1, 3, 3, 2, 2)},
    Language.UK: _IN_TWOS,
    Language.PL: {**_IN_TWOS, 9: (3, 3, 3)},
    Language.EN: {**_IN_FOURS, 11: (5, 3, 3)},
    Language.ZH: {**_IN_FOURS, 11: (3, 4, 4), 12: (4, 4, 4)},
}
_FREE_IN_UKRAINE = (1, 3, 3, 3)
"""0 800 500 123."""


def telephone(text: str, language: Language) -> str:
    """A telephone number in words, group by group with commas: '+7 343 200-00-00', '112', '0113 496 0000'.

    Signs between the digits end a group; a number without any is grouped as its country writes it. Letters, such as
    those of an extension, are left out; a text without digits gives ''.
    """
    written = _in_groups(_plain(text))
    groups = [group for run in _RUN.findall(written) for group in _parted(run, language)]
    said = [_group(group, language) for group in groups]
    if said and written.lstrip(" (").startswith("+"):
        said[0] = _PLUS[language] + ("" if language is Language.ZH else " ") + said[0]
    return ("，" if language is Language.ZH else ", ").join(said)


def _plain(text: str) -> str:
    """The text with every decimal figure of any script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _in_groups(text: str) -> str:
    """A number of digits alone, with a plus, in the groups of its country; any other text as it is."""
    if not re.fullmatch(r"\s*\+[0-9]{7,15}\s*", text):
        return text
    try:
        number = parse_phone(text.strip(), "")
    except BadInputError:
        return text
    if number.e164.startswith(_UKRAINE):  # whose groups in writing are others than in speech
        return f"{_UKRAINE} {number.e164.removeprefix(_UKRAINE)}"
    return number.readable


def _parted(run: str, language: Language) -> Iterator[str]:
    sizes = _SPLITS[language].get(len(run), (3,) * (len(run) // 3) if len(run) > 5 else ())
    if language is Language.UK and re.fullmatch("0800[0-9]{6}", run):
        sizes = _FREE_IN_UKRAINE
    rest = run
    for size in (*sizes, len(run)):
        if rest[:size]:
            yield rest[:size]
        rest = rest[size:]


def _group(digits: str, language: Language) -> str:
    """Up to three digits as one number with its leading noughts, in English and Chinese sign by sign."""
    if language is Language.ZH:
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in digits)
    if language is Language.EN:
        return " ".join(_ENGLISH_DIGITS[int(digit)] for digit in digits)
    rest = digits.lstrip("0")
    noughts = [_NOTHING[language]] * (len(digits) - len(rest))
    return " ".join((*noughts, *([number_in_words(int(rest), language)] if rest else ())))
