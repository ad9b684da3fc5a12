"""What follows when a patient is not reached, as one plan that can be shown at any moment. Pure.

The steps of a confirmation: calls within the evening's hours as the rules allow, then a message where the patient may
be written to, then one call in the morning of a visit after 11:00, then nothing more: an unreached visit stays booked.
The plan is worked out from what has happened; nothing of it is stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from callcenter.domain.outreach import ContactResult, Purpose
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.target import Target, TargetState
from outbound.mailing.message import Message, MessageState
from outbound.rules.reasons import Reason
from outbound.rules.settings import ConfirmationRules

_TIME_LEFT = timedelta(hours=1)
"""A message that comes later before the visit helps nobody."""


class StepKind(StrEnum):
    """What is done."""

    CALL = "call"
    MESSAGE = "message"
    MORNING_CALL = "morning_call"
    PERSON = "person"
    """A person takes it up: a task at the desk, or a look at what happened."""
    STAYS = "stays"
    """Nothing more; the visit stays booked."""


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    PLANNED = "planned"
    """It will be done, unless one before it settles the matter."""
    LEFT_OUT = "left_out"
    """It will not be done: `why` is the reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the plan."""

    at: datetime | None
    """UTC; None: no moment is known, or none will come."""
    what: StepKind
    state: StepState
    why: str = ""
    """How it came out (a word of ContactResult or MessageState), why it is left out (a word of Reason), or why it is
    planned; '' where nothing need be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """The hours for the morning call, or why there is none."""

    begins: datetime | None = None
    ends: datetime | None = None
    reason: str = ""


EARLY_VISIT, NO_TIME, UNKNOWN_CALL, UNREACHED = "early_visit", "no_time", "uncertain", "unreached"
"""Reasons of the ladder's own: the visit is too early for a morning call; there is no time left for the step; nobody
knows whether the patient was rung; nobody was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the plan is worked out from."""

    now: datetime
    rules: ConfirmationRules
    attempts: Sequence[Attempt] = ()
    messages: Sequence[Message] = ()
    soonest: datetime | None = None
    """When the first of the visits begins that are still to come."""
    visit_day: datetime | None = None
    """When the clinic's day of that visit begins: calls from then on are of the morning."""
    morning: Morning = Morning(reason=EARLY_VISIT)
    may_write: Reason = Reason.DUE
    """DUE, or why no message may go to the patient."""


def is_unreached(target: Target) -> bool:
    """Whether an evening is over and nobody was reached: tried in vain, or the hours were over before its turn came."""
    is_left = target.state is TargetState.LEFT_OUT and target.reason == Reason.OUTSIDE_WINDOW.value
    return target.purpose is Purpose.CONFIRMATION and (target.state is TargetState.UNREACHED or is_left)


def has_time_for_message(soonest: datetime | None, now: datetime) -> bool:
    """Whether a message about a visit still helps."""
    return soonest is not None and now + _TIME_LEFT <= soonest


def evening_of(target: Target) -> date:
    """The clinic's date of the evening that a confirmation's target is of."""
    return date.fromisoformat(target.basis)


def message_basis(target: Target) -> str:
    """What the one message of a target is sent for."""
    return f"evening {target.id}"


def plan_of(target: Target, known: Known) -> tuple[Step, ...]:
    """All steps of a target: those that were, the one that goes on, those that will be, in the order of time."""
    past = list(_past(target, known))
    if target.state is TargetState.UNCERTAIN:
        return (*past, Step(None, StepKind.PERSON, StepState.PLANNED, UNKNOWN_CALL))
    if target.state is TargetState.PERSON:
        why = target.result.value if target.result else target.reason
        return (*past, Step(target.not_before, StepKind.PERSON, StepState.PLANNED, why))
    if target.state is TargetState.DONE:
        return tuple(past)
    if target.purpose is not Purpose.CONFIRMATION:
        return (*past, *_next_call(target, known))
    if target.state is TargetState.LEFT_OUT and not is_unreached(target):
        return (*past, Step(None, StepKind.CALL, StepState.LEFT_OUT, target.reason))
    return (*past, *_ahead(target, known))


def _past(target: Target, known: Known) -> Iterator[Step]:
    steps = [_attempted(one, known) for one in known.attempts]
    steps += [_written(one) for one in known.messages if one.state is not MessageState.WAITING]
    yield from sorted(steps, key=lambda one: one.at or known.now)


def _attempted(one: Attempt, known: Known) -> Step:
    kind = StepKind.MORNING_CALL if _is_morning(one, known) else StepKind.CALL
    if one.ended_at is None:
        return Step(one.begun_at, kind, StepState.NOW)
    if one.result is None:
        return Step(one.begun_at, kind, StepState.LEFT_OUT, one.problem)
    return Step(one.begun_at, kind, StepState.DONE, one.result.value)


