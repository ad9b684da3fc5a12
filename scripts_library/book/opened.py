"""Documents as they are listed and opened, and a change of one as a change of its text. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from scripts_library.book.compiling import Sources, compile_script, parse_document
from scripts_library.book.documents import Draft, Edition, Key, Newest
from scripts_library.model import Part, Script
from scripts_library.writing import header_of, to_yaml

LONGEST_SOURCE = 500_000
"""Characters of one document: ten times the longest script."""

Change = Callable[[Script | Part], Script | Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One document in the list."""

    key: Key
    held: Edition | None
    """The edition that holds; None where there is only a draft, or it was deleted."""
    version: Newest | None
    """As calls run it; None for a part."""
    draft: Draft | None
    newer: Edition | None
    """The product's text that came after the clinic's own."""
    source: str
    """What holds, else the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One document, ready to be shown."""

    key: Key
    held: Edition | None
    newer: Edition | None
    version: Newest | None
    draft: Draft | None
    source: str
    """The draft where there is one, else what holds."""
    held_source: str
    sources: Sources
    """Of all documents of the language, this one as `source`."""


def opened_script(opened: Opened) -> Script:
    """The script of a document with its parts. Raises ContentError."""
    return compile_script(opened.key, opened.sources)


def changed_source(key: Key, source: str, change: Change) -> str:
    """The text of a document after a change; as it was where nothing changes. Raises ContentError."""
    before = parse_document(key, source)
    after = change(before)
    if after == before:
        return source
    written = to_yaml(after, header_of(source))
    check_readable(key, written)
    return written


def check_readable(key: Key, source: str) -> None:
    """Raises BadInputError for a text that is too long, ContentError for one that cannot be read."""
    if len(source) > LONGEST_SOURCE:
        raise too_long()
    parse_document(key, source)


def too_long() -> BadInputError:
    """What is said of a text that is too long."""
    return BadInputError(
        N_("This text is longer than 500,000 characters, ten times the longest script. Cut it into several scripts.")
    )
