"""The list of flows as its template needs it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from callcenter.web.texts import Texts
from ivr.flow.facts import Clinic
from ivr.flow.model import Ask, Flow, Record, Say
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.prompts import Prompts
from ivr.screens.prompt_view import Recorded, SaidBy, said_by
from ivr.screens.shape import shape_of
from ivr.screens.titles import purpose_of, title_of
from ivr.screens.words import TONES, FlowWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One piece of the bar."""

    words: str
    count: int
    tone: str
    x: float
    """Where it begins, in hundredths of the bar."""
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedShare:
    """How many prompts the studio has recorded in a language."""

    language: Language
    recorded: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One flow."""

    id: str
    title: str
    purpose: str
    direction: Direction
    questions: int
    recorded: Sequence[RecordedShare]
    calls: int
    shares: Sequence[Share]
    not_made: int = 0
    """Calls that were wished and surely not made."""
    uncertain: int = 0
    """Calls of which nobody knows whether the patient was rung; they are not dialled again."""


def row_of(
    flow: Flow,
    texts: Texts,
    recorded: Sequence[RecordedShare],
    outcomes: Mapping[str, int],
    unmade: tuple[int, int],
) -> Row:
    """One row; `unmade`: calls that were surely not made, and those of which nobody knows."""
    return Row(
        id=flow.id,
        title=title_of(flow, texts.gettext),
        purpose=purpose_of(flow, texts.gettext),
        direction=flow.direction,
        questions=sum(isinstance(flow.nodes[name], Ask) for name in shape_of(flow).drawn),
        recorded=recorded,
        calls=sum(outcomes.values()),
        shares=shares_of(outcomes, FlowWords(texts.pgettext)),
        not_made=unmade[0],
        uncertain=unmade[1],
    )


def recorded_share(prompts: Sequence[str], words: Prompts, clinic: Clinic, recorded: Recorded) -> RecordedShare:
    """How many of these prompts are recorded, of those that can be."""
    found = [said_by(name, words, clinic, recorded) for name in prompts]
    can_be = [one for one in found if one is not SaidBy.ENGINE]
    return RecordedShare(language=words.language, recorded=can_be.count(SaidBy.STUDIO), all=len(can_be))


def prompts_in(flow: Flow) -> tuple[str, ...]:
    """Every prompt that a flow says."""
    nodes = (flow.nodes[name] for name in shape_of(flow).drawn)
    said = (
        (*node.prompts, *(node.again if isinstance(node, Ask) else ()))
        for node in nodes
        if isinstance(node, Say | Ask | Record)
    )
    return tuple(dict.fromkeys(name for names in said for name in names))


def shares_of(outcomes: Mapping[str, int], words: FlowWords) -> tuple[Share, ...]:
    """The pieces of the bar: what went well first, then the most frequent."""
    order = ("good", "plain", "attention", "act", "live")
    ranked = sorted(outcomes.items(), key=lambda one: (order.index(_tone(one[0])), -one[1], one[0]))
    total, shares, x = sum(outcomes.values()), [], 0.0
    for outcome, count in ranked:
        width = 100 * count / total
        said = words.outcome(outcome) if outcome else words.goes_on()
        shares.append(Share(words=said, count=count, tone=_tone(outcome), x=x, width=width))
        x += width
    return tuple(shares)


def _tone(outcome: str) -> str:
    if not outcome:
        return "live"
    return TONES.get(FlowOutcome(outcome), "plain") if outcome in set(FlowOutcome) else "plain"
