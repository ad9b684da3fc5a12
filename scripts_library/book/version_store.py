"""Versions of scripts, as calls run them, in the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Join, and_, func, insert, select, update

from callcenter.kit.languages import Language
from callcenter.storage import tables
from scripts_library.book.compiling import Flat, unflatten
from scripts_library.book.documents import Key, Kind, Newest
from scripts_library.model import Script
from scripts_library.plain import Plain

_version, _publication = tables.script_version, tables.script_publication


def newest_publication(connection: Connection) -> int:
    """The number of the last change of scripts; 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(_publication.c.id), 0))).scalar_one())


def add_publication(connection: Connection, at: datetime, operator: str) -> None:
    """Tell every process that scripts have changed."""
    connection.execute(insert(_publication).values(at=at, operator=operator))


def newest_versions(connection: Connection) -> dict[Key, Newest]:
    """The newest version of every script there ever was."""
    c = _version.c
    rows = connection.execute(
        select(c.id, c.language, c.number, c.digest, c.at, c.ended_at).select_from(_newest_rows())
    ).mappings()
    return {
        _key(row["id"], row["language"]): Newest(
            number=row["number"], digest=row["digest"], at=row["at"], has_ended=row["ended_at"] is not None
        )
        for row in rows
    }


def add_version(connection: Connection, key: Key, number: int, flat: Flat, at: datetime) -> None:
    """Store a version; new calls begin with it."""
    row = {"id": key.id, "language": key.language.value, "number": number, "digest": flat.digest}
    connection.execute(insert(_version).values(row | {"content": dict(flat.content), "at": at}))


def end_version(connection: Connection, key: Key, number: int, at: datetime) -> None:
    """No new call begins with it; those that run it go on."""
    c = _version.c
    wanted = and_(c.id == key.id, c.language == key.language.value, c.number == number, c.ended_at.is_(None))
    connection.execute(update(_version).where(wanted).values(ended_at=at))


def get_version(connection: Connection, script: str, language: Language, number: int) -> Script | None:
    """One version of a script."""
    c = _version.c
    wanted = and_(c.id == script, c.language == language.value, c.number == number)
    content = connection.execute(select(c.content).where(wanted)).scalar_one_or_none()
    return None if content is None else _script(content, script, language, number)


def load_versions(
    connection: Connection, known: Mapping[tuple[str, Language], int]
) -> tuple[dict[tuple[str, Language], Script], dict[tuple[str, Language], int], dict[tuple[str, Language], str]]:
    """Of every script that new calls can begin with: those whose newest number is not `known`, all numbers; and the
    titles of those that were deleted."""
    numbers: dict[tuple[str, Language], int] = {}
    ended: dict[tuple[str, Language], int] = {}
    for key, newest in newest_versions(connection).items():
        (ended if newest.has_ended else numbers)[key.id, key.language] = newest.number
    fresh = {
        (name, language): _whole(connection, name, language, number)
        for (name, language), number in numbers.items()
        if known.get((name, language)) != number
    }
    titles = {one: _whole(connection, *one, number).title for one, number in ended.items()}
    return fresh, numbers, titles


def _whole(connection: Connection, script: str, language: Language, number: int) -> Script:
    found = get_version(connection, script, language, number)
    assert found is not None  # noqa: S101 - its number was read in this very transaction
    return found


def _newest_rows() -> Join:
    c = _version.c
    newest = select(c.id, c.language, func.max(c.number).label("number")).group_by(c.id, c.language).subquery()
    is_newest = and_(newest.c.id == c.id, newest.c.language == c.language, newest.c.number == c.number)
    return _version.join(newest, is_newest)


def _key(script: str, language: str) -> Key:
    return Key(Kind.SCRIPT, script, Language(language))


def _script(content: object, script: str, language: Language, number: int) -> Script:
    return unflatten(cast("Mapping[str, Plain]", content), number, Key(Kind.SCRIPT, script, language).path)
