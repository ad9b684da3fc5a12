"""Leading a conversation: a pure function from (flow, state, what happened) to a new state and commands.

The state is stored after every step, so that any process can take the next input. Nothing here raises for what happens
in a call; a state of another flow or version is refused.

Every conversation ends: a question is put MOST_TURNS times at most, after that it goes where answers go that are not
understood; lint proves that this way leads to an end from everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from ivr.answers.names import Meaning
from ivr.flow import answering
from ivr.flow.actions import ACTIONS
from ivr.flow.commands import AnyCommand, Perform
from ivr.flow.facts import Facts, Queue, appointments
from ivr.flow.inputs import (
    AnsweredBy,
    Connected,
    Detected,
    Heard,
    HungUp,
    Input,
    KeysOnly,
    NotConnected,
    Recorded,
    Result,
    Silence,
    Started,
)
from ivr.flow.model import AGAIN, Ask, Connect, Do, Flow, Record
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.prompts import Prompts
from ivr.flow.state import State
from ivr.flow.understanding import Understand
from ivr.flow.walking import Walk


class FlowError(BadInputError):
    """The call runs another flow or version than this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a step is made with."""

    flow: Flow
    prompts: Prompts
    """In the language of the call."""
    understand: Understand


@dataclass(frozen=True, slots=True)
class Step:
    """What came of an input; no commands where nothing is to be done."""

    state: State
    commands: tuple[AnyCommand, ...] = ()


def begin(flow: Flow, language: Language, facts: Facts) -> State:
    """The state of a call that is not up yet."""
    return State(flow=flow.id, version=flow.version, language=language, facts=facts)


def step(tools: Tools, state: State, given: Input) -> Step:
    """The state after `given`, and what is to be done, in this order.

    Raises FlowError where the state is of another flow, version or language.
    """
    _same_flow(tools, state)
    if state.is_over:
        return _after_the_end(tools, state, given)
    match given:
        case Started():
            return _started(tools, state, given)
        case HungUp():
            return Step(_ended(state, state.reached or FlowOutcome.HUNG_UP))
        case Detected():
            return _detected(tools, state, given)
        case KeysOnly(is_so=is_so):
            return Step(replace(state, keys_only=is_so))
        case _ if given.command != state.awaits or not state.awaits:
            return Step(state)
        case _:
            return _answered(tools, state, given)


def resume(tools: Tools, state: State) -> Step:
    """The commands for a call that a restart interrupted: what it waited for is done anew, under new numbers.

    An action is asked for once more: features do what they did already without doing it twice.
    """
    _same_flow(tools, state)
    if state.is_over or not state.node:
        return Step(state)
    return _walked(Walk(tools.flow, tools.prompts, state).go(state.node))


def _started(tools: Tools, state: State, given: Started) -> Step:
    if state.node:
        return Step(state)
    flow = tools.flow
    start = flow.start
    if given.answered_by is AnsweredBy.MACHINE:
        start = flow.machine or flow.start
    elif given.answered_by is AnsweredBy.UNSURE:
        start = flow.unsure_start or flow.start
    begun = replace(_noted(state, "", given.answered_by), answered_by=given.answered_by)
    return _walked(Walk(flow, tools.prompts, begun).go(start))


def _detected(tools: Tools, state: State, given: Detected) -> Step:
    """A machine, found out late: whoever has said to be the patient is none. Or a human, of whom it was not sure."""
    if given.answered_by is AnsweredBy.HUMAN and state.answered_by is AnsweredBy.UNSURE:
        return Step(replace(state, answered_by=AnsweredBy.HUMAN))
    is_machine = given.answered_by is AnsweredBy.MACHINE and state.node and not state.known
    if not is_machine or not tools.flow.machine:
        return Step(state)
    found = replace(_noted(state, state.node, "machine"), answered_by=AnsweredBy.MACHINE)
    return _walked(Walk(tools.flow, tools.prompts, found).go(tools.flow.machine))


def _answered(tools: Tools, state: State, given: Input) -> Step:
    node, walk = tools.flow.node(state.node), Walk(tools.flow, tools.prompts, state)
    match node, given:
        case Ask(), Heard() | Silence():
            return _walked(_reply(tools, walk, node, given))
        case Do(), Result():
            walk.state = _with_moved(state, node, given)
            return _walked(
                walk.note(given.value).know(_with_facts(state.facts, node, given)).go(_after(node, given.value))
            )
        case Record(), Recorded() if given.seconds > 0:
            return _walked(walk.note("recorded").say_that(_message(given)).go(node.recorded))
        case Record(), Recorded():
            return _walked(walk.note("empty").go(node.empty))
        case Connect(), Connected():
            return Step(_ended(_noted(state, node.id, "connected"), node.outcome))
        case Connect(), NotConnected():
            return _walked(walk.note("failed").go(node.failed))
    return Step(state)


def _reply(tools: Tools, walk: Walk, ask: Ask, given: Heard | Silence) -> Walk:
    """Where an answer leads."""
    if isinstance(given, Silence) or not (given.text.strip() or given.keys):
        return walk.note("silence").again(ask, ask.silence)
    heard = answering.read(tools.flow, ask, walk.state, given, tools.understand)
    walk = walk.note(heard.meaning).know_listener(ask, heard.meaning, is_sure=heard.is_sure)
    if heard.meaning is Meaning.NONE:
        return walk.again(ask, ask.no_match)
    if heard.meaning is Meaning.REPEAT and Meaning.REPEAT not in ask.on:
        return walk.put(ask)
    target = ask.on.get(heard.meaning)
    if target == AGAIN:
        return walk.again(ask, ask.no_match)
    if target:
        return walk.say_that(heard.values).go(target)
    anywhere = tools.flow.anywhere if heard.is_sure else {**tools.flow.anywhere, **tools.flow.doubted}
    if target := anywhere.get(heard.meaning, ""):
        return walk.say_that(heard.values).interrupt(ask).go(target)
    return walk.again(ask, ask.no_match)


def _after(node: Do, value: str) -> str:
    """Where a result leads; one that the flow does not know counts as failed."""
    return node.on.get(value) or node.on["failed"]


def _with_facts(facts: Facts, node: Do, given: Result) -> Facts:
    """The facts with what the action gives; what cannot be read is left out."""
    gives = ACTIONS[node.action].gives if node.action in ACTIONS else ()
    try:
        if "offers" in gives and "offers" in given.facts:
            facts = replace(facts, offers=appointments(given.facts["offers"]))
        if "queue" in gives and isinstance(queue := given.facts.get("queue"), Mapping):
            facts = replace(facts, queue=Queue(position=int(queue["position"]), minutes=int(queue["minutes"])))
    except (KeyError, TypeError, ValueError, AttributeError, BadInputError):
        return facts
    return facts


def _with_moved(state: State, node: Do, given: Result) -> State:
    """The state with the visit that got a new time."""
    is_moved = node.action == "move_visit" and given.value == "done"
    return replace(state, moved=(*state.moved, state.visit or 0)) if is_moved else state


def _message(given: Recorded) -> Mapping[str, object]:
    return {"recording": given.recording, "seconds": given.seconds}


def _after_the_end(tools: Tools, state: State, given: Input) -> Step:
    """After the end nothing is said. A message that was spoken before somebody put down is kept all the same, and the
    result of an action that was under way still tells what was settled."""
    if not isinstance(given, Result | Recorded) or given.command != state.awaits or not state.awaits:
        return Step(state)
    node = tools.flow.node(state.node)
    match node, given:
        case Record(), Recorded() if given.seconds > 0:
            walk = Walk(tools.flow, tools.prompts, state).note("recorded").say_that(_message(given))
            kept = tuple(one for one in walk.go(node.recorded).commands if isinstance(one, Perform))
            awaits = kept[-1].number if kept else 0
            return Step(replace(walk.state, outcome=state.outcome, awaits=awaits), kept)
        case Do(), Result():
            settled = tools.flow.node(_after(node, given.value)).reached
            ended = replace(_noted(_with_moved(state, node, given), node.id, given.value), awaits=0)
            return Step(replace(ended, outcome=settled) if settled else ended)
    return Step(state)


def _walked(walk: Walk) -> Step:
    return Step(walk.state, tuple(walk.commands))


def _ended(state: State, outcome: FlowOutcome) -> State:
    return replace(_noted(state, state.node, outcome), outcome=outcome)


def _noted(state: State, node: str, what: str) -> State:
    return replace(state, trail=(*state.trail, (node, str(what))))


def _same_flow(tools: Tools, state: State) -> None:
    """A running call keeps the version it began with; another one could lack its node."""
    flow, language = tools.flow, tools.prompts.language
    if (flow.id, flow.version, language) != (state.flow, state.version, state.language):
        raise FlowError(
            f"this call runs flow {state.flow!r} version {state.version} ({state.language}); "
            f"version {flow.version} ({language}) of {flow.id!r} cannot continue it"
        )
