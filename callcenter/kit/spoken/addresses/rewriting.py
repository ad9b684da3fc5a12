"""What the addresses of all languages need: abbreviations, and the figures that are left. Pure."""

import re
from collections.abc import Callable, Mapping

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import number_in_words
from callcenter.kit.spoken.telephones import telephone

_COUNTED = 4
"""Numbers of up to four figures are said as one number; longer ones, such as postcodes, in groups."""


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with each abbreviation in full; keys are regular expressions of whole words, in their order."""
    for pattern, whole in abbreviations.items():
        text = re.sub(rf"(?<![\w.-])(?:{pattern})(?![\w-])\s*", f"{whole} ", text, flags=re.IGNORECASE)
    return re.sub(r"\s+,", ",", text)


def with_house(text: str, house: str, others: str) -> str:
    """The text with the word `house` before its first number, unless one of `others` (a pattern) says what that is."""
    found = re.search(r"(?<!\w)(\w+)[»\"']?(,?\s+)(?=\d{1,4}(?!\d))", text)
    if found is None or found.group(1).isdecimal() or re.fullmatch(others, found.group(1), re.IGNORECASE):
        return text
    return f"{text[: found.start(2)]}, {house} {text[found.end() :]}"


def replaced(text: str, pattern: str, say: Callable[[re.Match[str]], str]) -> str:
    """The text with what fits `pattern`, in any case, said otherwise."""
    return re.sub(pattern, say, text, flags=re.IGNORECASE)


def in_words(text: str, language: Language) -> str:
    """The text with the figures that are left in words, apart from the letters beside them."""
    spaced = re.sub(r"\d+", lambda found: f" {figures(found.group(), language)} ", text)
    return tidy(spaced)


def figures(run: str, language: Language) -> str:
    """A run of figures: one number, or group by group where it is long or begins with nought."""
    if len(run) <= _COUNTED and not (run.startswith("0") and len(run) > 1):
        return number_in_words(int(run), language)
    parts = {5: (2,), 6: (3,)}.get(len(run), ())  # postcodes: 79 000, 620 014
    written = f"{run[: parts[0]]} {run[parts[0] :]}" if parts else run
    return telephone(written, language).replace(",", "")


def tidy(text: str) -> str:
    """The text without doubled spaces and commas, stray full stops, and what no voice reads."""
    text = re.sub(r"[()\[\];|\\_*#\"<>{}=+~^]", ", ", text)
    text = re.sub(r"\.(?=\s|,|$)|(?<=\s)[-–—/.](?=\s)", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?:\s*,)+", ",", text)
    return text.strip(" ,./-–—")
