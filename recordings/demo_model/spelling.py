"""How a text falls into words as the recogniser prints them. Pure."""

import re
from collections.abc import Iterator

_NOT_WORD = re.compile(r"[^\w\s'’-]")
_HAN = re.compile("[\u4e00-\u9fff]")
_COMBINING_ACUTE = "\u0301"
_GAP_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef}])\s+(?=[\u3000-\u9fff\uff00-\uffef{])")


def normalise(text: str) -> str:
    """The spelling of the vocabulary: small letters, е for ё, one kind of apostrophe, no marks of stress."""
    return text.casefold().replace("ё", "е").replace("’", "'").replace(_COMBINING_ACUTE, "")


def words(text: str, compounds: frozenset[str] = frozenset()) -> list[str]:
    """Words of a text. `кого-то` is one word; a dash between spaces is none.

    A run of Chinese signs is several words: from the left the longest of `compounds`, else a single sign.
    """
    found: list[str] = []
    for raw in _NOT_WORD.sub(" ", normalise(text)).split():
        if word := raw.strip("-'"):
            found += divided(word, compounds) if _HAN.search(word) else [word]
    return found


def divided(run: str, compounds: frozenset[str]) -> Iterator[str]:
    """The words of a run of Chinese signs, which has no spaces: the longest of `compounds` each time, else one sign."""
    longest = max(map(len, compounds), default=1)
    at = 0
    while at < len(run):
        size = next((n for n in range(min(longest, len(run) - at), 1, -1) if run[at : at + n] in compounds), 1)
        yield run[at : at + size]
        at += size


def joined_chinese(text: str) -> str:
    """The text without the spaces that a folded line leaves between Chinese signs; slots count as signs."""
    return _GAP_IN_CHINESE.sub("", text)