def _written(one: Message) -> Step:
    if one.state is MessageState.HANDING:
        return Step(one.handed_at, StepKind.MESSAGE, StepState.NOW)
    state = StepState.DONE if one.state.may_have_come else StepState.LEFT_OUT
    why = one.problem if state is StepState.LEFT_OUT else one.state.value
    return Step(one.ended_at or one.asked_at, StepKind.MESSAGE, state, why)


def _is_morning(one: Attempt, known: Known) -> bool:
    return known.visit_day is not None and one.begun_at >= known.visit_day


def _next_call(target: Target, known: Known) -> Iterator[Step]:
    if target.state is TargetState.PLANNED:
        at = None if target.not_before is None else max(known.now, target.not_before)
        yield Step(at, StepKind.CALL, StepState.PLANNED, target.reason)
    elif target.state is not TargetState.CALLING:
        ends = [until for _, until in target.blocks if until is not None]
        yield Step(max(ends, default=None), StepKind.CALL, StepState.LEFT_OUT, target.reason)


def _ahead(target: Target, known: Known) -> Iterator[Step]:
    """What will be of a confirmation as long as nobody is reached."""
    in_morning = known.visit_day is not None and known.now >= known.visit_day
    evening = [] if in_morning else list(_evening_calls(target, known))
    yield from (Step(at, StepKind.CALL, StepState.PLANNED, UNREACHED) for at in evening)
    last = max((*evening, known.now))
    yield from _message(target, known, last)
    yield from _morning(target, known)
    yield Step(known.soonest, StepKind.STAYS, StepState.PLANNED, UNREACHED)


def _evening_calls(target: Target, known: Known) -> Iterator[datetime]:
    gap = timedelta(minutes=max(1, known.rules.after_no_answer_minutes))
    rung = [one for one in known.attempts if one.result is not None]
    left = known.rules.tries - len(rung)
    if target.state is TargetState.CALLING:
        begun = max((one.begun_at for one in known.attempts), default=known.now)
        at, left = max(begun + gap, known.now), left - 1
    elif target.state is TargetState.PLANNED and target.not_before is not None:
        at = max(known.now, target.not_before)
    else:
        return
    while left > 0 and target.not_after is not None and at < target.not_after:
        yield at
        at, left = at + gap, left - 1


def _message(target: Target, known: Known, last_call: datetime) -> Iterator[Step]:
    for one in known.messages:
        if one.state is MessageState.WAITING:
            yield Step(max(one.not_before, known.now), StepKind.MESSAGE, StepState.PLANNED, UNREACHED)
    if known.messages:
        return
    if known.may_write is not Reason.DUE:
        yield Step(None, StepKind.MESSAGE, StepState.LEFT_OUT, known.may_write.value)
    elif not has_time_for_message(known.soonest, last_call):
        yield Step(None, StepKind.MESSAGE, StepState.LEFT_OUT, NO_TIME)
    else:
        yield Step(last_call, StepKind.MESSAGE, StepState.PLANNED, UNREACHED)


def _morning(target: Target, known: Known) -> Iterator[Step]:
    if any(_is_morning(one, known) and (one.result is not None or one.ended_at is None) for one in known.attempts):
        return
    hours = known.morning
    if hours.begins is None or hours.ends is None:
        yield Step(None, StepKind.MORNING_CALL, StepState.LEFT_OUT, hours.reason)
    elif known.now >= hours.ends:
        yield Step(None, StepKind.MORNING_CALL, StepState.LEFT_OUT, NO_TIME)
    else:
        yield Step(max(hours.begins, known.now), StepKind.MORNING_CALL, StepState.PLANNED, UNREACHED)


LEADS_TO_TASK = frozenset({ContactResult.THIRD_PERSON, ContactResult.THINKING, ContactResult.WRONG_NUMBER})
"""After these a person at the desk goes on: robots call again only after busy, no answer and a machine."""
_PRESSING = frozenset({Purpose.CONFIRMATION, Purpose.GAP})
_BEFORE_VISIT = timedelta(hours=2)


def task_due(
    purpose: Purpose, *, soon: datetime, next_day: datetime, soonest: datetime | None, now: datetime
) -> datetime:
    """Until when a person is to take it up. `soon`: within a quarter of an hour of the desk's own hours; `next_day`:
    when the desk opens on the next day. What is about a visit that is near cannot wait."""
    due = soon if purpose in _PRESSING else max(soon, next_day)
    if soonest is not None and soonest > now and purpose in _PRESSING:
        due = min(due, max(now, soonest - _BEFORE_VISIT))
    return due
