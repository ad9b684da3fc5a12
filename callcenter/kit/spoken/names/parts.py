"""What the words of a written name are: title, first name, patronymic, surname, initials. Pure."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Gender = Literal["female", "male", ""]


class Role(StrEnum):
    """What a word of a name is."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name, as it is written."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Cues:
    """By which one language tells the words of a name, and a woman from a man."""

    female: frozenset[str]
    """First names."""
    male: frozenset[str]
    patronymics: Mapping[str, Gender]
    """By ending."""
    surnames: Mapping[str, Gender]
    """Endings of surnames that tell the gender."""
    letters: re.Pattern[str]
    """A word that the language's endings apply to."""


TITLES = re.compile(
    r"(?:^|(?<=\s))(?:"
    r"врач|доктор|д-р|профессор|проф\.?|лікар(?:ка)?|професор|к\.?\s?м\.?\s?н\.?|д\.?\s?м\.?\s?н\.?|"
    r"dr\.?\s?hab\.?|dr\.?|doktor|doctor|prof\.?|n\.\s?med\.?|lek\.?|dent\.?|stom\.?|med\.?|mgr\.?|mr\.?|mrs\.?|ms\.?|miss|"
    r"pan|pani"
    r")(?=\s|$)",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"(?:,\s*[A-Z][A-Za-z.]*[A-Z.][a-z]?)+\s*$")
"""Letters behind an English name: 'Helen Ashby, BDS'."""
_WOMAN = re.compile(r"(?:^|\s)(?:лікарка|pani|mrs\.?|ms\.?|miss)(?=\s)", re.IGNORECASE)
_MAN = re.compile(r"(?:^|\s)(?:pan|mr\.?)(?=\s)", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.-?)+")


def name_words(text: str) -> list[str]:
    """The words of a name without titles and initials; a name of initials alone is kept whole."""
    text = _DEGREES.sub("", " ".join(text.split()))
    surname, comma, given = text.partition(",")
    if comma and len(surname.split()) == 1 and given.strip():
        text = f"{given} {surname}"  # as an index has it: 'Ashby, Helen'
    words = re.sub(r"[,;()]", " ", TITLES.sub(" ", text)).split()
    return [word for word in words if not _INITIAL.fullmatch(word)] or words


def gender_of_title(text: str) -> Gender:
    """The gender that a title tells, as in 'лікарка Гнатюк'; '' where none does."""
    return "female" if _WOMAN.search(text) else "male" if _MAN.search(text) else ""


def parsed(words: Collection[str], cues: Cues) -> list[NameWord]:
    """The words with their roles: by a patronymic, by known first names, else the first is the first name.

    A word that stands alone is a surname unless it is a known first name.
    """
    words = list(words)
    patronymic = next((at for at, word in enumerate(words) if at and _ending(word, cues.patronymics)), None)
    known = (at for at, word in enumerate(words) if word in cues.female or word in cues.male)
    given = next(known, None)
    if patronymic is not None and given is None:
        given = patronymic - 1
    if given is None and len(words) > 1:
        given = 1 if _ending(words[0], cues.surnames) and not _ending(words[-1], cues.surnames) else 0
    roles = {given: Role.GIVEN, patronymic: Role.PATRONYMIC}
    return [NameWord(word, roles.get(at, Role.SURNAME)) for at, word in enumerate(words)]


def gender_of(words: Collection[NameWord], cues: Cues) -> Gender:
    """A woman or a man, by the patronymic, the first name, the surname, in this order; '' where nothing tells it."""
    tells: tuple[tuple[Role, Callable[[str], Gender]], ...] = (
        (Role.PATRONYMIC, lambda word: _ending(word, cues.patronymics)),
        (Role.GIVEN, lambda word: _by_given(word, cues)),
        (Role.SURNAME, lambda word: _ending(word, cues.surnames)),
    )
    return next(
        (gender for role, tell in tells for word in words if word.role is role and (gender := tell(word.text))), ""
    )


def _by_given(word: str, cues: Cues) -> Gender:
    first = word.partition("-")[0]
    return "female" if first in cues.female else "male" if first in cues.male else ""


def _ending(word: str, endings: Mapping[str, Gender]) -> Gender:
    last = word.rpartition("-")[2].lower()
    found: list[Gender] = [
        gender for ending, gender in endings.items() if last.endswith(ending) and len(last) > len(ending) + 1
    ]
    return found[0] if found else ""
