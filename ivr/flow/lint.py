"""Flows checked like programs: every problem with its file and line. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from ivr.answers.names import ANSWERS, ANYWHERE, Asked, Meaning
from ivr.flow.actions import ACTIONS, FAILED
from ivr.flow.conditions import CONDITIONS, NOT
from ivr.flow.graph import Place, before_a_human, edges, endless, explore, missing, starts
from ivr.flow.lint_prompts import check_prompts, used_prompts
from ivr.flow.model import RETURN, AnyNode, Ask, Branch, Do, Flow, Record, Say, Set
from ivr.flow.problems import Problem
from ivr.flow.prompts import Prompts
from ivr.flow.texts import is_private_prompt, names_of, syntax_error
from ivr.flow.variables import NAME_AND_NUMBER
from ivr.flow.walking import FIRST, FORGET, NEXT, OFFER, WISHES

_BY_THE_ENGINE = frozenset({Meaning.REPEAT, Meaning.NONE})


def lint_flows(
    flows: Iterable[Flow], prompts: Mapping[Language, Prompts], languages: Iterable[Language] = Language
) -> tuple[Problem, ...]:
    """Problems of flows and of what they say, in `languages`."""
    everything = tuple(flows)
    found: set[Problem] = set()
    for flow in everything:
        found.update(check_flow(flow, prompts))
    found.update(check_prompts(used_prompts(everything), prompts, tuple(languages)))
    return tuple(sorted(found))


def check_flow(flow: Flow, prompts: Mapping[Language, Prompts]) -> Iterator[Problem]:
    """Problems of the structure of one flow, and private words where they may not be."""
    lost = list(missing(flow))
    for node, name in lost:
        where = f"node {node.id!r} leads" if node else "the flow leads"
        yield Problem(
            node.path if node else flow.path,
            node.line if node else flow.line,
            f"{where} to {name!r}, which is not there",
        )
    for node in flow.nodes.values():
        yield from (Problem(node.path, node.line, f"node {node.id!r} {text}") for text in _of_node(flow, node))
    if lost:
        return
    found = explore(flow)
    yield from _unreached(flow, found)
    if circle := endless(flow):
        node = flow.nodes[circle[0]]
        yield Problem(node.path, node.line, f"a call that is not understood never ends: {' > '.join(circle)}")
    yield from _returns_to_nothing(flow, found)
    yield from _private(flow, found, prompts)
    yield from _before_a_human(flow, prompts)


def _of_node(flow: Flow, node: AnyNode) -> Iterator[str]:
    match node:
        case Ask():
            yield from _of_ask(flow, node)
        case Branch():
            for way in node.ways:
                if way.when.removeprefix(NOT) not in CONDITIONS:
                    yield f"asks an unknown condition {way.when!r}; conditions are {', '.join(sorted(CONDITIONS))}"
        case Do():
            yield from _of_action(node)
        case Set():
            for name, value in node.values.items():
                if name == OFFER and value not in {NEXT, FIRST}:
                    yield f"sets {OFFER!r} to {value!r}; {NEXT} or {FIRST} is possible"
                if name == WISHES and value != FORGET:
                    yield f"sets {WISHES!r} to {value!r}; {FORGET} is possible"


def _of_ask(flow: Flow, ask: Ask) -> Iterator[str]:
    answers = ANSWERS[ask.asked]
    for meaning in (*answers, *ANYWHERE):
        if meaning not in _BY_THE_ENGINE and not flow.leads(ask, meaning):
            yield f"has no way for the answer {str(meaning)!r}; give it one under 'on'"
    for name in ask.on:
        if name not in {*answers, *ANYWHERE}:
            yield f"has a way for {name!r}, which is no answer to {str(ask.asked)!r}"
    if not ask.again:
        yield "is not put again in other words; write 'again'"
    for key, meaning in ask.keys.items():
        if (digit := _digit_of(ask.asked, meaning)) and (key not in digit) and key.isdigit():
            yield f"gives {str(meaning)!r} the key {key}; everywhere it is {digit[0]}"
    lacking = [
        one for one in answers if one not in flow.keys_at(ask).values() and ask.asked not in {Asked.OPEN, Asked.WHEN}
    ]
    if lacking and not (ask.asked is Asked.CONFIRM_VISITS and lacking == [Meaning.SPLIT]):
        yield f"has no key for {', '.join(lacking)}; keys always work"
    for meaning in flow.keys_at(ask).values():
        if meaning is not Meaning.REPEAT and not flow.leads(ask, meaning):
            yield f"has a key for {str(meaning)!r} and no way for it"


def _digit_of(asked: Asked, meaning: Meaning) -> tuple[str, ...]:
    """The keys that a meaning has at every question of a kind; the parser goes by the same."""
    if asked is Asked.RATE and meaning is Meaning.RATE:
        return ("1", "2", "3", "4", "5")
    answers = ANSWERS[asked]
    return (str(answers.index(meaning) + 1),) if meaning in answers else ()


def _of_action(node: Do) -> Iterator[str]:
    action = ACTIONS.get(node.action)
    if action is None:
        yield f"does {node.action!r}, which is no action; actions are {', '.join(sorted(ACTIONS))}"
        return
    for value in (*action.results, FAILED):
        if value not in node.on:
            yield f"has no way for the result {value!r} of {node.action!r}"
    for value in node.on:
        if value not in {*action.results, FAILED}:
            yield f"has a way for {value!r}, which is no result of {node.action!r}"


def _unreached(flow: Flow, found: Mapping[Place, Place | None]) -> Iterator[Problem]:
    """Nodes of the flow's own file that no call comes to; parts may hold more than each flow needs."""
    reached = {place.node for place in found}
    for node in flow.nodes.values():
        if node.id not in reached and node.path == flow.path:
            yield Problem(node.path, node.line, f"node {node.id!r} is never reached from {' or '.join(starts(flow))}")


