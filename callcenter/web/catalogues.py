"""The message catalogues against the sources: `python -m callcenter.web.catalogues check|update`.

`update` brings every catalogue in line with the texts in templates and Python files: new texts come in without a
translation (in English: as themselves), texts that are gone are dropped. `check` reports, as `path:line: message`, what
is missing, doubtful, out of use, or has other placeholders than the text it translates.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from callcenter.kit.languages import Language
from callcenter.web.texts import TRANSLATIONS, catalogue_path

ROOT = Path(__file__).parents[2]
PACKAGES = ("callcenter", "scripts_library", "ivr", "outbound", "recordings")
_KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "P_": ((1, "c"), 2),
}
_NOISE = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Report-Msgid',
    b'"Last-Translator',
    b'"Language-Team',
)

MessageId = str | tuple[str, ...] | list[str]
Key = tuple[str | None, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Used:
    """A text in the sources."""

    path: Path
    line: int
    text: MessageId
    context: str | None

    @property
    def key(self) -> Key:
        """What makes a text the same text."""
        return self.context, tuple(self.text) if isinstance(self.text, list | tuple) else self.text


def used_texts(root: Path = ROOT) -> dict[Key, Used]:
    """Every text that screens show, with the first place where it is written."""
    found: dict[Key, Used] = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in {".py", ".html"} and "node_modules" not in path.parts:
                for used in _texts_in(path):
                    found.setdefault(used.key, used)
    return found


def problems(root: Path = ROOT, translations: Path = TRANSLATIONS) -> list[str]:
    """What is wrong with the catalogues, one `path:line: message` each; empty where they are complete."""
    used = used_texts(root)
    return [line for language in Language for line in _problems_of(language, used, root, translations)]


def update(root: Path = ROOT, translations: Path = TRANSLATIONS) -> None:
    """Bring the catalogue files in line with the sources; kept translations stay as they are."""
    used = used_texts(root)
    for language in Language:
        path = catalogue_path(language, translations)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = _written(_updated(language, used, translations))
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def read_catalogue(language: Language, translations: Path = TRANSLATIONS) -> Catalog:
    """The catalogue of a language; an absent file gives an empty one."""
    path = catalogue_path(language, translations)
    if not path.is_file():
        return Catalog(locale=language.value)
    with path.open("rb") as source:
        return read_po(source, locale=language.value)


def main(arguments: list[str]) -> int:
    """The command; exit status 0 where the catalogues are complete, 1 where not, 2 for a wrong word."""
    if arguments == ["update"]:
        update()
    elif arguments != ["check"]:
        print("use: python -m callcenter.web.catalogues check|update", file=sys.stderr)  # noqa: T201 - a command
        return 2
    found = problems()
    for line in found:
        print(line)  # noqa: T201 - the command's result
    return 1 if found else 0


def _texts_in(path: Path) -> Iterator[Used]:
    method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
    options = {"trimmed": "true", "silent": "false"} if path.suffix == ".html" else {}
    for line, text, _comments, context in extract_from_file(method, path, _KEYWORDS, options=options):
        if text:
            yield Used(path, line, text, context)


def _problems_of(language: Language, used: Mapping[Key, Used], root: Path, translations: Path) -> Iterator[str]:
    path = catalogue_path(language, translations)
    shown = _shown(path, root)
    catalogue = read_catalogue(language, translations)
    known = {_key(message): message for message in catalogue if message.id}
    for key, place in used.items():
        message = known.pop(key, None)
        if message is None or not _is_translated(message, catalogue):
            yield f"{_shown(place.path, root)}:{place.line}: no translation into {language.value}: {_short(place.text)}"
            continue
        if message.fuzzy:
            yield f"{shown}:{message.lineno}: the translation is marked as doubtful (fuzzy): {_short(place.text)}"
        for error in _errors(message, catalogue):
            yield f"{shown}:{message.lineno}: {error}: {_short(place.text)}"
    for message in known.values():
        yield f"{shown}:{message.lineno}: no screen uses this text any more: {_short(message.id)}"
    for message in catalogue.obsolete.values():
        yield f"{shown}:{message.lineno or 1}: no screen uses this text any more: {_short(message.id)}"


def _errors(message: Message, catalogue: Catalog) -> Iterator[TranslationError]:
    try:
        yield from message.check(catalogue)
    except (ValueError, TypeError) as exc:  # a checker trips over a placeholder that it cannot read
        yield TranslationError(f"the placeholders cannot be read ({exc})")


def _updated(language: Language, used: Mapping[Key, Used], translations: Path) -> Catalog:
    old = {_key(message): message for message in read_catalogue(language, translations) if message.id}
    fresh = Catalog(locale=language.value, fuzzy=False, project="callcenter", version="1", charset="utf-8")
    for key, place in used.items():
        kept = old.get(key)
        translation = kept.string if kept else place.text if language is Language.EN else ""
        fresh.add(place.text, translation or None, context=place.context, flags=kept.flags if kept else ())
    return fresh


def _written(catalogue: Catalog) -> bytes:
    """The file's bytes, sorted and without dates, people or line numbers, so that it changes only where a text does."""
    out = BytesIO()
    catalogue.header_comment = ""
    write_po(out, catalogue, width=110, no_location=True, sort_output=True)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_NOISE))


def _is_translated(message: Message, catalogue: Catalog) -> bool:
    if isinstance(message.id, list | tuple):
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        return len(forms) == catalogue.num_plurals and all(forms)
    return bool(message.string)


def _key(message: Message) -> Key:
    return message.context or None, tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def _short(text: MessageId) -> str:
    first = text if isinstance(text, str) else text[0]
    return f'"{first}"' if len(first) <= 90 else f'"{first[:88]}…"'


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
