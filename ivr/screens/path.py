"""Which steps of a flow a call came through: the trail names those that wait, and this finds those between. Pure."""

from collections.abc import Iterable, Sequence

from ivr.answers.names import Meaning
from ivr.flow.graph import edges
from ivr.flow.model import RETURN, Ask, Branch, Connect, Flow, Say, Set

Trail = Sequence[tuple[str, str]]


def walked(flow: Flow, trail: Trail, here: str) -> tuple[str, ...]:
    """The steps in the order in which they were come to, each once; the last is where the call stands."""
    found: dict[str, None] = {}
    stops = [(node, what) for node, what in trail if node in flow.nodes or not node]
    for (node, what), (after, _) in zip(stops, [*stops[1:], (here, "")], strict=True):
        if node:
            found.setdefault(node)
        for between in _between(flow, node, what, after):
            found.setdefault(between)
    if here in flow.nodes:
        found.setdefault(here)
    return tuple(found)


def _between(flow: Flow, node: str, what: str, after: str) -> Iterable[str]:
    """The shortest way over steps that do not wait."""
    begins = _firsts(flow, node, what)
    waiting: list[tuple[str, ...]] = [(name,) for name in begins if name in flow.nodes]
    seen = set(begins)
    while waiting:
        way = waiting.pop(0)
        if way[-1] == after:
            return way
        step = flow.nodes[way[-1]]
        if not isinstance(step, Say | Set | Branch):
            continue
        for edge in edges(flow, step):
            if edge.to in flow.nodes and edge.to not in seen:
                seen.add(edge.to)
                waiting.append((*way, edge.to))
            elif edge.to == RETURN and after not in seen and isinstance(flow.nodes.get(after), Ask):
                return (*way, after)
    return ()


def _firsts(flow: Flow, node: str, what: str) -> list[str]:
    """Where an answer or a result can have led first."""
    if not node:
        return [name for name in (flow.start, flow.unsure_start, flow.machine) if name]
    step = flow.nodes[node]
    if isinstance(step, Connect) and what == "connected":
        return []
    found = [edge.to for edge in edges(flow, step) if edge.why == what]
    if isinstance(step, Ask) and what == Meaning.NONE:
        found.append(step.no_match)
    return found
