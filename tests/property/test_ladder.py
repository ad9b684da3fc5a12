"""The plan of an unreached patient, whatever has happened so far: in order, never too much, never too late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.campaign import CampaignId, Mode
from outbound.campaigns.ladder import Known, Morning, Step, StepKind, StepState, message_basis, plan_of
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.mailing.message import Message, MessageState
from outbound.rules.reasons import Reason
from outbound.rules.settings import ConfirmationRules
from tests.support.messages import a_message

EVENING = datetime(2026, 11, 23, 16, tzinfo=UTC)
DAY = datetime(2026, 11, 24, tzinfo=UTC)
END, VISIT = EVENING + timedelta(hours=4), DAY + timedelta(hours=14)
HOURS = Morning(begins=DAY + timedelta(hours=9), ends=VISIT - timedelta(hours=2))
CALLS = {StepKind.CALL, StepKind.MORNING_CALL}
VAIN = st.sampled_from([ContactResult.NO_ANSWER, ContactResult.BUSY, ContactResult.MACHINE])


def _target(state: TargetState, now: datetime, reason: str = "due") -> Target:
    is_planned = state is TargetState.PLANNED
    return Target(
        id=TargetId("t"),
        campaign=CampaignId("c"),
        purpose=Purpose.CONFIRMATION,
        basis="2026-11-23",
        patient=a_message().patient,
        family="",
        number=PhoneNumber("+79000000101"),
        language=Language.RU,
        state=state,
        reason=reason,
        not_before=now if is_planned else None,
        not_after=END if is_planned or state is TargetState.CALLING else None,
        planned_at=EVENING,
        changed_at=EVENING,
    )


def _attempts(begins: Sequence[datetime], results: Sequence[ContactResult]) -> list[Attempt]:
    return [
        Attempt(
            call=CallId(f"c{number}"),
            target=TargetId("t"),
            number=number,
            campaign=CampaignId("c"),
            edition=1,
            mode=Mode.ROBOT,
            begun_at=begun,
            ended_at=begun + timedelta(minutes=1),
            result=result,
        )
        for number, (begun, result) in enumerate(zip(begins, results, strict=False), 1)
    ]


@st.composite
def _moments(draw: st.DrawFn) -> tuple[Target, Known]:
    tries = draw(st.integers(0, 4))
    rules = replace(ConfirmationRules(), tries=tries, after_no_answer_minutes=draw(st.integers(1, 240)))
    now = EVENING + timedelta(minutes=draw(st.integers(0, 22 * 60)))
    rung = draw(st.integers(0, tries))
    begins = sorted(EVENING + timedelta(minutes=draw(st.integers(0, 239))) for _ in range(rung))
    begins = [one for one in begins if one < now]
    if now > DAY + timedelta(hours=9) and draw(st.booleans()):
        begins.append(DAY + timedelta(hours=9))
    attempts = _attempts(begins, draw(st.lists(VAIN, min_size=5, max_size=5)))
    state = draw(st.sampled_from(TargetState))
    message: list[Message] = []
    if draw(st.booleans()):
        where = draw(st.sampled_from(MessageState))
        at = None if where is MessageState.WAITING else min(now, END)
        problem = "do_not_call" if where is MessageState.WITHHELD else ""
        message = [
            a_message(basis=message_basis(_target(state, now)), state=where, asked_at=min(now, END), problem=problem)
        ]
        message = [replace(one, handed_at=at, ended_at=at) for one in message]
    known = Known(
        now=now,
        rules=rules,
        attempts=attempts,
        messages=message,
        soonest=VISIT,
        visit_day=DAY,
        morning=draw(st.sampled_from([HOURS, Morning(reason="early_visit")])),
        may_write=draw(st.sampled_from([Reason.DUE, Reason.NO_CONSENT])),
    )
    return _target(state, now), known


def _ahead(steps: Sequence[Step]) -> list[Step]:
    return [one for one in steps if one.state is StepState.PLANNED]


@settings(max_examples=400, deadline=None)
@given(_moments())
def test_a_plan_is_in_order_and_never_asks_too_much(moment: tuple[Target, Known]) -> None:
    target, known = moment
    steps = plan_of(target, known)
    ahead = _ahead(steps)
    times = [one.at for one in steps if one.at is not None]
    assert times == sorted(times), "steps stand in the order of time"
    assert all(one.at is None or one.at >= known.now for one in ahead), "what is planned is not over"
    calls = [one for one in ahead if one.what is StepKind.CALL]
    evening = [one for one in known.attempts if one.begun_at < DAY]
    assert len(calls) <= max(0, known.rules.tries - len(evening)), "no more calls than the rules allow"
    assert all(one.at is not None and one.at < END for one in calls), "no evening call after the evening"
    mornings = [one for one in steps if one.what is StepKind.MORNING_CALL and one.state is not StepState.LEFT_OUT]
    assert len(mornings) <= 1, "one morning call"
    assert all(one.at is not None and one.at < VISIT - timedelta(hours=2) for one in mornings)
    assert sum(one.what is StepKind.MESSAGE for one in steps) <= 1, "one message"
    if known.may_write is not Reason.DUE and not known.messages:
        assert not [one for one in ahead if one.what is StepKind.MESSAGE], "nobody is written to against the rules"


@settings(max_examples=200, deadline=None)
@given(_moments())
def test_whoever_is_reached_has_nothing_more_before_them(moment: tuple[Target, Known]) -> None:
    target, known = moment
    if target.state is TargetState.DONE:
        assert not _ahead(plan_of(target, known))
    if target.state in {TargetState.PERSON, TargetState.UNCERTAIN}:
        assert [one.what for one in _ahead(plan_of(target, known))] == [StepKind.PERSON]


@settings(max_examples=200, deadline=None)
@given(_moments())
def test_every_attempt_stands_in_the_plan_with_how_it_came_out(moment: tuple[Target, Known]) -> None:
    target, known = moment
    told = [(one.at, one.why) for one in plan_of(target, known) if one.what in CALLS and one.state is StepState.DONE]
    assert told == [(one.begun_at, one.result.value) for one in known.attempts if one.result]


@settings(max_examples=200, deadline=None)
@given(_moments())
def test_a_visit_that_nobody_confirmed_stays(moment: tuple[Target, Known]) -> None:
    target, known = moment
    if target.state is TargetState.UNREACHED:
        last = plan_of(target, known)[-1]
        assert (last.what, last.at) == (StepKind.STAYS, VISIT)
