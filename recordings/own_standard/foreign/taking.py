"""A standard made of a foreign table once a person has said what each row means. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.own_standard.changes import said
from recordings.own_standard.draft import LONGEST_TITLE
from recordings.own_standard.foreign.columns import OwnTexts
from recordings.own_standard.limits import limits_from_text
from recordings.own_standard.weights import to_hundred
from recordings.scoring.standard import TOTAL, Criterion, Standard

PERSON = "person"
"""A row that no criterion of ours stands for: a person judges it."""
LEAVE_OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRow:
    """One row and what becomes of it."""

    name: str
    weight: float
    """As the table has it."""
    is_critical: bool
    means: str
    """The id of a criterion, PERSON or LEAVE_OUT."""
    stage: str
    """For a row that a person judges."""
    texts: OwnTexts | None = None
    """What our own export says besides."""


def title_of(name: str) -> str:
    """A row's name as a title: what is longer than an editor takes is cut and ends in three dots."""
    return name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1].rstrip()}…"


def points_of(rows: Sequence[TakenRow]) -> list[int]:
    """What each row is worth in the standard: in the table's proportions, adding up to 100; 0 for one left out."""
    kept = [row for row in rows if row.means != LEAVE_OUT]
    if not 0 < len(kept) <= TOTAL:
        return [0] * len(rows)
    points = iter(to_hundred([row.weight for row in kept]))
    return [0 if row.means == LEAVE_OUT else next(points) for row in rows]


def refuse(rows: Sequence[TakenRow]) -> None:
    """Raises BadInputError for rows that make no standard; the message is shown as it is translated."""
    kept = [row for row in rows if row.means != LEAVE_OUT]
    if not kept:
        raise BadInputError(N_("Every row is left out; choose at least one."))
    if len(kept) > TOTAL:
        raise BadInputError(N_("More than 100 rows are left: each needs a point at least. Leave some of them out."))
    if any(count > 1 for name, count in Counter(row.means for row in kept).items() if name != PERSON):
        raise BadInputError(N_("Two rows stand for the same criterion; choose another for one of them."))
    if any(count > 1 for count in Counter(_folded(title_of(row.name)) for row in kept).values()):
        raise BadInputError(N_("Two rows have the same name; leave one of them out."))


def standard_of(
    rows: Sequence[TakenRow], known: Mapping[str, Criterion], base: Standard, language: Language, new_ids: Sequence[str]
) -> Standard:
    """The standard. A row's name becomes the title in `language`, of a new criterion in all languages.

    `new_ids` are for those that a person judges. Raises BadInputError.
    """
    refuse(rows)
    ids = iter(new_ids)
    criteria = []
    for row, points in zip(rows, points_of(rows), strict=True):
        if row.means == LEAVE_OUT:
            continue
        ours = known.get(row.means)
        if ours is None:
            title = dict.fromkeys(Language, title_of(row.name))
            made = Criterion(id=f"own_{next(ids)}", stage=row.stage, weight=points, title=title)
        else:
            made = replace(ours, weight=points, title={**ours.title, language: title_of(row.name)})
        made = _with_texts(made, row.texts, language) if row.texts else made
        criteria.append(replace(made, critical=row.is_critical))
    return replace(base, criteria=tuple(criteria))


def _with_texts(criterion: Criterion, texts: OwnTexts, language: Language) -> Criterion:
    """Raises BadInputError where a limit is no number that it may be."""
    try:
        limits = limits_from_text(criterion, texts.limits)
    except ValueError as exc:
        raise BadInputError(
            N_("A limit in the table cannot be read. Write it as the table has it that you saved: name, number, unit.")
        ) from exc
    return replace(
        criterion,
        applies=said(criterion.applies, texts.applies, language),
        proof=said(criterion.proof, texts.proof, language),
        limits={**criterion.limits, **limits},
    )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
