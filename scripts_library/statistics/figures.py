"""What came of each step, as figures with how sure they are. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from scripts_library.statistics.shares import Share
from scripts_library.statistics.sums import WHOLE, AnswerSum, StepSum
from scripts_library.statistics.times import Times, times_of


class Period(StrEnum):
    """How far back the figures go."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"

    def begin(self, today: date) -> date | None:
        """Its first day; None for all."""
        return None if self is Period.ALL else today - timedelta(days=int(self.value) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is looked at."""

    script: str
    period: Period = Period.QUARTER
    language: str = ""
    operator: str = ""
    version: int = 0
    """0: every one."""
    answer: str = ""
    """Only calls that went on by this answer or objection; for lists of calls."""
    is_lost: bool = False
    """Only calls that were lost at the step; for lists of calls."""

    def query(self, **more: str) -> str:
        """As the query of an address."""
        parts = {
            "period": self.period.value,
            "in": self.language,
            "who": self.operator,
            "version": str(self.version or ""),
            **more,
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the figures of a script can be narrowed to."""

    languages: Sequence[str]
    versions: Sequence[tuple[str, int]]
    """Language and number, the newest first."""
    operators: Sequence[tuple[str, str]]
    """Id and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigure:
    """One step."""

    calls: int
    reached: Share
    """Of all calls of the script."""
    lost: Share
    """Of the calls that came here: ended here, at no exit and without the goal."""
    goal: Share
    came: Share
    times: Times | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFigure:
    """One answer or objection of a step."""

    kind: str
    answer: str
    chosen: Share
    """Of the calls that came to the step."""
    goal: Share
    came: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """All of one script."""

    whole: StepFigure
    steps: Mapping[str, StepFigure]
    answers: Mapping[str, Sequence[AnswerFigure]]
    """By step, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAtStep:
    """One call that stood at a step."""

    call: str
    at: datetime
    second: float
    """Of the recording where there is one, else since the answer."""
    seconds: float
    operator: str
    has_sound: bool
    is_lost: bool
    is_goal: bool
    has_come: bool
    outcome: str


def figures_of(steps: Mapping[str, StepSum], answers: Mapping[str, Mapping[tuple[str, str], AnswerSum]]) -> StepFigures:
    """The figures of a script from its sums by step, and by step, kind and answer."""
    all_calls = steps[WHOLE].calls if WHOLE in steps else 0
    return StepFigures(
        whole=_figure(steps.get(WHOLE, StepSum()), all_calls),
        steps={step: _figure(sums, all_calls) for step, sums in steps.items() if step != WHOLE},
        answers={step: _answers(found, steps.get(step, StepSum()).calls) for step, found in answers.items()},
    )


def _figure(sums: StepSum, all_calls: int) -> StepFigure:
    return StepFigure(
        calls=sums.calls,
        reached=Share(hits=sums.calls, of=all_calls),
        lost=Share(hits=sums.lost, of=sums.calls),
        goal=Share(hits=sums.goal, of=sums.calls),
        came=Share(hits=sums.came, of=sums.calls),
        times=times_of(sums.times),
    )


def _answers(found: Mapping[tuple[str, str], AnswerSum], calls: int) -> list[AnswerFigure]:
    rows = [
        AnswerFigure(
            kind=kind,
            answer=answer,
            chosen=Share(hits=sums.calls, of=calls),
            goal=Share(hits=sums.goal, of=sums.calls),
            came=Share(hits=sums.came, of=sums.calls),
        )
        for (kind, answer), sums in found.items()
    ]
    return sorted(rows, key=lambda one: (-one.chosen.hits, one.answer))
