"""Where a flow leads: its ways, by kind. Pure; lint and the picture of a flow stand on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from ivr.answers.names import Meaning
from ivr.flow.model import AGAIN, RETURN, AnyNode, Ask, Branch, Connect, Do, Flow, Record, Say, Set
from ivr.flow.understanding import known_after

_MEANINGS = frozenset(Meaning)


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node."""

    why: str
    """A meaning, a result, a condition; '' where there is one way only."""
    to: str
    """A node's id, or RETURN."""
    is_anywhere: bool = False
    """Whether it is one of the ways that every question has."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node as a call can come to it."""

    node: str
    known: bool
    """Whether the listener is known to be the patient."""
    interrupted_known: bool | None
    """The same when the last question was interrupted; None where none was."""


def edges(flow: Flow, node: AnyNode) -> Iterator[Edge]:
    """All ways from a node."""
    match node:
        case Say() | Set():
            yield Edge("", node.then)
        case Ask():
            yield from (Edge(meaning, node.no_match if to == AGAIN else to) for meaning, to in node.on.items())
            yield from (
                Edge(meaning, to, is_anywhere=True)
                for ways in (flow.anywhere, flow.doubted)
                for meaning, to in ways.items()
                if meaning not in node.on
            )
            yield Edge("silence", node.silence)
            yield Edge("no_match", node.no_match)
        case Branch():
            yield from (Edge(way.when, way.then) for way in node.ways)
            yield Edge("otherwise", node.otherwise)
        case Do():
            yield from (Edge(value, to) for value, to in node.on.items())
        case Record():
            yield Edge("recorded", node.recorded)
            yield Edge("empty", node.empty)
        case Connect():
            yield Edge("failed", node.failed)


def starts(flow: Flow) -> Iterator[str]:
    """Where a call can begin, and where a machine leads."""
    yield from dict.fromkeys(start for start in (flow.start, flow.unsure_start, flow.machine) if start)


def missing(flow: Flow) -> Iterator[tuple[AnyNode | None, str]]:
    """Ways to nodes that are not there, with the node they start from; None: from the head of the flow."""
    for name in (*starts(flow), *flow.anywhere.values(), *flow.doubted.values()):
        if name != RETURN and name not in flow.nodes:
            yield None, name
    for node in flow.nodes.values():
        for edge in edges(flow, node):
            if edge.to != RETURN and edge.to not in flow.nodes and not edge.is_anywhere:
                yield node, edge.to


def explore(flow: Flow) -> dict[Place, Place | None]:
    """Every place that a call can come to, with the place before it. Needs a flow without missing nodes."""
    found: dict[Place, Place | None] = {Place(name, False, None): None for name in starts(flow)}
    size = 0
    while size != len(found):  # a return leads to questions that may be found after it
        size = len(found)
        waiting = list(found)
        while waiting:
            place = waiting.pop(0)
            for after in _after(flow, place, found):
                if after not in found:
                    found[after] = place
                    waiting.append(after)
    return found


def _after(flow: Flow, place: Place, found: dict[Place, Place | None]) -> list[Place]:
    node, after = flow.nodes[place.node], []
    for edge in edges(flow, node):
        known, interrupted = place.known, place.interrupted_known
        if isinstance(node, Ask) and edge.why in _MEANINGS:
            known = known_after(node.asked, Meaning(edge.why), known=known)
            interrupted = place.known if edge.is_anywhere else interrupted
        if edge.to != RETURN:
            after.append(Place(edge.to, known, interrupted))
            continue
        after += [
            Place(other.node, known, interrupted)
            for other in found
            if other.known is interrupted and isinstance(flow.nodes[other.node], Ask)
        ]
    return after


def before_a_human(flow: Flow) -> list[str]:
    """Every node that a call can come to while a machine listens, or nobody knows who: all behind `machine`, and all
    behind `unsure_start` and behind a machine that was understood, until somebody has answered as a human does."""
    found: dict[str, None] = {}
    waiting = [(name, name == flow.machine) for name in (flow.machine, flow.unsure_start) if name]
    waiting += [
        (to, True)
        for node in flow.nodes.values()
        if isinstance(node, Ask) and (to := flow.leads(node, Meaning.MACHINE)) in flow.nodes
    ]
    seen = set(waiting)
    while waiting:
        name, is_machine = waiting.pop(0)
        found.setdefault(name)
        node = flow.nodes[name]
        ways = edges(flow, node) if is_machine or not isinstance(node, Ask) else _by_no_human(flow, node)
        for after in {edge.to: (edge.to, is_machine) for edge in ways if edge.to in flow.nodes}.values():
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return list(found)


def _by_no_human(flow: Flow, ask: Ask) -> Iterator[Edge]:
    """Ways from a question that need nobody who answers it for certain."""
    yield Edge("silence", ask.silence)
    yield Edge("no_match", ask.no_match)
    yield from (Edge(meaning, to) for meaning, to in flow.doubted.items() if meaning not in ask.on)


def endless(flow: Flow) -> list[str]:
    """A circle in which a call without understood answers can run, or []; then every call ends.

    A `return` is an end here: each goes back to one question that was interrupted, and there are ever fewer of them.
    """
    ways = {node.id: [to for to in _unanswered(flow, node) if to in flow.nodes] for node in flow.nodes.values()}
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as circle:
        return [str(node) for node in reversed(circle.args[1])]
    return []


def _unanswered(flow: Flow, node: AnyNode) -> list[str]:
    """Where a question leads once it was put too often; other nodes lead everywhere."""
    if isinstance(node, Ask):
        return [node.silence, node.no_match]
    return [edge.to for edge in edges(flow, node)]
