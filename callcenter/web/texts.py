"""Message catalogues: the texts of one language, read from its .po file when the program starts."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from callcenter.kit.languages import Language

TRANSLATIONS = Path(__file__).parent / "translations"


def catalogue_path(language: Language, root: Path = TRANSLATIONS) -> Path:
    """Where the catalogue of a language lies."""
    return root / language.value / "LC_MESSAGES" / "messages.po"


class Texts:
    """The texts of one language; a text without a translation is shown in English.

    The text is returned as it stands in the catalogue: put values in afterwards, with `%` and a dict.
    """

    def __init__(self, language: Language, translations: Translations) -> None:
        self.language = language
        self.translations = translations

    def gettext(self, text: str) -> str:
        """`text` in this language; no text stays no text."""
        return text and str(self.translations.ugettext(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form of a counted text that fits `count` by the rules of this language."""
        return str(self.translations.ungettext(one, many, count))

    def pgettext(self, context: str, text: str) -> str:
        """`text` as it is said in `context`."""
        return str(self.translations.upgettext(context, text))


@cache
def read_texts(language: Language, root: Path = TRANSLATIONS) -> Texts:
    """The texts of a language, read once in a process; an absent catalogue gives English."""
    path = catalogue_path(language, root)
    if not path.is_file():
        return Texts(language, Translations())
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language.value)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Texts(language, Translations(fp=compiled))


def read_all_texts(root: Path = TRANSLATIONS) -> dict[Language, Texts]:
    """The texts of every language."""
    return {language: read_texts(language, root) for language in Language}
