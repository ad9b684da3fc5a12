"""What the robot did in one call, for the page of that call. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from callcenter.web.texts import Texts
from ivr.flow.actions import ACTIONS
from ivr.flow.inputs import AnsweredBy
from ivr.flow.model import Ask, Connect, Do, Flow, Record
from ivr.flow.moves import way_of
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.state import State
from ivr.leading.remark_store import Remark, RemarkKind
from ivr.leading.step_store import SaidThen, StepTaken
from ivr.screens.titles import title_of
from ivr.screens.words import REMARK_OUTCOMES, TONES, FlowWords


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStep:
    """One step."""

    at: datetime
    asked: str
    """What the robot had said, as it was said; '' where it was nothing, or what may not be shown."""
    heard: str
    keys: str
    understood: str
    """In the reader's language: what was understood, done or settled."""
    confidence: float | None
    is_lost: bool
    """Nothing was understood, or something did not work."""
    said: tuple[SaidThen, ...]
    """All that the robot had said, private or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswer:
    """What the patient said of one of several visits."""

    at: datetime
    whose: str
    """'' of the patient's own, or where it may not be shown."""
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkTold:
    """What the patient told besides the answers that a call needs."""

    at: datetime
    kind: str
    """In the reader's language."""
    mark: int | None
    """1 to 5."""
    text: str
    """In the patient's words; '' where nothing was said, or where they may not be shown."""
    seconds: int | None
    """How long a message is; None of anything else."""


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
    visits: Sequence[VisitAnswer] = ()
    """What came of each, where that was not the same for all."""
    remarks: Sequence[RemarkTold] = ()


_LOST = frozenset({"none", "silence", "failed"})


def robot_in_call(
    flow: Flow, state: State, steps: Sequence[StepTaken], remarks: Sequence[Remark], texts: Texts, *, hides: bool
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
        steps=[_step(one, flow, words, hides=hides) for one in steps],
        hides=hides and (any(one.heard for one in steps) or any(one.text and _is_words(one) for one in remarks)),
        visits=tuple(_visits(state, words, hides=hides)) if _tells_of_each(state) else (),
        remarks=[_remark(one, words, hides=hides) for one in remarks if _tells_more(one, outcome)],
    )


def _tells_of_each(state: State) -> bool:
    """Whether visits came out each in its own way, or were to."""
    return state.outcome is FlowOutcome.ANSWERED_APART or (state.is_over and state.visit is not None)


def _tells_more(one: Remark, outcome: FlowOutcome | None) -> bool:
    """Whether it says more than how the call came out."""
    if one.text or one.value is not None:
        return True
    return one.kind is not RemarkKind.CANCELLATION and REMARK_OUTCOMES.get(one.kind) is not outcome


def _is_words(one: Remark) -> bool:
    """Whether its text is the patient's: that of a message names a file."""
    return one.kind is not RemarkKind.MESSAGE


def _remark(one: Remark, words: FlowWords, *, hides: bool) -> RemarkTold:
    return RemarkTold(
        at=one.at,
        kind=words.remark(one.kind),
        mark=one.value if one.kind is RemarkKind.SCORE else None,
        text=one.text if _is_words(one) and not hides else "",
        seconds=one.value if one.kind is RemarkKind.MESSAGE else None,
    )


def _visits(state: State, words: FlowWords, *, hides: bool) -> Iterator[VisitAnswer]:
    for place, visit in enumerate(state.facts.visits):
        if way := way_of(state, place):
            yield VisitAnswer(at=visit.at, whose="" if hides else visit.whose, answer=words.visit(way))


def _step(one: StepTaken, flow: Flow, words: FlowWords, *, hides: bool) -> CallStep:
    return CallStep(
        at=one.at,
        asked=" ".join(said.text for said in one.said if said.is_fixed or not hides),
        heard="" if hides else one.heard,
        keys=one.keys,
        understood=_understood(one, flow, words),
        confidence=one.confidence,
        is_lost=one.what in _LOST,
        said=one.said,
    )


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
