"""Making versions: every document that holds is compiled, and a script that says something else gets its next number.

It runs when the process starts, with the texts that came with the product, and in the transaction of each publishing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callcenter.kit.clock import Clock
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from scripts_library.book import store, version_store
from scripts_library.book.compiling import Sources, compile_script, flatten, parse_document
from scripts_library.book.documents import Edition, Key, Kind, Origin, current
from scripts_library.book.files_loader import SourceFile, read_documents
from scripts_library.problems import Problem

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What compiling came to."""

    changed: int
    """Scripts that begin with another version from now on, or none."""
    broken: tuple[Problem, ...]
    """Why some scripts keep the version they had."""


def held_sources(connection: Connection, languages: Collection[Language] | None = None) -> Sources:
    """The texts of all documents that hold, of some languages or of all."""
    editions = store.by_document(store.list_editions(connection)).values()
    held = [one for one in map(current, editions) if one and (languages is None or one.key.language in languages)]
    return store.get_sources(connection, held)


def renew(connection: Connection, now: datetime, languages: Collection[Language], operator: str = "") -> Renewal:
    """Compile the documents of some languages, and store what says something new."""
    sources = held_sources(connection, languages)
    newest = {key: one for key, one in version_store.newest_versions(connection).items() if key.language in languages}
    changed, broken = 0, []
    scripts = [key for key in sources if key.kind is Kind.SCRIPT]
    for key in scripts:
        try:
            flat = flatten(compile_script(key, sources))
        except ContentError as error:
            broken.append(Problem(error.path, error.line, error.problem))
            continue
        before = newest.get(key)
        if before is None or before.has_ended or before.digest != flat.digest:
            version_store.add_version(connection, key, before.number + 1 if before else 1, flat, now)
            changed += 1
    for key, one in newest.items():
        if key not in sources and not one.has_ended:
            version_store.end_version(connection, key, one.number, now)
            changed += 1
    if changed:
        version_store.add_publication(connection, now, operator)
    return Renewal(changed, tuple(broken))


def bring_up_to_date(database: Database, clock: Clock, *folders: Path) -> Renewal:
    """Take in what the product's files say now. A later folder replaces documents of an earlier one.

    Raises ContentError for a file that cannot be used. Does nothing where every file is as it was.
    """
    read = read_documents(*folders)
    files = {key: file.source for key, file in read.items()}
    with database.read() as connection:
        if not _news(connection, files, clock.now()) and version_store.newest_publication(connection):
            return Renewal(0, ())
    _try(read, files)
    with database.work() as work:
        store.lock_book(work.connection)
        now = clock.now()
        for edition, source in _news(work.connection, files, now):
            store.add_edition(work.connection, edition, source)
        done = renew(work.connection, now, frozenset(Language))
    for problem in done.broken:
        _log.warning(
            "a script keeps its old version: with the product's new parts it has a problem", problem=str(problem)
        )
    return done


def _try(read: Mapping[Key, SourceFile], files: Sources) -> None:
    """Read everything outside of the transaction, and refuse it before anything is stored."""
    places = {key.path: file.path for key, file in read.items()}
    try:
        for key in files:
            if key.kind is Kind.SCRIPT:
                compile_script(key, files)
            else:
                parse_document(key, files[key])
    except ContentError as error:
        raise ContentError(places.get(error.path, error.path), error.line, error.problem) from error


def _news(connection: Connection, files: Mapping[Key, str], now: datetime) -> list[tuple[Edition, str]]:
    """The next editions of the documents whose file says something else than it did, or is gone or new."""
    known = store.by_document(store.list_editions(connection))
    newest = {
        key: max((one for one in rows if one.origin is Origin.SHIPPED), key=lambda one: one.number, default=None)
        for key, rows in known.items()
    }
    said = store.get_sources(connection, [one for one in newest.values() if one])
    found: list[tuple[Edition, str]] = []
    for key in sorted({*files, *(key for key, one in newest.items() if one and not one.is_deleted)}):
        before, source = newest.get(key), files.get(key)
        if before and not before.is_deleted and said[key] == source:
            continue
        number = max((one.number for one in known.get(key, ())), default=0) + 1
        edition = Edition(key=key, number=number, origin=Origin.SHIPPED, at=now, is_deleted=source is None)
        found.append((edition, source or ""))
    return found
