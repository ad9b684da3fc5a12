"""Which columns of a foreign table hold the names, the weights and the critical ones. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from recordings.own_standard.foreign.table import Rows

_HEADS = {
    "name": (
        "criteri|name|item|question|критер|назван|пункт|вопрос|показат|назва|питання|kryter|nazwa|pytanie"
        "|标准|名称|项目|指标|内容"
    ),
    "weight": (r"weight|point|score|max|balls?\b|балл|вес|очк|бал\b|бали|вага|punkt|waga|pkt|分值|分数|权重|满分|得分"),
    "critical": "critic|must|fatal|критич|обязат|критичн|обов|krytycz|kluczow|关键|一票|否决|致命",
}
_YES = frozenset(
    (
        *("yes", "y", "true", "1", "x", "+", "v", "да", "так", "есть", "tak", "t", "是", "√", "✓", "✔"),
        *("critical", "критично", "критично!", "krytyczne", "критичний"),
    )
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_OF_MOST = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*(?=\d)")
"""What was reached of the most that can be: '4/5'."""
_TOTAL = re.compile(r"^(?:total|sum|итого|всего|сумма|разом|усього|razem|suma|łącznie|合计|总计|总分)\b", re.IGNORECASE)


_NAME, _WEIGHT, _APPLIES, _PROOF, _LIMITS, _ID, _WIDTH = 1, 2, 4, 5, 6, 7, 8
"""Where our own export has its columns, and how many."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of columns, from 0."""

    name: int
    weight: int
    critical: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTexts:
    """The columns that our own export has and no foreign table."""

    applies: str
    proof: str
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRow:
    """One criterion of the table."""

    name: str
    weight: float
    is_critical: bool
    id: str = ""
    """The id of a criterion of ours, where the table came from our own export."""
    texts: OwnTexts | None = None
    """What our own export says besides."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row with a name that gives no criterion, for it has no points."""

    name: str
    weight: str
    """As the table has it."""


@dataclass(frozen=True, slots=True)
class ReadRows:
    """What a table holds."""

    criteria: tuple[ForeignRow, ...]
    left_out: tuple[LeftOut, ...]
    """Heads of sections too; not the table's own head, nor sums."""


def number_in(text: str) -> float | None:
    """The number of a cell such as '5', '2,5', '10 %' or '5 баллов'; None where it holds none, or more words.

    Of '4/5' it is the 5: what the row is worth at most.
    """
    cleaned = _OF_MOST.sub("", text.replace("\N{NO-BREAK SPACE}", " ").strip(), count=1)
    found = _NUMBER.match(cleaned)
    if found is None or len(cleaned) - found.end() > 12 or _NUMBER.search(cleaned, found.end()):
        return None
    value = float(found[0].replace(",", "."))
    return value if 0 <= value <= 100_000 else None


def guess_columns(rows: Rows) -> Columns | None:
    """The likeliest columns; None where none of them holds numbers."""
    width = len(rows[0])
    body = rows[1:] or rows
    numbers = [sum(number_in(row[place]) is not None for row in body) for place in range(width)]
    ids = {place for place in range(width) if _counts_up([row[place] for row in body])}
    weight = _best(
        [(numbers[place] + len(rows) * _is_head(rows, place, "weight")) * (place not in ids) for place in range(width)]
    )
    if weight is None or not numbers[weight]:
        weight = _best([float(count) for count in numbers])
    if weight is None:
        return None
    words = [
        (sum(min(len(row[place]), 30) for row in body) / 30 + 2 * len(rows) * _is_head(rows, place, "name"))
        * (place != weight and numbers[place] * 2 <= len(body))
        for place in range(width)
    ]
    name = _best(words)
    if name is None:
        return None
    critical = next(
        (place for place in range(width) if place not in {name, weight} and _is_head(rows, place, "critical")), None
    )
    return Columns(name, weight, critical)


def _is_head(rows: Rows, place: int, kind: str) -> bool:
    return bool(re.search(_HEADS[kind], rows[0][place].casefold()))


def _counts_up(cells: Sequence[str]) -> bool:
    """1, 2, 3, ...: numbers of the rows, not weights."""
    numbers = [number for cell in cells if (number := number_in(cell.rstrip("."))) is not None]
    return len(numbers) > 2 and numbers == [numbers[0] + step for step in range(len(numbers))]


def _best(values: Sequence[float]) -> int | None:
    best = max(range(len(values)), key=lambda place: values[place])
    return best if values[best] > 0 else None


def _is_ours(rows: Rows, columns: Columns, ids: Collection[str]) -> bool:
    """Whether it is our own export, whatever its language: the columns stand where it puts them, ids behind."""
    if len(rows[0]) != _WIDTH or (columns.name, columns.weight) != (_NAME, _WEIGHT):
        return False
    return any(row[_ID] in ids for row in rows) and not any(row[_ID] in ids for row in rows[:1])


def rows_of(rows: Rows, columns: Columns, ids: Collection[str] = ()) -> ReadRows:
    """The criteria of a table: rows with a name and a weight above 0; and the named rows that are none.

    `ids` are those of our criteria, by which a row of our own export is known.
    """
    found, left_out = [], []
    is_ours = _is_ours(rows, columns, ids)
    for place, row in enumerate(rows):
        name, weight = row[columns.name].strip(), number_in(row[columns.weight])
        if not name or _TOTAL.match(name) or number_in(name) is not None:
            continue
        if weight:
            mark = row[columns.critical] if columns.critical is not None else ""
            is_critical = mark.strip().casefold() in _YES
            known = next((cell for cell in row if cell in ids), "")
            texts = OwnTexts(applies=row[_APPLIES], proof=row[_PROOF], limits=row[_LIMITS]) if is_ours else None
            found.append(ForeignRow(name=name, weight=weight, is_critical=is_critical, id=known, texts=texts))
        elif place or weight is not None:  # else it is the table's head
            left_out.append(LeftOut(name, row[columns.weight].strip()))
    return ReadRows(tuple(found), tuple(left_out))
