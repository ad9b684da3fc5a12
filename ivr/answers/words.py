"""The words of an answer in matching form. Pure."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.atoms import split_word

_HAN = re.compile("[\u3400-\u9fff]")
_TWICE = frozenset({"ноль", "нуль", "zero"})
"""What is said twice at once and counts twice: 'шестнадцать ноль ноль'."""


def matching_form(text: str) -> tuple[str, ...]:
    """The words in small letters, without signs, 'ё' as 'е'; Chinese sign by sign.

    A word said twice at once counts once: recognisers and hesitant speakers double them. Chinese doubles signs.
    """
    kept: list[str] = []
    for piece in (piece for word in text.split() for piece in split_word(word)):
        is_again = bool(kept) and kept[-1] == piece and piece not in _TWICE and not _HAN.match(piece)
        if any(sign.isalnum() for sign in piece) and not is_again:
            kept.append(piece)
    return tuple(kept)


def as_said(form: str, text: str) -> str:
    """A word in matching form as the text has it: 'ковалева' of 'у Ковалёва' is 'ковалёва'."""
    return next((word for word in text.split() if matching_form(word) == (form,)), form)


def is_spaced(language: Language) -> bool:
    """Whether the language writes words apart."""
    return language is not Language.ZH