def _returns_to_nothing(flow: Flow, found: Mapping[Place, Place | None]) -> Iterator[Problem]:
    """Ways back to a question that was interrupted, where none was: such a call would end."""
    for node in {place.node: flow.nodes[place.node] for place in found if place.interrupted_known is None}.values():
        if any(edge.to == RETURN and not edge.is_anywhere for edge in edges(flow, node)):
            message = f"node {node.id!r} returns, and a call may come to it though no question was interrupted"
            yield Problem(node.path, node.line, message)


def _private(flow: Flow, found: Mapping[Place, Place | None], prompts: Mapping[Language, Prompts]) -> Iterator[Problem]:
    """Private words on a way on which the listener is not known to be the patient."""
    told: set[str] = set()
    for place in found:
        node = flow.nodes[place.node]
        if place.known or node.id in told or not isinstance(node, Say | Ask | Record):
            continue
        reason = _why_private(node, prompts)
        if reason:
            told.add(node.id)
            way = " > ".join(_way_to(place, found))
            message = f"node {node.id!r} {reason}, and the listener may be a stranger there: {way}"
            yield Problem(node.path, node.line, message)


def _before_a_human(flow: Flow, prompts: Mapping[Language, Prompts]) -> Iterator[Problem]:
    """What a machine hears, and what is said before it is sure that a human listens: the clinic's name and number."""
    if flow.direction is Direction.OUTBOUND:
        for name, start in (("machine", flow.machine), ("unsure_start", flow.unsure_start)):
            if not start:
                yield Problem(
                    flow.path, flow.line, f"an outbound flow needs {name!r}: where a call begins for such a listener"
                )
        for node in map(flow.node, before_a_human(flow)):
            yield from _heard_by_a_machine(flow, node, prompts)


def _heard_by_a_machine(flow: Flow, node: AnyNode, prompts: Mapping[Language, Prompts]) -> Iterator[Problem]:
    if not isinstance(node, Say | Ask | Record):
        return
    if not isinstance(node, Record) and node.private:
        message = f"node {node.id!r} of flow {flow.id!r} says private words, and a machine may listen there"
        yield Problem(node.path, node.line, message)
    said = (*node.prompts, *(node.again if isinstance(node, Ask) else ()))
    for prompt in (words.by_id[name] for name in said for words in prompts.values() if name in words.by_id):
        more = (_names(prompt.text) | _names(prompt.fallback)) - NAME_AND_NUMBER
        if more:
            where = f"at node {node.id!r} of flow {flow.id!r}"
            message = f"prompt {prompt.id!r} may be heard by a machine ({where}) and says more than name and number: "
            yield Problem(prompt.path, prompt.line, message + ", ".join(sorted(more)))


def _names(source: str) -> frozenset[str]:
    """The variables of a text; what cannot be read is told where prompts are looked at."""
    return frozenset() if syntax_error(source) else names_of(source)


def _why_private(node: Say | Ask | Record, prompts: Mapping[Language, Prompts]) -> str:
    if not isinstance(node, Record) and node.private:
        return "says private words"
    again = node.again if isinstance(node, Ask) else ()
    for name in (*node.prompts, *again):
        for language, words in prompts.items():
            prompt = words.by_id.get(name)
            is_readable = prompt and not any(map(syntax_error, (prompt.text, prompt.fallback)))
            if prompt and is_readable and is_private_prompt(prompt):
                return f"says {name!r}, which is private ({language})"
    return ""


def _way_to(place: Place, found: Mapping[Place, Place | None]) -> list[str]:
    way: list[str] = []
    at: Place | None = place
    while at is not None:
        way.append(at.node)
        at = found[at]
    return way[::-1]
