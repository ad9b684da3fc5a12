"""The five languages of the product."""

from enum import StrEnum

from callcenter.kit.errors import BadInputError


class Language(StrEnum):
    """A language of screens, scripts, prompts and standards, by its ISO 639-1 code."""

    RU = "ru"
    UK = "uk"
    PL = "pl"
    EN = "en"
    ZH = "zh"

    @property
    def own_name(self) -> str:
        """The language's name in itself, as a language menu shows it."""
        return _OWN_NAMES[self]

    @property
    def english_name(self) -> str:
        """The language's name in English, for the command line and for logs."""
        return _ENGLISH_NAMES[self]


_OWN_NAMES = {
    Language.RU: "Русский",
    Language.UK: "Українська",
    Language.PL: "Polski",
    Language.EN: "English",
    Language.ZH: "中文",
}
_ENGLISH_NAMES = {
    Language.RU: "Russian",
    Language.UK: "Ukrainian",
    Language.PL: "Polish",
    Language.EN: "English",
    Language.ZH: "Chinese",
}


def parse_language(text: str) -> Language:
    """The language of a code such as 'ru', 'pl_PL.UTF-8' or 'zh-Hans'.

    Raises BadInputError, naming the five codes, for anything else.
    """
    code = text.strip().lower().replace("_", "-").split("-")[0].split(".")[0]
    try:
        return Language(code)
    except ValueError as exc:
        known = ", ".join(language.value for language in Language)
        raise BadInputError(f"language {text!r} is not known; use one of {known}") from exc


def best_language(accept_language: str, default: Language) -> Language:
    """The first of our languages in a browser's Accept-Language header, by its weights; else `default`."""
    ranked: list[tuple[float, int, Language]] = []
    for place, part in enumerate(accept_language.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, parse_language(tag)))
        except (ValueError, BadInputError):
            continue
    return min(ranked)[2] if ranked else default
