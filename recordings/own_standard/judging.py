"""Who judges a criterion: a rule over words, a clock or meter, or a person. Pure."""

from enum import StrEnum

from recordings.scoring.engine import RULES
from recordings.scoring.rules.measured import MEASURES


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
