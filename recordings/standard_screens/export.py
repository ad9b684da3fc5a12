"""A standard as a table for spreadsheets, which the import reads back. Pure."""

import csv
from collections.abc import Callable
from io import StringIO

from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.own_standard.judging import judged_by
from recordings.own_standard.limits import limits_as_text
from recordings.scoring.stage_titles import STAGE_TITLES
from recordings.scoring.standard import Standard

COLUMNS = (
    *(N_("Stage"), N_("Criterion"), N_("Points"), N_("Critical"), N_("When it applies"), N_("What proves it")),
    *(N_("Limits"), N_("Id")),
)
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the beginning, so that spreadsheets know it for UTF-8."""


def as_csv(standard: Standard, language: Language, translate: Callable[[str], str]) -> bytes:
    """The table in UTF-8 with a byte order mark, as spreadsheets open it; texts and heads are of one language."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([translate(column) for column in COLUMNS])
    for criterion in standard.criteria:
        limits = limits_as_text(criterion, translate)
        writer.writerow(
            [
                translate(STAGE_TITLES[criterion.stage]),
                _cell(criterion.title.get(language, criterion.id)),
                criterion.weight,
                translate(N_("yes")) if criterion.critical else "",
                _cell(criterion.applies.get(language, "")),
                _cell(criterion.proof.get(language, "")),
                limits or (translate(N_("a person judges")) if judged_by(criterion.id) == "person" else ""),
                criterion.id,
            ]
        )
    return (_MARK + out.getvalue()).encode()


def _cell(text: str) -> str:
    """Never a formula: a spreadsheet would run what begins like one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
