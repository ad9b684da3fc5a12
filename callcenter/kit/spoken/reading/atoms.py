"""Words cut into the pieces that grammars know: 'ninety-five' is two, '三点半' is three."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "ё": "е"})
_HYPHENS = re.compile(r"[-‐‑–—]+")
_EDGES = '«»"“”„()[]…,.;:!?。，、；：！？'
_STOPS = "….;!?。；！？"
_HAN = re.compile("[\u3007\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Atoms:
    """The pieces, and which word each comes from."""

    texts: tuple[str, ...]
    words: tuple[int, ...]
    """For each piece the place of its word."""
    stops: frozenset[int]
    """Pieces behind which a sentence ends, where the words carry signs that say so."""


def split_word(word: str) -> list[str]:
    """The pieces of one word: lower case, without the signs around it, 'ё' as 'е', Chinese character by character."""
    plain = word.strip(_EDGES).lower().translate(_APOSTROPHES)
    return [piece for part in _HYPHENS.split(plain) for piece in _pieces(part.strip(_EDGES)) if piece]


def split(words: Sequence[str]) -> Atoms:
    """The pieces of all words."""
    texts: list[str] = []
    owners: list[int] = []
    stops: set[int] = set()
    for place, word in enumerate(words):
        pieces = split_word(word)
        texts += pieces
        owners += [place] * len(pieces)
        if texts and word.rstrip('»"”)').endswith(tuple(_STOPS)):
            stops.add(len(texts) - 1)
    return Atoms(tuple(texts), tuple(owners), frozenset(stops))


def _pieces(text: str) -> Iterable[str]:
    rest = ""
    for sign in text:
        if _HAN.match(sign):
            if rest:
                yield rest
                rest = ""
            yield sign
        else:
            rest += sign
    if rest:
        yield rest
