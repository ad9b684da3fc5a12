"""What the robot did in one call, for the page of that call. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from callcenter.web.texts import Texts
from ivr.flow.actions import ACTIONS
from ivr.flow.inputs import AnsweredBy
from ivr.flow.model import Ask, Connect, Do, Flow, Record
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.prompts import Prompts
from ivr.flow.state import State
from ivr.flow.texts import say
from ivr.leading.step_store import StepTaken
from ivr.screens.titles import title_of
from ivr.screens.words import TONES, FlowWords


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStep:
    """One step."""

    at: datetime
    asked: str
    """In the patient's language; '' where nothing was asked, or where it may not be shown."""
    heard: str
    keys: str
    understood: str
    """In the reader's language: what was understood, done or settled."""
    confidence: float | None
    is_lost: bool
    """Nothing was understood, or something did not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotInCall:
    """The robot's part of a call."""

    flow: str
    title: str
    language: str
    outcome: str
    """'' while it goes on."""
    tone: str
    steps: Sequence[CallStep]
    hides: bool
    """Whether words are left out, because they are private."""


_LOST = frozenset({"none", "silence", "failed"})


def robot_in_call(
    flow: Flow, prompts: Prompts, state: State, steps: Sequence[StepTaken], texts: Texts, *, hides: bool
) -> RobotInCall:
    """What the page shows; with `hides` nothing that may be private."""
    words = FlowWords(texts.pgettext)
    outcome = state.outcome
    return RobotInCall(
        flow=flow.id,
        title=title_of(flow, texts.gettext),
        language=state.language.value,
        outcome=words.outcome(outcome) if outcome else "",
        tone=TONES.get(outcome, "plain") if outcome else "",
        steps=[
            _step(one, failures, flow, prompts, state, words, hides=hides)
            for one, failures in zip(steps, _failures(steps), strict=True)
        ],
        hides=hides and any(one.heard for one in steps),
    )


def _failures(steps: Sequence[StepTaken]) -> Iterator[int]:
    """How often, before each step, its question was put without being answered: then it was put in other words."""
    count, before = 0, ""
    for one in steps:
        if one.node != before:
            count = 0
        yield count
        count, before = count + 1 if one.what in _LOST else 0, one.node


def _step(
    one: StepTaken, failures: int, flow: Flow, prompts: Prompts, state: State, words: FlowWords, *, hides: bool
) -> CallStep:
    return CallStep(
        at=one.at,
        asked=_asked(one.node, failures, flow, prompts, state, hides=hides),
        heard="" if hides else one.heard,
        keys=one.keys,
        understood=_understood(one, flow, words),
        confidence=one.confidence,
        is_lost=one.what in _LOST,
    )


def _asked(node: str, failures: int, flow: Flow, prompts: Prompts, state: State, *, hides: bool) -> str:
    """The question as it stands in the flow that the call began with."""
    found = flow.nodes.get(node)
    if not isinstance(found, Ask | Record):
        return ""
    again = found.again[failures - 1 : failures] if isinstance(found, Ask) and failures else ()
    said = [say(name, prompts, state) for name in again or found.prompts]
    return " ".join(prompt.text for prompt in said if prompt and not (hides and not prompt.fixed))


def _understood(one: StepTaken, flow: Flow, words: FlowWords) -> str:
    node = flow.nodes.get(one.node)
    if one.what in set(FlowOutcome) and not isinstance(node, Ask | Do | Record | Connect):
        return words.ends_with(one.what)
    match node:
        case None:
            return words.answered_by(AnsweredBy(one.what)) if one.what in set(AnsweredBy) else one.what
        case Do() if node.action in ACTIONS:
            return f"{words.action(node.action)}: {words.result(one.what)}"
        case Connect():
            return f"{words.connects(node.whom, node.to)} ({words.result(one.what)})"
        case Record():
            return words.result(one.what)
    return (
        words.meaning(one.what)
        if one.what not in set(FlowOutcome) or isinstance(node, Ask)
        else words.outcome(one.what)
    )
