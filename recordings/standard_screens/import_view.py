"""The preview of a foreign table: which columns count, what each row means, what it is worth. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from recordings.own_standard.foreign.columns import Columns, ForeignRow, LeftOut, guess_columns, rows_of
from recordings.own_standard.foreign.matching import match_rows
from recordings.own_standard.foreign.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Rows
from recordings.own_standard.foreign.taking import LEAVE_OUT, PERSON, TakenRow, points_of
from recordings.scoring.standard import STAGES, TOTAL, Criterion

_NO_NUMBERS = N_(
    "No column of this table holds weights or points. Add a column with the points of each criterion and try again."
)
_NO_ROWS = N_("No row of this table has both a name and points. Choose other columns, or put the table right.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A table that was read, and what would become of it."""

    rows: Rows
    columns: Columns
    taken: tuple[TakenRow, ...]
    points: tuple[int, ...]
    """What each of them is worth in the standard."""
    sum_before: float
    """What the weights of the rows that are taken add up to in the table."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that give no criterion, for they have no points."""
        return rows_of(self.rows, self.columns).left_out

    @property
    def as_json(self) -> str:
        """The table, for the form to bring along: nothing of it is stored before somebody says so."""
        return json.dumps(self.rows, ensure_ascii=False)

    @property
    def heads(self) -> list[str]:
        """The first row, by which a person tells the columns."""
        return [head[:40] for head in self.rows[0]]

    @property
    def is_rescaled(self) -> bool:
        """Whether the weights change."""
        kept = [row.weight for row in self.taken if row.means != LEAVE_OUT]
        return [float(point) for point in self.points if point] != kept


def rows_from_json(text: str) -> Rows:
    """The table that a form brought along. Raises BadInputError where it is none."""
    broken = BadInputError(N_("The table did not come along. Choose the file once more."))
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise broken from exc
    if not isinstance(loaded, list) or not loaded or len(loaded) > MOST_ROWS:
        raise broken
    rows = []
    for row in loaded:
        if not isinstance(row, list) or not 0 < len(row) <= MOST_COLUMNS or len(row) != len(loaded[0]):
            raise broken
        if not all(isinstance(cell, str) for cell in row):
            raise broken
        rows.append(tuple(cell[:LONGEST_CELL] for cell in row))
    return tuple(rows)


def guessed_preview(rows: Rows, criteria: Sequence[Criterion], columns: Columns | None = None) -> Preview:
    """The table with columns and meanings guessed. Raises BadInputError where it holds nothing that can be taken."""
    found = columns or guess_columns(rows)
    if found is None:
        raise BadInputError(_NO_NUMBERS)
    read = rows_of(rows, found, {criterion.id for criterion in criteria}).criteria
    if not read:
        raise BadInputError(_NO_ROWS)
    by_id = {criterion.id: criterion for criterion in criteria}
    free = [one for one in criteria if one.id not in {row.id for row in read}]
    guesses = match_rows(["" if row.id else row.name for row in read], free)
    taken, stage, seen = [], STAGES[0], set[str]()
    for row, guess in zip(read, guesses, strict=True):
        means = row.id if row.id and row.id not in seen else guess
        seen.add(means)
        stage = by_id[means].stage if means and by_id[means].stage != STAGES[-1] else stage
        taken.append(_taken(row, means or PERSON, stage))
    return preview_of(rows, found, taken)


def _taken(row: ForeignRow, means: str, stage: str) -> TakenRow:
    return TakenRow(
        name=row.name, weight=row.weight, is_critical=row.is_critical, means=means, stage=stage, texts=row.texts
    )


def chosen_preview(rows: Rows, columns: Columns, form: Mapping[str, str], criteria: Sequence[Criterion]) -> Preview:
    """The same with what a person chose for each row. Raises BadInputError."""
    guessed = guessed_preview(rows, criteria, columns)
    known = {PERSON, LEAVE_OUT, *(criterion.id for criterion in criteria)}
    taken = []
    for place, row in enumerate(guessed.taken):
        means, stage = form.get(f"means:{place}", row.means), form.get(f"stage:{place}", row.stage)
        taken.append(
            TakenRow(
                name=row.name,
                weight=row.weight,
                is_critical=f"critical:{place}" in form,
                means=means if means in known else row.means,
                stage=stage if stage in STAGES[:-1] else row.stage,
                texts=row.texts if means == row.means else None,
            )
        )
    return preview_of(rows, columns, taken)


def preview_of(rows: Rows, columns: Columns, taken: Sequence[TakenRow]) -> Preview:
    """The preview of rows that stand for something."""
    kept = [row.weight for row in taken if row.means != LEAVE_OUT]
    points = points_of(taken) if len(kept) <= TOTAL else [0] * len(taken)
    return Preview(rows=rows, columns=columns, taken=tuple(taken), points=tuple(points), sum_before=round(sum(kept), 2))


def columns_from(form: Mapping[str, str], rows: Rows) -> Columns | None:
    """The columns that a person chose; None where these are not columns of the table."""
    places = {str(place): place for place in range(len(rows[0]))}
    name, weight = places.get(form.get("name", "")), places.get(form.get("weight", ""))
    if name is None or weight is None or name == weight:
        return None
    return Columns(name, weight, places.get(form.get("critical", "")))
