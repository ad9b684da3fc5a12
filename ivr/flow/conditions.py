"""What a branch can ask, by name. Pure."""

from collections.abc import Callable, Mapping

from ivr.flow.actions import WISH
from ivr.flow.state import State

NOT = "not "
LOW_RATE = 3
"""Up to this, somebody was not content: a person calls back."""

CONDITIONS: Mapping[str, Callable[[State], bool]] = {
    "is_open": lambda state: state.facts.is_open,
    "has_listener": lambda state: state.facts.listener is not None,
    "is_known": lambda state: state.known,
    "has_visit": lambda state: bool(state.facts.visits),
    "several_visits": lambda state: len(state.facts.visits) > 1,
    "one_by_one": lambda state: state.visit is not None,
    "has_visit_left": lambda state: state.at_hand is not None,
    "is_settled": lambda state: state.reached is not None,
    "has_offer": lambda state: state.offered is not None,
    "has_wish": lambda state: any(name in state.said for name in WISH),
    "has_queue": lambda state: state.facts.queue is not None,
    "rated_low": lambda state: _figure(state) <= LOW_RATE,
}


def holds(condition: str, state: State) -> bool:
    """Whether a condition holds; one that is not known does not."""
    name = condition.removeprefix(NOT)
    ask = CONDITIONS.get(name)
    return ask is not None and ask(state) is (name == condition)


def _figure(state: State) -> int:
    value = state.said.get("value")
    return value if isinstance(value, int) else 0
