"""The rows of a table in a CSV or XLSX file that a person brought. Pure."""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from recordings.own_standard.foreign.workbook import is_workbook, rows_of_workbook

LARGEST = 10_000_000
"""Bytes."""
MOST_ROWS = 400
MOST_COLUMNS = 16
LONGEST_CELL = 600

Rows = tuple[tuple[str, ...], ...]

_SEPARATORS = (";", ",", "\t", "|")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_NO_TABLES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"RIFF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
"""Pictures, documents, sound and archives, whose bytes may look like text in two bytes a letter."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UPPER_HALVES = frozenset((0x00, 0x01, 0x04, 0x20))
"""Upper bytes of Latin, Polish and Cyrillic letters and of quotation marks in UTF-16."""
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")


def read_table(data: bytes) -> Rows:
    """The rows that hold anything, as text, all of one width. Raises BadInputError that says what is wrong."""
    if len(data) > LARGEST:
        raise BadInputError(N_("The file is larger than 10 MB. A standard is a small table: save it by itself."))
    if not data.strip():
        raise BadInputError(N_("The file is empty. Save the table again and choose that file."))
    if data.startswith(_OLD_EXCEL):
        raise BadInputError(N_("This is an old Excel file (.xls). Save it as .xlsx or CSV and choose that file."))
    if data.startswith(_NO_TABLES):
        raise _unreadable()
    rows = rows_of_workbook(data, MOST_ROWS + 1, MOST_COLUMNS) if is_workbook(data) else _rows_of_text(_text(data))
    kept = [cut for row in rows if any(cut := tuple(_cell(cell) for cell in row[:MOST_COLUMNS]))]
    if not kept:
        raise BadInputError(N_("There is no table in this file: no row holds any text."))
    if len(kept) > MOST_ROWS:
        raise BadInputError(N_("The table has more than 400 rows; a standard has 100 criteria at most."))
    width = max(len(row) for row in kept)
    return tuple(row + ("",) * (width - len(row)) for row in kept)


def _cell(cell: str) -> str:
    text = " ".join(cell.replace("\0", "").split())[:LONGEST_CELL]
    return text[1:] if re.match(r"'[=+\-@]", text) else text  # as our own export writes what looks like a formula


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        upper = data[first:4000:2]
        if sum(byte in _UPPER_HALVES for byte in upper) * 10 > 8 * len(upper):
            return _decoded(data, encoding)
    if b"\0" in data[:4000]:
        raise _unreadable()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _old_text(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise _unreadable() from exc


def _old_text(data: bytes) -> str:
    """Text of the time before UTF-8: Cyrillic (cp1251) or Polish (cp1250), by which of them makes words."""
    found = {encoding: data.decode(encoding, errors="replace") for encoding in ("cp1251", "cp1250")}
    cyrillic = len(re.findall(r"[А-Яа-яЁёІіЇїЄєҐґ]{3,}", found["cp1251"]))
    polish = sum(letter in _POLISH for letter in found["cp1250"])
    text = found["cp1251"] if cyrillic * 2 > polish else found["cp1250"]
    odd = sum(not (letter.isprintable() or letter in "\r\n\t") for letter in text)
    if odd * 20 > len(text):
        raise _unreadable()
    return text


def _unreadable() -> BadInputError:
    return BadInputError(
        N_("This is not a table that can be read. Save it as CSV (UTF-8) or .xlsx and choose that file.")
    )


def _rows_of_text(text: str) -> Sequence[Sequence[str]]:
    try:
        found = [_cut(text, separator) for separator in _SEPARATORS]
    except csv.Error as exc:
        raise _unreadable() from exc
    return max(found, key=_agreement)


def _cut(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append(row)
        if len(rows) > MOST_ROWS:
            break
    return rows


def _agreement(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many rows have the commonest width above one, and that width."""
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return 0, 0
    commonest = max(set(widths), key=lambda width: (widths.count(width), width))
    return widths.count(commonest), commonest
