"""How a patient is called politely in five languages: title, patronymic and vocative where they are used."""

import re
from collections.abc import Mapping

from callcenter.domain.clinic import Gender, Patient
from callcenter.kit.languages import Language


def polite_address(patient: Patient, language: Language) -> str:
    """The words that call the patient: 'Мария Ивановна', 'Маріє Іванівно', 'pani Mario', 'Ms Carter', '王女士'.

    Empty where the language needs a name that is not known; the text must then do without.
    """
    given, surname = patient.given_name.strip(), patient.surname.strip()
    match language:
        case Language.RU:
            return given
        case Language.UK:
            return " ".join(_vocative_uk(word) for word in given.split())
        case Language.PL:
            return _polish(given, patient.gender)
        case Language.EN:
            return _english(given, surname, patient.gender)
        case Language.ZH:
            return _chinese(given, surname, patient.gender)


def _english(given: str, surname: str, gender: Gender) -> str:
    if not surname:
        return given
    titles = {Gender.FEMALE: "Ms", Gender.MALE: "Mr"}
    return f"{titles.get(gender, given)} {surname}".strip()


def _chinese(given: str, surname: str, gender: Gender) -> str:
    titles = {Gender.FEMALE: "女士", Gender.MALE: "先生"}
    if surname and gender in titles:
        return surname + titles[gender]
    return surname + given if given else ""


def _polish(given: str, gender: Gender) -> str:
    if not given or gender is Gender.UNKNOWN:
        return ""  # 'Pan' or 'Pani' cannot be guessed, and a bare first name would be too familiar
    title, first = ("pani" if gender is Gender.FEMALE else "panie"), given.split()[0]
    return f"{title} {_vocative_pl(first)}"


# A name in another alphabet keeps its form: the endings below would spoil it.
_CYRILLIC = re.compile("[\u0400-\u04ff'’ʼ-]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u017f'’-]+")

# Names that go against the rule of their ending.
_UK_EXCEPTIONS = {"Ігор": "Ігорю", "Ілля": "Ілле", "Любов": "Любове", "Олег": "Олеже", "Марко": "Марку", "Лев": "Леве"}
_UK_ENDINGS: Mapping[str, str] = {
    "ія": "іє",
    "ля": "лю",  # Оля, Юля
    "я": "ю",
    "а": "о",
    "й": "ю",
    "ь": "ю",
    "о": "е",
    "ч": "чу",
    "к": "ку",
}

# Diminutives are called with -u (Kasiu), full names of the same ending with -o (Zofio).
_PL_DIMINUTIVES = frozenset(
    {"Ania", "Kasia", "Basia", "Zosia", "Asia", "Gosia", "Hania", "Krysia", "Jadzia", "Renia"}
    | {"Ola", "Ala", "Ela", "Ula", "Jola", "Mariola", "Lila", "Maja", "Kaja"}
)
_PL_EXCEPTIONS = {
    "Paweł": "Pawle",
    "Aleksander": "Aleksandrze",
}
_PL_ENDINGS: Mapping[str, str] = {
    "ek": "ku",
    "a": "o",
    "i": "i",
    "y": "y",
    "sz": "szu",
    "cz": "czu",
    "rz": "rzu",
    "ch": "chu",
    "j": "ju",
    "l": "lu",
    "k": "ku",
    "g": "gu",
    "ł": "le",
    "r": "rze",
    "t": "cie",
    "d": "dzie",
}


def _vocative_uk(name: str) -> str:
    """The calling form of a Ukrainian first name or patronymic, by its ending."""
    if not _CYRILLIC.fullmatch(name):
        return name
    return _UK_EXCEPTIONS.get(name) or _by_ending(name, _UK_ENDINGS, otherwise="е")


def _vocative_pl(name: str) -> str:
    """The calling form of a Polish first name, by its ending."""
    if not _LATIN.fullmatch(name):
        return name
    if name in _PL_DIMINUTIVES:
        return name[:-1] + "u"
    return _PL_EXCEPTIONS.get(name) or _by_ending(name, _PL_ENDINGS, otherwise="ie")


def _by_ending(name: str, endings: Mapping[str, str], *, otherwise: str) -> str:
    """`name` with its ending changed by the longest ending that fits; `otherwise` is added where none does."""
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + endings[ending]
    return name + otherwise
