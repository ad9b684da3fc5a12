"""What addresses and forms of the standard carry: numbers and languages. Pure."""

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_


def number_in(text: str) -> int:
    """A number from 0. Raises BadInputError."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise BadInputError(N_("A number is expected here. Go back, load the page again and try once more."))


def language_in(text: str, otherwise: Language) -> Language:
    """The language of that code, `otherwise` where there is none."""
    return Language(text) if text in set(Language) else otherwise
