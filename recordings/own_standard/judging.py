"""Who judges a criterion: a rule over words, a clock or meter, or a person. Pure."""

from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum

from recordings.scoring.engine import RULES
from recordings.scoring.rules.measured import MEASURES
from recordings.scoring.standard import Standard

_AS_CLOSE_AS_A_TYPO = 0.85


class JudgedBy(StrEnum):
    """What gives the verdict."""

    WORDS = "words"
    MEASURE = "measure"
    PERSON = "person"


def judged_by(criterion: str) -> JudgedBy:
    """Who judges the criterion with that id."""
    if criterion in MEASURES:
        return JudgedBy.MEASURE
    return JudgedBy.WORDS if criterion in RULES else JudgedBy.PERSON


def needed_limits(criterion: str) -> tuple[str, ...]:
    """The names of the limits that a measured criterion must have; empty for all others."""
    return MEASURES[criterion][1] if criterion in MEASURES else ()


def likely_typos(standard: Standard) -> Iterator[tuple[str, str]]:
    """Criteria that no rule judges, though one has nearly the same name: theirs, and that of the rule."""
    for criterion in standard.criteria:
        if judged_by(criterion.id) is JudgedBy.PERSON:
            meant = get_close_matches(criterion.id, [*RULES, *MEASURES], 1, _AS_CLOSE_AS_A_TYPO)
            yield from ((criterion.id, name) for name in meant)
