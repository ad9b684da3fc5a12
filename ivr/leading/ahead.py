"""What may be said next, so that its sound can be made while somebody still answers. Pure."""

from collections.abc import Iterator

from ivr.answers.names import Meaning
from ivr.flow.commands import Play, Said
from ivr.flow.engine import Tools
from ivr.flow.model import Ask, Do
from ivr.flow.state import State
from ivr.flow.walking import Walk

MOST = 6


def likely(tools: Tools, state: State) -> tuple[Said, ...]:
    """Prompts of this call's own words that may follow the question at which it stands; those that are always the same
    are left out, because their sound is there already. At most MOST, the likelier first."""
    if state.is_over or state.node not in tools.flow.nodes:
        return ()
    ask = tools.flow.node(state.node)
    if not isinstance(ask, Ask):
        return ()
    found: dict[str, Said] = {}
    for said in _following(tools, state, ask):
        if not said.fixed:
            found.setdefault(said.spoken, said)
    return tuple(found.values())[:MOST]


def _following(tools: Tools, state: State, ask: Ask) -> Iterator[Said]:
    for meaning, target in ask.on.items():
        for goal in _goals(tools, target):
            walk = Walk(tools.flow, tools.prompts, state).know_listener(ask, Meaning(meaning))
            yield from _said(walk.go(goal))
    yield from _said(Walk(tools.flow, tools.prompts, state).again(ask, ask.silence))


def _goals(tools: Tools, target: str) -> Iterator[str]:
    """The nodes to which an answer leads; where something is done first, those to which its results lead. A word that
    is no node, such as 'return', leads back to what has been said already."""
    nodes = tools.flow.nodes
    node = nodes.get(target)
    goals = dict.fromkeys(node.on.values()) if isinstance(node, Do) else (target,)
    yield from (goal for goal in goals if goal in nodes)


def _said(walk: Walk) -> Iterator[Said]:
    for command in walk.commands:
        if isinstance(command, Play):
            yield from command.said
