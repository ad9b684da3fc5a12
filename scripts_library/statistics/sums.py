"""Sums of one day and operator, from the visits of steps. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scripts_library.statistics.times import BUCKETS, bucket_of
from scripts_library.statistics.visits import LED_ON, StepVisit

WHOLE = ""
"""In place of a step's id: the whole script."""


EVERYBODY = "*"
"""In place of an operator's id: all together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallVisits:
    """The visits of one call."""

    visits: tuple[StepVisit, ...]
    has_come: bool


@dataclass(frozen=True, slots=True, order=True)
class StepKey:
    """What a sum is about, within a day and operator."""

    script: str
    step: str
    version: int
    language: str
    wording: str


@dataclass(frozen=True, slots=True, order=True)
class AnswerKey:
    """An answer, or an objection that was raised at a step."""

    script: str
    step: str
    version: int
    language: str
    kind: str
    answer: str


@dataclass(slots=True)
class StepSum:
    """Calls at a step."""

    calls: int = 0
    lost: int = 0
    goal: int = 0
    came: int = 0
    times: list[int] = field(default_factory=lambda: [0] * BUCKETS)


@dataclass(slots=True)
class AnswerSum:
    """Calls that went on by an answer."""

    calls: int = 0
    goal: int = 0
    came: int = 0


def sums_of(calls: Iterable[CallVisits]) -> tuple[Mapping[StepKey, StepSum], Mapping[AnswerKey, AnswerSum]]:
    """Each call counts once at a step however often it came there; its time there is added up."""
    steps: dict[StepKey, StepSum] = {}
    answers: dict[AnswerKey, AnswerSum] = {}
    for call in calls:
        _add_steps(steps, call)
        chosen = {
            AnswerKey(one.script, one.step, one.version, one.language, one.next_by, one.next_answer): one.is_goal
            for one in call.visits
            if not one.is_undone and one.next_by in LED_ON and one.next_answer
        }
        for key, is_goal in chosen.items():
            answer = answers.setdefault(key, AnswerSum())
            answer.calls += 1
            answer.goal += is_goal
            answer.came += call.has_come
    return steps, answers


def _add_steps(steps: dict[StepKey, StepSum], call: CallVisits) -> None:
    at: dict[tuple[str, str], list[StepVisit]] = {}
    for one in call.visits:
        if not one.is_undone:
            at.setdefault((one.script, one.step), []).append(one)
            at.setdefault((one.script, WHOLE), []).append(one)
    for (script, step), visits in at.items():
        first = visits[0]
        key = StepKey(script, step, first.version, first.language, first.wording if step else "")
        found = steps.setdefault(key, StepSum())
        found.calls += 1
        found.lost += any(one.is_lost for one in visits)
        found.goal += first.is_goal
        found.came += call.has_come
        found.times[bucket_of(sum(one.seconds for one in visits))] += 1
