"""A scorecard in a narrow row: which criteria, and a letter for the verdict on each. Pure."""

from collections.abc import Iterable, Mapping
from typing import cast

from recordings.scoring.card import Verdict
from recordings.transcript import Json

PASS, FAIL, CRITICAL, NOT_APPLICABLE, UNSURE = "p", "f", "c", "n", "u"
"""The letters; CRITICAL is a fail that fails the whole call."""
_LETTERS: Mapping[str, str] = {
    Verdict.PASS: PASS,
    Verdict.FAIL: FAIL,
    Verdict.NOT_APPLICABLE: NOT_APPLICABLE,
    Verdict.UNSURE: UNSURE,
}


def line_of(criteria: Mapping[str, Json], critical: Iterable[str]) -> tuple[str, str]:
    """The ids of the criteria with spaces between them, and as many letters; `criteria` as a card has them in JSON."""
    failing = frozenset(critical)
    letters = [
        CRITICAL if name in failing else _LETTERS[str(cast("dict[str, Json]", entry)["verdict"])]
        for name, entry in criteria.items()
    ]
    return " ".join(criteria), "".join(letters)
