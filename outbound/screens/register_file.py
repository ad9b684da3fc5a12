"""A file of numbers that are not to be called, as it was sent: CSV, one number a line. Pure."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.errors import BadInputError
from callcenter.kit.phones import PhoneNumber, parse_phone
from callcenter.kit.words import N_

NOT_TEXT = N_("This file is no text in UTF-8. Save it as CSV in UTF-8, then choose it again.")
EMPTY = N_("This file is empty. Choose a CSV file with a number in each line.")
NO_NUMBER = N_("no number in this line")
NOT_A_NUMBER = N_("this is no phone number: %(text)s")
_HEADS = frozenset(
    {
        *("number", "phone", "telephone", "mobile", "cell", "phone number", "phone_number", "mobile phone"),
        *("telefon", "numer", "numer telefonu", "komórka", "номер", "телефон", "номер телефона", "номер телефону"),
        *("мобильный", "мобільний", "电话", "号码", "电话号码", "手机", "手机号"),
    }
)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out."""

    line: int
    problem: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRead:
    """What a file says."""

    numbers: Sequence[PhoneNumber]
    """Each once, in the order of the file."""
    bad: Sequence[BadLine]
    twice: int


def read_numbers(data: bytes, country: str) -> NumbersRead:
    """The numbers of a file: those of its first column, or of the one whose head says 'number' or 'phone'.

    Raises BadInputError for a file that is no text, or empty.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise BadInputError(NOT_TEXT) from exc
    if not text.strip() or "\0" in text:
        raise BadInputError(EMPTY)
    first_line = text.lstrip().splitlines()[0]
    delimiter = max(";\t,", key=first_line.count)
    column, found, bad, twice = 0, dict[str, PhoneNumber](), list[BadLine](), 0
    is_first = True
    # Line by line: a quote that is opened and never closed costs its own line, and no number behind it.
    for place, line in enumerate(text.splitlines(), 1):
        cells = _cells(line, delimiter)
        if cells is not None and not any(cells):
            continue
        heads = [number for number, cell in enumerate(cells or ()) if cell.casefold() in _HEADS]
        if is_first and heads:
            column, is_first = heads[0], False
            continue
        is_first = False
        cell = cells[column] if cells and column < len(cells) else ""
        if not cell:
            bad.append(BadLine(place, NO_NUMBER))
            continue
        try:
            number = parse_phone(cell, country)
        except BadInputError:
            bad.append(BadLine(place, NOT_A_NUMBER, cell[:_SHOWN]))
            continue
        twice += number.e164 in found
        found[number.e164] = number
    return NumbersRead(numbers=tuple(found.values()), bad=bad, twice=twice)


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The values of a line; None where its quotes make no sense."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return None
