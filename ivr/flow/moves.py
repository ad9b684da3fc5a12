"""Of several visits: which are to find a new time, and what came of each. Pure."""

from enum import StrEnum

from ivr.answers.names import Meaning
from ivr.flow.facts import Appointment
from ivr.flow.state import State


class VisitWay(StrEnum):
    """What came of a visit that was to be moved."""

    MOVED = "moved"
    STAYS = "stays"
    """No other time was wished, or none suited."""
    LEFT = "left"
    """The call ended before there was a new time."""


def places_to_move(state: State) -> tuple[int, ...]:
    """The visits that are to be moved, from 0: those of which it was said, else all."""
    count = len(state.facts.visits)
    each = _answers(state) or (Meaning.MOVE,) * count
    return tuple(place for place, answer in enumerate(each[:count]) if answer == Meaning.MOVE)


def left_to_move(state: State) -> tuple[Appointment, ...]:
    """The visits that have no new time yet though one is looked for: the one in hand, and those after it."""
    if state.visit is None:
        return ()
    at = state.visit
    return tuple(
        state.facts.visits[place] for place in places_to_move(state) if place >= at and place not in state.moved
    )


def way_of(state: State, place: int) -> str:
    """What came of the visit at a place: a way, or what was said of it; '' where nothing is known."""
    answers = _answers(state)
    said = answers[place] if place < len(answers) else ""
    if state.visit is None or (said and said != Meaning.MOVE):
        return said
    if place in state.moved:
        return VisitWay.MOVED
    return VisitWay.STAYS if place < state.visit else VisitWay.LEFT


def _answers(state: State) -> tuple[str, ...]:
    answers = state.said.get("by_visit")
    return tuple(map(str, answers)) if isinstance(answers, list | tuple) else ()
