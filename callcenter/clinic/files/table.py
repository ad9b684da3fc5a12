"""CSV files row by row: UTF-8, a header, ',' or ';' between the values, whatever bytes come."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypedDict

from callcenter.clinic.files.problems import ClinicFilesError, FileProblem


class OpenAs(TypedDict):
    """How a CSV file is opened."""

    encoding: str
    errors: str
    newline: str


OPEN_AS: OpenAs = {"encoding": "utf-8-sig", "errors": "surrogateescape", "newline": ""}
"""So that bytes that are no UTF-8 spoil their own row only, and lines count as an editor counts them."""
_SEPARATORS = (",", ";", "\t")
_LONGEST_ROW = 100
"""Lines; what is longer is a quote that was opened and not closed, and costs its own line only."""
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header."""

    line: int
    """1-based, of its first line."""
    values: Mapping[str, str]

    def get(self, column: str) -> str:
        """What stands in a column, without blanks around it; empty where the file has no such column."""
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a file is made of."""

    known: Sequence[str]
    required: Sequence[str]


def read_rows(path: Path, file: TextIO, columns: Columns, problems: list[FileProblem]) -> Iterator[Row]:
    """The rows of an open file, in its order; what cannot be a row goes to `problems`. `path` is for messages.

    The file is read as OPEN_AS says. Raises ClinicFilesError for one whose first line is not its header.
    """
    lines = _Lines(file)
    names, separator = _header(path, lines, columns, problems)
    while True:
        lines.begin_row()
        try:
            cells = next(csv.reader(lines, delimiter=separator, strict=True), None)
        except csv.Error:
            lines.keep_first_only()
            said = "a '\"' is opened and not closed, or stands within a value; left out"
            problems.append(FileProblem(path, lines.first, said))
            continue
        if cells is None:
            return
        values = [cell.strip() for cell in cells]
        if not any(values):
            continue
        if wrong := _misfit(values, names):
            lines.keep_first_only()
            problems.append(FileProblem(path, lines.first, f"{wrong}; left out"))
            continue
        yield Row(lines.first, dict(zip(names, values, strict=False)))


def _misfit(values: Sequence[str], names: Sequence[str]) -> str:
    """What keeps values from being a row under a header."""
    if _NOT_UTF8.search("".join(values)):
        return "this is not UTF-8; save the file as 'CSV UTF-8'"
    if len(values) < len(names) or any(values[len(names) :]):
        return f"{len(values)} values under {len(names)} columns; put a value that holds the separator in quotes"
    return ""


def _header(path: Path, lines: "_Lines", columns: Columns, problems: list[FileProblem]) -> tuple[Sequence[str], str]:
    """The names of the columns, and what stands between them."""
    lines.begin_row()
    first = next(lines, "")
    if first[:4].lower() == "sep=":  # Excel says so what it separates by
        lines.begin_row()
        first = next(lines, "")
    if _NOT_UTF8.search(first) or "\0" in first:
        raise ClinicFilesError(path, "this is not UTF-8; save the file as 'CSV UTF-8'", lines.first)
    names, separator = max((_names(first, one) for one in _SEPARATORS), key=lambda read: _known(read[0], columns))
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise ClinicFilesError(path, f"the column {name!r} is there twice; keep one of them", lines.first)
    missing = [name for name in columns.required if name not in names]
    if missing:
        raise ClinicFilesError(
            path,
            f"the first line has to name the columns, and {', '.join(missing)} is missing; "
            f"known here: {', '.join(columns.known)}",
            lines.first,
        )
    if unknown := [name for name in names if name and name not in columns.known]:
        said = f"not read: {', '.join(unknown)}; columns known here: {', '.join(columns.known)}"
        problems.append(FileProblem(path, lines.first, said))
    return names, separator


def _names(line: str, separator: str) -> tuple[Sequence[str], str]:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        cells = []
    names = [cell.strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names, separator


def _known(names: Sequence[str], columns: Columns) -> int:
    return len(set(names) & set(columns.known))


class _Lines:
    """The lines of a file; those of a row that came to nothing can be read again as rows of their own."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._next = 1
        self._row: list[str] = []
        self._again: list[str] = []
        self.first = 1
        """The number of the first line of the row that is read."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._row) >= _LONGEST_ROW:
            raise StopIteration
        line = self._again.pop() if self._again else next(self._file)
        self._next += 1
        self._row.append(line)
        return line

    def begin_row(self) -> None:
        """What is read from here on is another row."""
        self._row.clear()
        self.first = self._next

    def keep_first_only(self) -> None:
        """Only the first line of this row is done with."""
        back = self._row[1:]
        self._again += reversed(back)
        self._next -= len(back)
        del self._row[1:]
