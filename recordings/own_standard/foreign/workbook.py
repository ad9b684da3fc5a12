"""The rows of the first sheet of an XLSX workbook that holds anything. The one place that knows openpyxl."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_

_ZIP = b"PK\x03\x04"
_LARGEST_UNPACKED = 60_000_000
_LOOKED_AT = 2_000
"""Rows: some sheets hold a million empty ones."""


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are a packed file, as XLSX is."""
    return data.startswith(_ZIP)


def rows_of_workbook(data: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    """The rows that hold anything, as text; formulas by the value that was saved. Raises BadInputError."""
    _refuse_bomb(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            cells = islice(sheet.iter_rows(max_col=most_columns, values_only=True), _LOOKED_AT)
            rows = list(islice(_rows(cells), most_rows))
            if rows:
                return rows
    except Exception as exc:  # the library raises whatever a broken file makes it stumble over
        raise BadInputError(
            N_("This workbook cannot be opened: it is damaged, locked by a password, or no .xlsx. Save it anew.")
        ) from exc
    return []


def _rows(cells: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    for row in cells:
        texts = [_text(value) for value in row]
        if any(texts):
            yield texts


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).strip()


def _refuse_bomb(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as exc:
        raise BadInputError(
            N_("This workbook cannot be opened: it is damaged, locked by a password, or no .xlsx. Save it anew.")
        ) from exc
    if unpacked > _LARGEST_UNPACKED:
        raise BadInputError(N_("The workbook is far too large for a standard. Copy the table into a new one."))
