"""Reading and writing many rows: within what one statement may hold, and one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

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


def joined(words: Iterable[object]) -> str:
    """Words as one text, in the order of the alphabet, '|' between them."""
    return "|".join(sorted(map(str, words)))


def parted(text: str) -> Sequence[str]:
    """The words of a joined text."""
    return text.split("|") if text else ()
