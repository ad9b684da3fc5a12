"""Targets as the page of a campaign, and that of a patient, show them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from callcenter.web.texts import Texts
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.screens.reasons import ReasonWords
from outbound.screens.words import Words

CALLED, RINGS, NEXT = N_("called"), N_("in hand now"), N_("next call, until %(end)s")
NEXT_SOON = N_("next call as soon as a line is free, until %(end)s")
NOT_RUNG, UNSURE = N_("not rung"), N_("nobody knows whether it rang")
NEXT_OF_A_PERSON = N_("a person calls")
_TELLS_MORE = frozenset({TargetState.LEFT_OUT, TargetState.UNREACHED, TargetState.PERSON})
_GOES_ON = frozenset({TargetState.PLANNED, TargetState.CALLING, TargetState.UNREACHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a target's plan: what was, what is, what will be."""

    when: str
    what: str
    tone: str
    call: CallId | None = None
    """With a page."""
    is_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target."""

    id: TargetId
    campaign: CampaignId
    patient: PatientId
    name: str
    number: PhoneNumber | None
    language: str
    about: str
    """When the visit is; '' where it is about none."""
    purpose: str
    state: str
    tone: str
    is_uncertain: bool
    is_for_person: bool
    has_plan: bool
    """More follows than its lines show."""
    reason: str
    more: Sequence[str]
    """All else that speaks against a call."""
    steps: Sequence[Step]
    risk: float | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around targets in the database."""

    patients: Mapping[PatientId, Patient]
    visits: Mapping[VisitId, Visit]
    attempts: Mapping[TargetId, Sequence[Attempt]]
    with_page: Collection[CallId]


class TargetWords:
    """Makes rows for one reader."""

    def __init__(self, texts: Texts, reasons: ReasonWords) -> None:
        self._texts, self._reasons, self._words = texts, reasons, Words(texts)

    def row(self, target: Target, around: Around) -> TargetRow:
        """One row."""
        state, tone = self._words.target_state(target.state)
        patient = around.patients.get(target.patient)
        attempts = around.attempts.get(target.id, ())
        last = max((one.begun_at for one in attempts), default=None)
        told = [self._reasons.told(reason, until, last) for reason, until in target.blocks]
        main = self._main_reason(target, last)
        begins = [around.visits[one].starts_at for one in target.visits if one in around.visits]
        return TargetRow(
            id=target.id,
            campaign=target.campaign,
            patient=target.patient,
            name=(patient.full_name if patient else "") or target.patient,
            number=target.number,
            language=target.language.value,
            about=self._reasons.when(min(begins)) if begins else "",
            purpose=self._words.purpose(target.purpose),
            state=state,
            tone=tone,
            is_uncertain=target.state is TargetState.UNCERTAIN,
            is_for_person=target.state is TargetState.PERSON,
            has_plan=target.purpose is Purpose.CONFIRMATION and target.state in _GOES_ON,
            reason=main,
            more=tuple(one for one in dict.fromkeys(told) if one != main) if target.state in _TELLS_MORE else (),
            steps=tuple(self._steps(target, attempts, around.with_page)),
            risk=target.risk,
            note=patient.note if patient else "",
        )

    def _main_reason(self, target: Target, last: datetime | None) -> str:
        """The reason with its end; one that the result says already is left to the result."""
        until = next((until for reason, until in target.blocks if reason == target.reason), None)
        if target.state is TargetState.DONE and target.result is not None:
            return self._words.result(target.result)[0]
        return self._reasons.told(target.reason, until, last)

    def _steps(self, target: Target, attempts: Sequence[Attempt], with_page: Collection[CallId]) -> list[Step]:
        steps = [self._past(one, with_page) for one in attempts]
        if target.state is TargetState.PLANNED and target.not_before and target.not_after:
            is_due = self._reasons.is_past(target.not_before)
            what = self._texts.gettext(NEXT_SOON if is_due else NEXT) % {"end": self._reasons.when(target.not_after)}
            when = "" if is_due else self._reasons.when(target.not_before)
            steps.append(Step(when=when, what=what, tone="info", is_ahead=True))
        if target.state is TargetState.PERSON:
            steps.append(Step(when="", what=self._texts.gettext(NEXT_OF_A_PERSON), tone="attention", is_ahead=True))
        return steps

    def _past(self, attempt: Attempt, with_page: Collection[CallId]) -> Step:
        what, tone = self._texts.gettext(CALLED), "plain"
        if attempt.result is not None and attempt.problem:
            what, tone = self._texts.gettext(UNSURE), "act"
        elif attempt.result is not None:
            what, tone = self._words.result(attempt.result)
        elif attempt.ended_at is None:
            what, tone = self._texts.gettext(RINGS), "info"
        elif attempt.problem:
            what, tone = self._texts.gettext(NOT_RUNG), "attention"
        call = attempt.call if attempt.call in with_page else None
        return Step(when=self._reasons.when(attempt.begun_at), what=what, tone=tone, call=call)


PERSON_RESULTS = (
    ContactResult.CONFIRMED,
    ContactResult.CANCELLED,
    ContactResult.MOVED,
    ContactResult.REFUSED,
    ContactResult.THINKING,
    ContactResult.REACHED,
    ContactResult.NO_ANSWER,
    ContactResult.BUSY,
    ContactResult.THIRD_PERSON,
    ContactResult.WRONG_NUMBER,
    ContactResult.STOP,
)
"""What a person can write down of a call."""
