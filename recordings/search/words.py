"""A text cut into the words that can be looked for, each folded so that ways of writing it fall together. Pure.

Folded: capitals, ё and е, the signs of an apostrophe, accents of Latin letters (Polish is often typed without them).
A hyphenated word is its parts one after another, and the whole of them. A Chinese sign is a word of its own, because
where Chinese words end depends on who cuts them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60
"""Signs of a word that count; the longest real ones have half of that."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APOSTROPHES = "'\u2019\u02bc\u2018`\u00b4"
_HYPHENS = "\\-\u2010\u2011"
_LETTERS = f"(?:(?![{_HAN}])[^\\W_][\u0300-\u036f]*)+"
_WORD = re.compile(f"[{_HAN}]|{_LETTERS}(?:[{_APOSTROPHES}{_HYPHENS}]{_LETTERS})*")
_IS_HAN = re.compile(f"[{_HAN}]")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ACCENT = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_ALIKE = str.maketrans({"ё": "е", "ł": "l", "ø": "o", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a text."""

    start: int
    """Where it begins in the text."""
    end: int
    parts: tuple[str, ...]
    """In small letters, as a dictionary has them; several for a hyphenated word."""

    @property
    def is_sign(self) -> bool:
        """Whether it is a Chinese sign."""
        return is_sign(self.parts[0])


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in their order."""
    for found in _WORD.finditer(text):
        if parts := _parts(found[0]):
            yield Word(start=found.start(), end=found.end(), parts=parts)


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part[:LONGEST] for part in _HYPHEN.split(_plain(word)) if part)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word as it is looked for: without what people write now one way, now another."""
    apart = unicodedata.normalize("NFD", _APOSTROPHE.sub("", word.lower()))
    return unicodedata.normalize("NFC", _ACCENT.sub("", apart)).translate(_ALIKE)


def is_sign(text: str) -> bool:
    """Whether a text begins with a Chinese sign."""
    return _IS_HAN.match(text) is not None


def _plain(word: str) -> str:
    return _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", word)).lower()
