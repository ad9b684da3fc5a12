"""What the script found out of the patient, for what the call keeps. Pure."""

from collections.abc import Collection
from dataclasses import replace

from callcenter.desk.desk_call import DeskCall
from callcenter.domain.outcomes import VisitType
from scripts_library.walk import Walk

VISIT_TYPE, SOURCE = "visit_type", "source"
"""Fields of scripts, and columns of the call."""
_KNOWN = {one.value: one for one in VisitType if one is not VisitType.UNKNOWN}
_LONGEST = 400


def with_found_out(desk: DeskCall, stands: Collection[str] = ()) -> DeskCall:
    """The call with what its script captured; `stands` names what was taken over from the words and stays so."""
    found = _captured(desk.walk)
    visit_type = _KNOWN.get(found.get(VISIT_TYPE, ""))
    source = found.get(SOURCE, "").strip()[:_LONGEST]
    return replace(
        desk,
        visit_type=desk.visit_type if VISIT_TYPE in stands else visit_type or desk.visit_type,
        source=desk.source if SOURCE in stands else source or desk.source,
    )


def _captured(walk: Walk | None) -> dict[str, str]:
    """By field, what was found out last in any of the scripts that the call walked."""
    if walk is None:
        return {}
    found: dict[str, str] = {}
    for left in walk.earlier:
        found |= left.captured
    return found | dict(walk.captured)
