"""What the words of a call say that came of it, beside what the operator entered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from callcenter.domain.outcomes import Outcome, RefusalReason, Source, VisitType
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.heard_facts import SETTLED, SURE
from recordings.calls.entry import DeskNotes
from recordings.reading.readings import readable_text
from recordings.transcript import Json

_BOOK_FIRST = N_("no visit is booked in this call")
_AT_DESK = N_("it needs a next step with a time: record it at the desk")


class FactName(StrEnum):
    """The facts of a call."""

    OUTCOME = "outcome"
    REFUSAL_REASON = "refusal_reason"
    VISIT_TYPE = "visit_type"
    SOURCE = "source"
    NEXT_STEP = "next_step"


Value = Outcome | RefusalReason | VisitType | Source | str
_KINDS: Mapping[FactName, type[Outcome | RefusalReason | VisitType]] = {
    FactName.OUTCOME: Outcome,
    FactName.REFUSAL_REASON: RefusalReason,
    FactName.VISIT_TYPE: VisitType,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One fact."""

    name: FactName
    heard: Value | None
    """A text where the caller's own words are the fact."""
    entered: Value | None
    quote: str
    said: str
    """The quote as it was spoken."""
    at: float | None
    confidence: float
    differs: bool
    """The words are clear, and what was entered is something else; or nothing, where something has to be."""
    can_take: bool
    obstacle: str
    """Why it cannot be taken over though it differs, in English."""
    can_undo: bool


def facts_view(
    facts: Mapping[str, Json] | None,
    notes: DeskNotes | None,
    *,
    spoken: Language,
    undoable: frozenset[str],
    may_correct: bool,
) -> tuple[FactView, ...]:
    """The facts that were heard; `facts` as a stored card has them. `undoable` were taken over from the words."""
    given = cast("dict[str, dict[str, Json]]", facts or {})
    found = [_fact(name, given.get(name) or {}, notes, spoken, undoable) for name in FactName]
    shown = [one for one in found if _is_shown(one)]
    return tuple(shown) if may_correct else tuple(_for_reading(one) for one in shown)


def heard_values(facts: Mapping[str, Json] | None) -> dict[str, str]:
    """What was heard, by fact, for the desk."""
    given = cast("dict[str, dict[str, Json]]", facts or {})
    return {name: str(fact["value"]) for name, fact in given.items() if fact.get("value")}


def _fact(
    name: FactName, given: Mapping[str, Json], notes: DeskNotes | None, spoken: Language, undoable: frozenset[str]
) -> FactView:
    said, confidence = str(given.get("quote") or ""), cast(float, given.get("confidence") or 0.0)
    heard, entered = _value(name, given.get("value"), spoken), _entered(name, notes, spoken)
    is_other = confidence >= SURE and _differ(name, heard, entered, notes)
    differs = is_other and _is_owed(name, entered)
    obstacle = _obstacle(name, heard, notes) if differs else ""
    return FactView(
        name=name,
        heard=heard,
        entered=entered,
        quote=readable_text(said, spoken),
        said=said,
        at=cast("float | None", given.get("at")),
        confidence=confidence,
        differs=differs,
        can_take=is_other and notes is not None and not obstacle and not _is_kept(name, undoable),
        obstacle=obstacle,
        can_undo=name in undoable,
    )


def _value(name: FactName, value: Json, spoken: Language) -> Value | None:
    if not isinstance(value, str) or not value:
        return None
    kind = _KINDS.get(name)
    if kind is None:
        return readable_text(value, spoken)
    return kind(value) if value in set(kind) else None


def _entered(name: FactName, notes: DeskNotes | None, spoken: Language) -> Value | None:
    if notes is None:
        return None
    if name is FactName.OUTCOME:
        return notes.outcome
    if name is FactName.REFUSAL_REASON:
        return notes.reason
    if name is FactName.VISIT_TYPE:
        return notes.visit_type
    if name is FactName.SOURCE:
        known = isinstance(notes.source, Source)
        return notes.source if known else readable_text(notes.source, spoken) or None
    return notes.next_step or None


def _is_owed(name: FactName, entered: Value | None) -> bool:
    """Words never differ from words about a source; nobody has to enter whether the patient has been here before."""
    return name is not FactName.SOURCE and (name is not FactName.VISIT_TYPE or entered is not None)


def _differ(name: FactName, heard: Value | None, entered: Value | None, notes: DeskNotes | None) -> bool:
    """Two texts about the next step are not compared: that there is none is the difference."""
    if heard is None:
        return False
    if name is FactName.NEXT_STEP:
        return not entered and (notes is None or notes.outcome not in SETTLED)
    if name is FactName.REFUSAL_REASON:
        needs_one = notes is not None and notes.outcome is not None and notes.outcome.needs_reason
        return needs_one and heard is not entered
    if name is FactName.VISIT_TYPE:
        return heard is not VisitType.UNKNOWN and heard is not entered
    return heard != entered


def _is_kept(name: FactName, undoable: frozenset[str]) -> bool:
    """The caller's own words stand there already, though a part of them may be hidden here."""
    return name is FactName.SOURCE and name in undoable


def _obstacle(name: FactName, heard: Value | None, notes: DeskNotes | None) -> str:
    if name is not FactName.OUTCOME or notes is None or not isinstance(heard, Outcome):
        return ""
    if heard is Outcome.BOOKED and not notes.visits:
        return _BOOK_FIRST
    return _AT_DESK if heard.needs_next_step and notes.next_step_at is None else ""


def _is_shown(one: FactView) -> bool:
    """What is known of a visit type is worth a line; 'not known' is not."""
    if one.heard is None:
        return one.can_undo
    if one.name is FactName.VISIT_TYPE:
        return one.heard is not VisitType.UNKNOWN
    return True


def _for_reading(one: FactView) -> FactView:
    """For somebody who may only read."""
    return replace(one, can_take=False, obstacle="", can_undo=False)
