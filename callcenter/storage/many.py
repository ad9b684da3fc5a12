"""Reading and writing many rows: within what one statement may hold, and one after the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select
from sqlalchemy.dialects import postgresql, sqlite

_AT_ONCE = 500
"""Values in one IN: SQLite takes 32,766 variables, and PostgreSQL plans long lists slowly."""

_Value = TypeVar("_Value")


def in_parts(values: Iterable[_Value], size: int = _AT_ONCE) -> Iterator[Sequence[_Value]]:
    """The values, at most `size` at a time."""
    left = iter(values)
    while part := tuple(islice(left, size)):
        yield part


def rows_where(
    connection: Connection,
    table: Table,
    column: ColumnElement[Any],  # of whatever type the values are
    values: Iterable[object] | None,
    order: Sequence[ColumnElement[Any]],
) -> Iterator[RowMapping]:
    """Rows of a table whose `column` is one of the values, all for None; ordered within each part of the values."""
    query = select(table).order_by(*order)
    for part in (None,) if values is None else in_parts(values):
        narrowed = query if part is None else query.where(column.in_(part))
        yield from connection.execute(narrowed).mappings()


def add_new(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> int:
    """Insert rows; one that the table has already, by any of its unique keys, stays as it is. Returns how many are new.

    PostgreSQL does not say that of many rows at once, so it is asked for the key of each new one.
    """
    is_postgresql = connection.dialect.name == "postgresql"
    make = (postgresql.insert if is_postgresql else sqlite.insert)(table).on_conflict_do_nothing()
    added = 0
    for part in in_parts(rows):
        if is_postgresql:
            added += len(connection.execute(make.returning(*table.primary_key), list(part)).all())
        else:
            added += connection.execute(make, list(part)).rowcount
    return added


def joined(words: Iterable[object]) -> str:
    """Words as one text, in the order of the alphabet, '|' between them."""
    return "|".join(sorted(map(str, words)))


def parted(text: str) -> Sequence[str]:
    """The words of a joined text."""
    return text.split("|") if text else ()
