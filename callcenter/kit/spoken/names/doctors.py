"""A doctor as a sentence names one: 'врач Елена Орлова', 'к врачу Елене Орловой', 'do doktora Piotra Zielińskiego'.

Own rules and not a library: pymorphy3 guesses surnames by dictionary words and has no Ukrainian under a free enough
licence, nothing maintained declines Polish names. A name that the rules do not know keeps its form behind the title.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from callcenter.kit.languages import Language
from callcenter.kit.spoken.names import pl, ru, uk
from callcenter.kit.spoken.names.parts import Cues, Gender, NameWord, gender_of, gender_of_title, name_words, parsed
from callcenter.kit.spoken.registry import number_in_words

_LONGEST = 6
"""So many figures are said as one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorWords:
    """A doctor in the words of one language; all empty where no name is known."""

    named: str
    """As a name: 'врач Елена Орлова', 'Doctor Emily Clarke', '陈静医生'."""
    to: str
    """Whom somebody is booked to see: 'к врачу Елене Орловой', 'do doktor Anny Nowak', 'with Doctor Emily Clarke'."""
    at: str
    """At whose place the visit is: 'у врача Елены Орловой', 'u doktor Anny Nowak', 'with Doctor Emily Clarke'."""


_NOBODY = DoctorWords(named="", to="", at="")


def doctor_words(name: str, language: Language, gender: str = "") -> DoctorWords:
    """A doctor by the written name, in any order of its words, with or without titles and initials.

    `gender` is 'female' or 'male'; anything else lets the name tell it. It never fails.
    """
    words = [_in_words(word, language) for word in name_words(name)]
    if not words:
        return _NOBODY
    sex: Gender = "female" if gender == "female" else "male" if gender == "male" else gender_of_title(name)
    match language:
        case Language.RU:
            return _russian(words, sex)
        case Language.UK:
            return _ukrainian(words, sex)
        case Language.PL:
            return _polish(words, sex)
        case Language.EN:
            said = f"Doctor {' '.join(words)}"
            return DoctorWords(named=said, to=f"with {said}", at=f"with {said}")
        case Language.ZH:
            plain = re.sub("(?:医生|大夫|主任|医师|教授)+$", "", "".join(words)) or "".join(words)
            return DoctorWords(named=f"{plain}医生", to=f"{plain}医生", at=f"{plain}医生")


def _russian(words: list[str], sex: Gender) -> DoctorWords:
    plain, parts, gender = _read(words, ru.CUES, sex)
    dative = _declined(parts, lambda word: ru.declined(word, gender, "dat")) if gender else plain
    genitive = _declined(parts, lambda word: ru.declined(word, gender, "gen")) if gender else plain
    return DoctorWords(named=f"врач {plain}", to=f"к врачу {dative}", at=f"у врача {genitive}")


def _ukrainian(words: list[str], sex: Gender) -> DoctorWords:
    plain, parts, gender = _read([re.sub("[’ʼ]", "'", word) for word in words], uk.CUES, sex)
    genitive = _declined(parts, lambda word: uk.declined(word, gender)) if gender else plain
    title, of_title = ("лікарка", "лікарки") if gender == "female" else ("лікар", "лікаря")
    return DoctorWords(named=f"{title} {plain}", to=f"до {of_title} {genitive}", at=f"у {of_title} {genitive}")


def _polish(words: list[str], sex: Gender) -> DoctorWords:
    plain, parts, gender = _read(words, pl.CUES, sex)
    genitive = _declined(parts, lambda word: pl.declined(word, gender)) if gender else plain
    of_title = "doktora" if gender == "male" else "doktor"  # of a woman the title has one form
    return DoctorWords(named=f"doktor {plain}", to=f"do {of_title} {genitive}", at=f"u {of_title} {genitive}")


def _read(words: list[str], cues: Cues, sex: Gender) -> tuple[str, list[NameWord], Gender]:
    """The name as it is, its words with their roles, and the gender: '' too where a word is in other letters."""
    parts = parsed(words, cues)
    is_ours = all(cues.letters.fullmatch(word) for word in words)
    return " ".join(words), parts, (sex or gender_of(parts, cues)) if is_ours else ""


def _declined(parts: list[NameWord], decline: Callable[[NameWord], str]) -> str:
    return " ".join(map(decline, parts))


def _in_words(word: str, language: Language) -> str:
    """Figures in a name, such as 'Кабинет 3', as words; a figure of another script is none that can be said."""
    return re.sub(r"\d+", lambda found: f" {_number(found.group(), language)} ", word).strip()


def _number(figures: str, language: Language) -> str:
    if len(figures) <= _LONGEST:
        return number_in_words(int(figures), language)
    return " ".join(number_in_words(int(one), language) for one in figures)
