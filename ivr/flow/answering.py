"""What an answer means at a question: keys first, then the parser. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question
from ivr.flow.actions import WISH
from ivr.flow.inputs import Heard
from ivr.flow.model import Ask, Flow
from ivr.flow.state import State
from ivr.flow.understanding import Understand

_ACTED_ON_AT_ONCE = frozenset({Meaning.EMERGENCY, Meaning.STOP, Meaning.MACHINE})
"""What must not be missed: a low confidence is enough, though a flow may first ask whether it was meant."""

_OF_A_VISIT = {Meaning.KEEP, Meaning.MOVE, Meaning.CANCEL}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood."""

    meaning: Meaning
    values: Mapping[str, object]
    """What goes under `said`."""
    is_sure: bool = True
    """False where it counts only because it must not be missed."""


def read(flow: Flow, ask: Ask, state: State, heard: Heard, understand: Understand) -> Reading:
    """The meaning of an answer. Keys win over words; several different ones mean nothing."""
    if heard.keys:
        return _of_keys(flow, ask, heard.keys)
    zone = ZoneInfo(state.facts.clinic.zone)
    visits = state.facts.visits if state.visit is None else state.facts.visits[state.visit :][:1]
    understood = understand(
        Question(
            asked=ask.asked,
            language=state.language,
            text=heard.text,
            now=_local(heard.at, zone),
            visits=tuple(_local(visit.at, zone) for visit in visits),
        )
    )
    meaning = understood.meaning
    if not understood.is_sure and meaning not in _ACTED_ON_AT_ONCE:
        meaning = Meaning.NONE
    if meaning is Meaning.NONE:  # whatever somebody says to 'why?' that means nothing else is a remark
        return Reading(Meaning.COMMENT, {"comment": heard.text}) if ask.asked is Asked.OPEN else Reading(meaning, {})
    if not _is_whole(meaning, understood.slots, len(state.facts.visits)):
        return Reading(Meaning.NONE, {})
    values = dict(understood.slots)
    if meaning is Meaning.COMMENT:
        values["comment"] = heard.text
    return Reading(meaning, values, understood.is_sure)


def _of_keys(flow: Flow, ask: Ask, keys: str) -> Reading:
    """Somebody who hits one key twice means it once; who hits several is asked again."""
    pressed = set(keys)
    key = pressed.pop()
    meaning = flow.keys_at(ask).get(key) if not pressed else None
    if meaning is None:
        return Reading(Meaning.NONE, {})
    if ask.asked is Asked.RATE and meaning is Meaning.RATE:
        return Reading(meaning, {"value": int(key)})
    return Reading(meaning, {})


def noted(said: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """What was said, with what is said now: a new wish for a time replaces the one before as a whole."""
    kept = dict(said)
    if any(name in values for name in WISH):
        kept = {name: value for name, value in kept.items() if name not in WISH}
    return {**kept, **values}


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _is_whole(meaning: Meaning, slots: Mapping[str, object], visits: int) -> bool:
    """Whether a rate has its figure, and a split answer one meaning a visit: nothing is cancelled by a gap."""
    if meaning is Meaning.RATE:
        value = slots.get("value")
        return isinstance(value, int) and 1 <= value <= 5
    if meaning is Meaning.SPLIT:
        each = slots.get("by_visit")
        return isinstance(each, list | tuple) and len(each) == visits and set(each) <= _OF_A_VISIT
    return True
