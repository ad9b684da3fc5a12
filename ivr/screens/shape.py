"""What of a flow is drawn: the way from the start, and apart from it what many steps lead to. Pure.

Flows share steps that almost everything leads to: a person, an apology, a goodbye. With a line to each of them no
picture can be read, so they stand apart, and answers that lead there say so with the number of the step.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ivr.flow.graph import edges, starts
from ivr.flow.model import AGAIN, RETURN, AnyNode, Ask, Flow, HangUp, Record, Say, Set
from ivr.flow.outcomes import FlowOutcome

_MANY = 4
"""So many steps leading to one put it apart."""
_FEW = 8
"""With what follows from it; more than that is a way of its own."""


@dataclass(frozen=True, slots=True)
class Leading:
    """One way from a step, or several that lead to the same one."""

    reasons: tuple[str, ...]
    to: str
    """A node's id, or RETURN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The steps in their order."""

    main: tuple[str, ...]
    aside: tuple[tuple[str, ...], ...]
    """What is drawn apart, in groups that lines join."""
    apart: frozenset[str]
    """Where lines are not drawn to."""
    numbers: Mapping[str, int]
    """The number of each step that is drawn, from 1."""

    @property
    def drawn(self) -> tuple[str, ...]:
        """All steps that are drawn, in order."""
        return (*self.main, *(name for group in self.aside for name in group))


def shape_of(flow: Flow) -> Shape:
    """How a flow is drawn. Needs one without missing nodes."""
    everything = _reached(flow, (*starts(flow), *_led_to_by_any(flow)), frozenset())
    begins = list(starts(flow))
    led_to = Counter(way.to for name in everything for way in ways(flow, flow.nodes[name]))
    shared = {name for name, count in led_to.items() if count >= _MANY and name != RETURN}
    anywhere = set(_led_to_by_any(flow))
    apart = anywhere | {name for name in shared if len(_reached(flow, [name], anywhere)) <= _FEW}
    # Where a call begins otherwise leads to the start, which would lie below it; so it stands apart.
    apart = (apart | {name for name in begins if name != flow.start}) - {RETURN, flow.start}
    main = _reached(flow, [name for name in begins if name not in apart], apart)
    rest = [name for name in everything if name not in main]
    aside = tuple(_groups(flow, rest, frozenset(apart)))
    numbers = {name: place for place, name in enumerate((*main, *(one for group in aside for one in group)), start=1)}
    return Shape(main=tuple(main), aside=aside, apart=frozenset(apart), numbers=numbers)


def _led_to_by_any(flow: Flow) -> Iterator[str]:
    """Where answers lead that may come to any question."""
    yield from (*flow.anywhere.values(), *flow.doubted.values())


def ways(flow: Flow, node: AnyNode) -> Iterator[Leading]:
    """The ways of a step that are its own; those to the same step as one. Ways to the end that it is drawn with, and
    an answer after which it asks again, are none."""
    found: dict[str, list[str]] = {}
    again = {meaning for meaning, to in node.on.items() if to == AGAIN} if isinstance(node, Ask) else set()
    for edge in edges(flow, node):
        if edge.is_anywhere or edge.why in again or (end_of(flow, node) and isinstance(node, Say | Set)):
            continue
        found.setdefault(edge.to, []).append(edge.why)
    yield from (Leading(tuple(dict.fromkeys(filter(None, reasons))), to) for to, reasons in found.items())


def end_of(flow: Flow, node: AnyNode) -> FlowOutcome | None:
    """How the call ends with this step, which is then drawn as an end; None where it goes on."""
    if isinstance(node, HangUp):
        return node.outcome
    if isinstance(node, Say | Set) and isinstance(after := flow.nodes.get(node.then), HangUp):
        return after.outcome
    return None


def prompts_of(node: AnyNode) -> tuple[str, ...]:
    """What a step says first."""
    return node.prompts if isinstance(node, Say | Ask | Record) else ()


def _reached(flow: Flow, begins: Iterable[str], without: frozenset[str] | set[str]) -> list[str]:
    """Steps in the order in which a reader meets them: those of one depth side by side."""
    found: list[str] = []
    waiting = [name for name in dict.fromkeys(begins) if name != RETURN]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found.append(name)
        waiting += [one.to for one in ways(flow, flow.nodes[name]) if one.to != RETURN and one.to not in without]
    return found


def _groups(flow: Flow, names: list[str], apart: frozenset[str]) -> Iterator[tuple[str, ...]]:
    group = {name: name for name in names}
    for name in names:
        for one in ways(flow, flow.nodes[name]):
            if one.to in group and one.to not in apart:
                old, new = group[one.to], group[name]
                group = {each: new if mark == old else mark for each, mark in group.items()}
    for mark in dict.fromkeys(group[name] for name in names):
        yield tuple(name for name in names if group[name] == mark)
