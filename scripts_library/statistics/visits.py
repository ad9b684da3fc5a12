"""From what a call's screen showed to visits of steps: how long each stood there, and what led on. Pure.

A move that the operator took back stays among the visits, marked as undone: the patient was not there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from callcenter.domain.outcomes import Outcome

BACK, START = "back", "start"
"""A walk begins afresh where another patient is chosen at the first step: what was shown before counts nowhere."""
LED_ON = ("answer", "objection", "return", "script")
"""Ways to a step that somebody chose: by an answer, an objection, an answer that returns, or into another script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The news that the screen moved to a step (ScriptStepShown)."""

    at: datetime
    script: str
    version: int
    language: str
    step: str
    came_by: str
    answer: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What is known of a call that has ended."""

    call: str
    day: date
    operator: str
    answered_at: datetime
    ended_at: datetime
    outcome: Outcome | None
    """As the operator entered it; None so far."""
    is_booked: bool
    """A visit was booked in it."""
    has_come: bool
    """And the patient came to it."""
    is_at_exit: bool
    """The script stood at an exit at the end."""

    @property
    def is_complaint(self) -> bool:
        """Whether it ended as one."""
        return self.outcome is Outcome.COMPLAINT


@dataclass(frozen=True, slots=True, kw_only=True)
class StepVisit:
    """One row of `step_shown`, without the call."""

    at: datetime
    script: str
    version: int
    language: str
    step: str
    second: float
    seconds: float
    came_by: str
    answer: str
    wording: str
    next_by: str = ""
    next_answer: str = ""
    next_step: str = ""
    is_undone: bool = False
    is_first: bool = False
    is_lost: bool = False
    is_goal: bool = False


Goal = Callable[[str, str, int], Sequence[Outcome]]
"""The goal of a script: its id, language and version."""


def visits_of(shown: Sequence[Shown], call: CallFacts, goal: Goal) -> list[StepVisit]:
    """The visits of a call in order; news in any order. News without a script, of long ago, is left out."""
    known = sorted((one for one in shown if one.script), key=lambda one: one.at)
    visits = [
        _visit(one, known[place + 1].at if place + 1 < len(known) else None, call) for place, one in enumerate(known)
    ]
    way = _led_on(visits)
    seen: set[tuple[str, str]] = set()
    for place, visit in enumerate(visits):
        is_goal = call.is_booked or call.outcome in goal(visit.script, visit.language, visit.version)
        name = (visit.script, visit.step)
        visits[place] = replace(
            visit,
            is_goal=is_goal,
            is_first=not visit.is_undone and name not in seen,
            is_lost=bool(way) and place == way[-1] and not call.is_at_exit and not is_goal,
        )
        if not visit.is_undone:
            seen.add(name)
    return visits


def _visit(one: Shown, until: datetime | None, call: CallFacts) -> StepVisit:
    """While it rings, the first step stands on the screen already: time counts from the answer."""
    begin = min(max(one.at, call.answered_at), call.ended_at)
    end = min(max(until or call.ended_at, begin), call.ended_at)
    return StepVisit(
        at=one.at,
        script=one.script,
        version=one.version,
        language=one.language,
        step=one.step,
        second=(begin - call.answered_at).total_seconds(),
        seconds=(end - begin).total_seconds(),
        came_by=one.came_by,
        answer=one.answer,
        wording=one.wording,
    )


def _led_on(visits: list[StepVisit]) -> list[int]:
    """Marks in place what led on and what was undone; returns the places of the last stay on the call's way.

    A stay is one visit, or several where the operator went on and took that back.
    """
    way: list[list[int]] = []
    for place, visit in enumerate(visits):
        if visit.came_by == BACK and way:
            if len(way) > 1:
                for undone in way.pop():
                    visits[undone] = replace(visits[undone], is_undone=True)
            last = way[-1][-1]
            visits[last] = replace(visits[last], next_by="", next_answer="", next_step="")
            way[-1].append(place)
            continue
        if visit.came_by == START:
            for undone in (one for stay in way for one in stay):
                visits[undone] = replace(visits[undone], is_undone=True)
            way.clear()
        if way:
            last = way[-1][-1]
            visits[last] = replace(visits[last], next_by=visit.came_by, next_answer=visit.answer, next_step=visit.step)
        way.append([place])
    return way[-1] if way else []
