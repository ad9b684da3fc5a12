"""The forms of a surname as speakers of a language use it."""

from collections.abc import Callable

from callcenter.kit.languages import Language
from recordings.private_words.surname_forms import en, pl, ru, uk

_FORMS: dict[Language, Callable[[str], set[str]]] = {
    Language.RU: ru.forms,
    Language.UK: uk.forms,
    Language.PL: pl.forms,
    Language.EN: en.forms,
}


def surname_forms(surname: str, language: Language) -> frozenset[str]:
    """All forms of a surname (in small letters, see `tokens.folded`); a double name has those of its parts too."""
    make = _FORMS.get(language)
    if make is None:
        return frozenset({surname})
    parts = [part for part in surname.replace("-", " ").split() if part]
    found = {form for part in parts if len(part) > 1 for form in make(part)}
    return frozenset(found | {surname})
