"""What a decision of the rules makes of a target. Pure.

Nothing about when to call is remembered that could go stale: each look judges anew, from what happened, and the target
takes what comes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId, VisitId
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import ENDS_IT, Target, TargetId, TargetState
from outbound.rules.decision import Decision, Verdict
from outbound.rules.reasons import Reason

_SETTLED = frozenset({Reason.CONFIRMED_ALREADY, Reason.CANCELLED, Reason.REFUSED, Reason.HAS_FUTURE_VISIT})
"""What the call was to bring about is known without it."""
_TRIED = frozenset({Reason.TRIES_SPENT, Reason.OUTSIDE_WINDOW, Reason.TOO_SOON, Reason.RECENTLY_CALLED})
"""Reasons that a target gets by having been tried."""
NOT_KEPT = frozenset({Reason.NOT_DUE, Reason.HAS_FUTURE_VISIT})
"""Of these there are as many as the clinic has patients, and nobody asks why: no target is made for them."""


def is_kept(decision: Decision) -> bool:
    """Whether a target is made for a decision. Of a visit of another day nobody asks whether it is confirmed or not."""
    is_of_another_day = decision.kind is Purpose.CONFIRMATION and any(
        block.reason is Reason.NOT_DUE for block in decision.blocks
    )
    return decision.reason not in NOT_KEPT and not is_of_another_day


_OF_A_VISIT = frozenset({Purpose.NO_SHOW, Purpose.SATISFACTION, Purpose.GAP})
_PRESSING = frozenset({Purpose.CONFIRMATION, Purpose.GAP})
"""Calls that are of no use once the visit has begun."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a target is of one purpose: whom to speak to, about which fact."""

    patient: PatientId
    basis: str


def key_of(decision: Decision, today: date) -> Key:
    """The target that a decision is about. `today` is the clinic's date.

    A confirmation is of an evening: whoever is called on one for several visits is one target. What follows a visit is
    of that visit, a place of that place. A recall, unfinished treatment and a lost patient stay one target for as long
    as it lasts, whatever visits it rests on.
    """
    if decision.kind is Purpose.CONFIRMATION:
        return Key(decision.patient, today.isoformat())
    if decision.kind in _OF_A_VISIT:
        return Key(decision.patient, decision.visits[0] if decision.visits else "")
    return Key(decision.patient, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a target is made or changed with."""

    campaign: CampaignId
    id: TargetId
    """Of a target that is not there yet."""
    family: str
    soonest: datetime | None
    """When the first of the visits begins, where the call is about such."""
    now: datetime
    today: date
    """The clinic's date."""
    risk: float | None = None
    fit: float = 0.0
    """How well a free place suits the patient, 0 to 1."""


def target_for(decision: Decision, plan: Plan) -> Target:
    """The new target of a decision."""
    key = key_of(decision, plan.today)
    blank = Target(
        id=plan.id,
        campaign=plan.campaign,
        purpose=decision.kind,
        basis=key.basis,
        patient=decision.patient,
        family=plan.family,
        number=decision.number,
        language=decision.language,
        state=TargetState.LEFT_OUT,
        reason=decision.reason.value,
        planned_at=plan.now,
        changed_at=plan.now,
    )
    return planned(blank, decision, plan)


def planned(target: Target, decision: Decision, plan: Plan) -> Target:
    """A target after a decision. While an attempt is open, or nobody knows whether it was one, it stays as it is."""
    if target.state in {TargetState.CALLING, TargetState.UNCERTAIN}:
        return target
    changed = replace(
        target,
        number=decision.number,
        language=decision.language,
        visits=_about(target, decision),
        state=_state(target, decision),
        reason=decision.reason.value,
        blocks=tuple((block.reason.value, block.until) for block in decision.blocks),
        not_before=_since(target.not_before, decision.not_before, plan.now),
        not_after=decision.not_after,
        rank=_rank(decision, plan),
        risk=plan.risk,
    )
    return target if changed == target else replace(changed, changed_at=plan.now)


def _about(target: Target, decision: Decision) -> Sequence[VisitId]:
    """The visits that the call is about, or was: a family that is called no more is judged one by one again, and what
    its one call was about stays what it was."""
    is_skipped = decision.verdict not in {Verdict.CALL, Verdict.PERSON}
    return target.visits if is_skipped and target.visits else tuple(decision.visits) or target.visits


def _since(before: datetime | None, after: datetime | None, now: datetime) -> datetime | None:
    """From when on: whoever could be called already can be called since then, and not since now, or each look at
    100,000 targets would write them all anew."""
    return before if before is not None and after is not None and before <= after <= now else after


def _state(target: Target, decision: Decision) -> TargetState:
    if decision.verdict is Verdict.CALL:
        return TargetState.PLANNED
    if decision.verdict is Verdict.PERSON:
        return TargetState.PERSON
    if target.result in ENDS_IT or decision.reason in _SETTLED:
        return TargetState.DONE
    if target.tries and decision.reason in _TRIED:
        return TargetState.UNREACHED
    return TargetState.LEFT_OUT


def _rank(decision: Decision, plan: Plan) -> float:
    """Soonest visit first, and of those who wait for one place whom it suits best; of other calls the riskiest patient
    first."""
    if decision.kind in _PRESSING and plan.soonest is not None:
        return plan.soonest.timestamp() - plan.fit
    return -(plan.risk or 0.0)
