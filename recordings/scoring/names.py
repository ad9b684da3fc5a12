"""Is a known name in what was said? Inflected, shortened or slightly misheard forms count."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from callcenter.kit.edit_distance import edit_distance
from recordings.scoring.text import Spoken


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in an utterance: its place in `Spoken.text`, and how like the known name it is (0..1)."""

    start: int
    end: int
    likeness: float


def find_name(
    spoken: Spoken, name_words: Sequence[str], *, enough: float = 0.5, common: Collection[str] = ()
) -> NameFound | None:
    """Where enough of `name_words` (already in matching form) are said, close together; None where they are not.

    `enough` is the share of the name's letters that must be heard. Words that are `common` are no form of a name, only
    the name itself: 'день' is not 'Дента'.
    """
    places = [_best_place(spoken, word, common) for word in name_words]
    heard = [(word, place) for word, place in zip(name_words, places, strict=True) if place is not None]
    letters = sum(len(word) for word in name_words)
    if not heard or sum(len(word) for word, _ in heard) < enough * letters:
        return None
    likeness = sum(place.likeness * len(word) for word, place in heard) / letters
    return NameFound(
        start=min(place.start for _, place in heard),
        end=max(place.end for _, place in heard),
        likeness=likeness,
    )


def find_characters(spoken: Spoken, name: str) -> NameFound | None:
    """Where a Chinese name of two or more characters is said; from four characters on one may be misheard."""
    size = len(name)
    if size == 0:
        return None
    exact = spoken.text.find(name)
    if exact >= 0:
        return NameFound(exact, exact + size, 1.0)
    if size < 4:
        return None
    for start in range(len(spoken.text) - size + 1):
        same = sum(a == b for a, b in zip(spoken.text[start : start + size], name, strict=True))
        if same >= size - 1:
            return NameFound(start, start + size, same / size)
    return None


def _best_place(spoken: Spoken, name: str, common: Collection[str]) -> NameFound | None:
    best: NameFound | None = None
    for found in re.finditer(r"\S+", spoken.text):
        likeness = word_likeness(found.group(), name)
        if likeness < 1 and found.group() in common:
            continue
        if likeness and (best is None or likeness > best.likeness):
            best = NameFound(found.start(), found.end(), likeness)
    return best


def word_likeness(said: str, name: str) -> float:
    """1 for the same word, less for an inflected or misheard form, 0 for another word."""
    if said == name:
        return 1.0
    if len(name) < 4:
        return 0.0
    stem = name[: max(3, len(name) - 2)] if len(name) > 4 else name[:-1]
    if said.startswith(stem) and len(said) <= len(name) + 3:
        return 0.9
    most = 1 if len(name) < 7 else 2
    if said[:1] != name[:1] or abs(len(said) - len(name)) > most:
        return 0.0  # sooner than by counting
    return 0.75 if edit_distance(said, name, most) <= most else 0.0
