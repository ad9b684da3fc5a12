"""Documents and drafts of scripts in the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, delete, func, insert, select, text, tuple_, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.storage import tables
from scripts_library.book.documents import Draft, Edition, Key, Kind, Origin

_document, _draft, _past = tables.script_document, tables.script_draft, tables.script_draft_past
_KEPT_CHANGES = 100
"""How many changes of a draft can be undone."""


def lock_book(connection: Connection) -> None:
    """Let nobody else publish until the end of the transaction; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE script_document IN SHARE ROW EXCLUSIVE MODE"))


def list_editions(connection: Connection, key: Key | None = None) -> list[Edition]:
    """Every edition of one document, or of all, by document and number."""
    person = tables.operator
    columns = [column for column in _document.c if column.name != "source"]
    query = select(*columns, person.c.name.label("who")).select_from(
        _document.outerjoin(person, person.c.id == _document.c.operator)
    )
    if key is not None:
        query = query.where(_is(key, _document.c))
    ordered = query.order_by(_document.c.kind, _document.c.id, _document.c.language, _document.c.number)
    return [_edition(row) for row in connection.execute(ordered).mappings()]


def get_source(connection: Connection, key: Key, number: int) -> str | None:
    """The text of one edition."""
    query = select(_document.c.source).where(_is(key, _document.c), _document.c.number == number)
    return connection.execute(query).scalar_one_or_none()


def get_sources(connection: Connection, editions: Iterable[Edition]) -> dict[Key, str]:
    """The texts of some editions, one a document."""
    wanted = [(one.key.kind.value, one.key.id, one.key.language.value, one.number) for one in editions]
    c = _document.c
    query = select(c.kind, c.id, c.language, c.source).where(tuple_(c.kind, c.id, c.language, c.number).in_(wanted))
    return {_key(row): row["source"] for row in connection.execute(query).mappings()} if wanted else {}


def add_edition(connection: Connection, edition: Edition, source: str) -> bool:
    """Store the text of an edition; False where somebody else has just stored one of that number."""
    row = {
        **_columns(edition.key),
        "number": edition.number,
        "origin": edition.origin.value,
        "source": source,
        "is_deleted": edition.is_deleted,
        "at": edition.at,
        "operator": edition.operator,
        "note": edition.note,
    }
    try:
        with connection.begin_nested():
            connection.execute(insert(_document).values(row))
    except IntegrityError:
        return False
    return True


def list_drafts(connection: Connection) -> dict[Key, Draft]:
    """Every draft."""
    return {_key(row): _read_draft(row, can_undo=False) for row in connection.execute(select(_draft)).mappings()}


def get_draft(connection: Connection, key: Key, *, for_update: bool = False) -> Draft | None:
    """The draft of a document; `for_update` keeps it from others until the end of the transaction."""
    query = select(_draft).where(_is(key, _draft.c))
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    if row is None:
        return None
    past = connection.execute(select(func.count()).select_from(_past).where(_is(key, _past.c))).scalar_one()
    return _read_draft(row, can_undo=past > 0)


def add_draft(connection: Connection, draft: Draft) -> bool:
    """Begin a draft; False where somebody has begun one already."""
    try:
        with connection.begin_nested():
            connection.execute(insert(_draft).values(**_columns(draft.key), **_values(draft)))
    except IntegrityError:
        return False
    return True


def save_draft(connection: Connection, draft: Draft, before: Draft) -> bool:
    """Store the draft over the one before, which can be undone; False where it is another by now."""
    past = {**_columns(before.key), "revision": before.revision, "source": before.source}
    if not _overwrite(connection, draft, before.revision):
        return False
    connection.execute(insert(_past).values(past))
    oldest = before.revision - _KEPT_CHANGES
    connection.execute(delete(_past).where(_is(before.key, _past.c), _past.c.revision <= oldest))
    return True


def undo_draft(connection: Connection, draft: Draft, now: datetime, who: OperatorId) -> Draft | None:
    """Make the draft what it was before its last change; None where nothing is kept, or it is another by now."""
    newest = select(_past).where(_is(draft.key, _past.c)).order_by(_past.c.revision.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    if row is None:
        return None
    undone = Draft(
        key=draft.key, base=draft.base, revision=draft.revision + 1, source=row["source"], at=now, operator=who
    )
    if not _overwrite(connection, undone, draft.revision):
        return None
    connection.execute(delete(_past).where(_is(draft.key, _past.c), _past.c.revision == row["revision"]))
    return get_draft(connection, draft.key)


def delete_draft(connection: Connection, key: Key) -> None:
    """There is no draft any more, and nothing to undo."""
    connection.execute(delete(_draft).where(_is(key, _draft.c)))
    connection.execute(delete(_past).where(_is(key, _past.c)))


def _overwrite(connection: Connection, draft: Draft, revision: int) -> bool:
    change = update(_draft).where(_is(draft.key, _draft.c), _draft.c.revision == revision)
    return connection.execute(change.values(**_values(draft))).rowcount == 1


def _is(
    key: Key, columns: ReadOnlyColumnCollection[str, Column[Any]]
) -> ColumnElement[bool]:  # Any: as Table.c is typed
    return and_(*(columns[name] == value for name, value in _columns(key).items()))


def _columns(key: Key) -> dict[str, str]:
    return {"kind": key.kind.value, "id": key.id, "language": key.language.value}


def _values(draft: Draft) -> dict[str, object]:
    return {
        "base": draft.base,
        "revision": draft.revision,
        "source": draft.source,
        "at": draft.at,
        "operator": draft.operator,
    }


def _key(row: RowMapping) -> Key:
    return Key(Kind(row["kind"]), row["id"], Language(row["language"]))


def _edition(row: RowMapping) -> Edition:
    return Edition(
        key=_key(row),
        number=row["number"],
        origin=Origin(row["origin"]),
        at=row["at"],
        operator=row["operator"],
        who=row["who"] or "",
        note=row["note"],
        is_deleted=row["is_deleted"],
    )


def _read_draft(row: RowMapping, *, can_undo: bool) -> Draft:
    return Draft(
        key=_key(row),
        base=row["base"],
        revision=row["revision"],
        source=row["source"],
        at=row["at"],
        operator=OperatorId(row["operator"]),
        can_undo=can_undo,
    )


def by_document(editions: Iterable[Edition]) -> dict[Key, Sequence[Edition]]:
    """Editions of each document, in order."""
    found: dict[Key, list[Edition]] = {}
    for edition in editions:
        found.setdefault(edition.key, []).append(edition)
    return dict(found)
