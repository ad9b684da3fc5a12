"""A talk with a flow by typing: the answers so far are played through again each time, so nothing is kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from callcenter.kit.languages import Language
from ivr.flow.commands import Connect, Perform, Record
from ivr.flow.engine import Tools
from ivr.flow.facts import Clinic
from ivr.flow.inputs import AnsweredBy
from ivr.flow.model import KEYS, Ask, Flow
from ivr.flow.samples import evening_of
from ivr.flow.trial import HANG_UP, Line, Trial
from ivr.screens.path import walked
from ivr.screens.prompt_view import facts_for
from ivr.screens.words import TONES, FlowWords

MOST_ANSWERS = 60
LONGEST_ANSWER = 300
MOST_VISITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a talk is about."""

    language: Language
    visits: int = 1
    answered_by: AnsweredBy = AnsweredBy.HUMAN
    is_closed: bool = False


class Who(StrEnum):
    """Whose line it is."""

    ROBOT = "robot"
    PATIENT = "patient"
    BESIDE = "beside"
    """What happens beside the talk: what was understood, what is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """One line."""

    who: Who
    text: str
    """'' of a patient: silence."""
    is_keys: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key that means something now."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """The talk as it stands."""

    setting: Setting
    typed: Sequence[str]
    lines: Sequence[TalkLine]
    keys: Sequence[KeyView]
    walked: Sequence[str]
    here: str
    is_over: bool
    outcome: str
    tone: str


def talk(tools: Tools, clinic: Clinic, setting: Setting, typed: Sequence[str], words: FlowWords) -> TalkView:
    """The whole talk after these answers; each is words, keys, '/hang up', or empty for silence."""
    facts = replace(facts_for(setting.language, clinic, visits=setting.visits), is_open=not setting.is_closed)
    trial = Trial(tools, facts, evening_of(tools.flow, clinic.zone))
    lines = _lines(trial.start(setting.answered_by), words)
    given: list[str] = []
    for answer in typed[:MOST_ANSWERS]:
        if trial.is_over:
            break
        said = answer.strip()[:LONGEST_ANSWER]
        given.append(said)
        lines.append(_told(said, words))
        lines += _lines(trial.answer(said), words)
    state = trial.state
    return TalkView(
        setting=setting,
        typed=given,
        lines=lines,
        keys=[] if trial.is_over else _keys(tools.flow, state.node, words),
        walked=walked(tools.flow, state.trail, state.node),
        here=state.node,
        is_over=trial.is_over,
        outcome=words.outcome(state.outcome) if state.outcome else "",
        tone=TONES.get(state.outcome, "plain") if state.outcome else "",
    )


def _told(answer: str, words: FlowWords) -> TalkLine:
    if answer == HANG_UP:
        return TalkLine(who=Who.BESIDE, text=words.hangs_up())
    return TalkLine(who=Who.PATIENT, text=answer, is_keys=bool(answer) and set(answer) <= set(KEYS))


def _lines(lines: Sequence[Line], words: FlowWords) -> list[TalkLine]:
    found = [TalkLine(who=Who.ROBOT if one.who else Who.BESIDE, text=_text(one, words)) for one in lines]
    return [one for one in found if one.text]


def _text(line: Line, words: FlowWords) -> str:
    """The end is told apart."""
    if line.who:
        return line.text
    if line.meaning:
        return words.understood(line.meaning)
    match line.about:
        case Perform(action=action):
            return words.action(action)
        case Record():
            return words.records()
        case Connect(whom=whom, to=to):
            return words.connects(whom, to)
    return ""


def _keys(flow: Flow, node: str, words: FlowWords) -> list[KeyView]:
    ask = flow.nodes.get(node)
    if not isinstance(ask, Ask):
        return []
    return [KeyView(key=key, words=words.meaning(meaning)) for key, meaning in sorted(flow.keys_at(ask).items())]
