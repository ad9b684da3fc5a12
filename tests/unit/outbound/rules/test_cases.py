"""Small clinics, each at one moment, against what the rules say of them in words; see the README of the cases."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from callcenter.clinic.files.reader import read_clinic_files
from callcenter.domain.outreach import Purpose
from outbound.rules.explained import line_of
from outbound.rules.judging import judge

CASES = Path(__file__).parents[3] / "fixtures" / "clinic_files" / "cases"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())

_Line = Mapping[str, object]
NOT_DUE = ("skip", "not_due")
WITH_A_BAD_ROW = {
    "blocks-confirmation",
    "blocks-open-ended-first-half",
    "contacts-of-unknown-patients",
    "do-not-call-purposes",
    "gap-visits-of-unknown-patients",
    "phones-britain",
    "phones-china",
    "phones-poland",
    "phones-russia",
    "phones-ukraine",
    "rows-twice",
    "visit-of-unknown-patient",
    "zone-both-clocks",
}
"""Cases about what cannot be read, or contradicts itself."""


def _found(folder: Path) -> Sequence[_Line]:
    book = read_clinic_files(folder).book
    zone = book.terms.zone
    assert zone is not None, "a case is judged on its clinic's clock"
    as_of = datetime.fromisoformat((folder / "as_of.txt").read_text().strip()).replace(tzinfo=zone)
    kinds = [Purpose(kind) for kind in (folder / "kinds.txt").read_text().split()]
    return [line_of(decision, zone) for decision in judge(book, as_of, kinds)]


def _expected(folder: Path) -> Sequence[_Line]:
    return [json.loads(line) for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def _value(name: str, value: object) -> object:
    return tuple(sorted(map(str, value))) if name == "visit_ids" and isinstance(value, list) else value


def _shown(line: _Line, names: Sequence[str]) -> str:
    return json.dumps({name: _value(name, line[name]) for name in names}, ensure_ascii=False)


def _told(found: Sequence[_Line], expected: Sequence[_Line]) -> tuple[Counter[str], Counter[str]]:
    """What was found and what was expected, each line with the fields that the case gives for its kind and patient."""
    fields: dict[tuple[object, object, object], Sequence[str]] = {}
    for line in expected:
        fields.setdefault((line["kind"], line["patient_id"], line["decision"]), list(line))
    expected_shown = Counter(_shown(line, list(line)) for line in expected if _is_told(line))
    found_shown = Counter(
        _shown(line, fields.get((line["kind"], line["patient_id"], line["decision"]), list(line)))
        for line in found
        if _is_told(line)
    )
    return found_shown, expected_shown


def _is_told(line: _Line) -> bool:
    """A skip that is not due says no more than no line at all (A1)."""
    return (line["decision"], line["reason"]) != NOT_DUE


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_line_is_what_the_text_says(folder: Path) -> None:
    found, expected = _told(_found(folder), _expected(folder))

    missing, unasked = sorted(expected - found), sorted(found - expected)
    why = (folder / "why.md").read_text(encoding="utf-8").strip()
    assert (missing, unasked) == ([], []), "\n".join([why, "missing:", *missing, "unasked:", *unasked])


def test_no_row_of_a_case_is_told_as_bad_but_where_it_means_to_be() -> None:
    told = {folder.name for folder in FOLDERS if read_clinic_files(folder).problems}

    assert told == WITH_A_BAD_ROW
