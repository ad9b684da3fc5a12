"""One patient to be called about one fact, and where that stands. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.campaigns.campaign import CampaignId

TargetId = NewType("TargetId", str)


class TargetState(StrEnum):
    """Where a target stands."""

    PLANNED = "planned"
    """Somebody may call, from `not_before` on."""
    CALLING = "calling"
    """An attempt is open: it may ring, be spoken, or be waiting for a free line."""
    PERSON = "person"
    """A person should make the next call."""
    DONE = "done"
    """What was to be learned is known."""
    UNREACHED = "unreached"
    """Tried as often as the rules allow, and nobody was reached. Nothing is taken from that: an unreached patient's
    visit stays."""
    LEFT_OUT = "left_out"
    """Not to be called, for now or for good: `reason` says why."""
    UNCERTAIN = "uncertain"
    """Nobody knows whether the patient was rung. A person looks before anybody calls again."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in {TargetState.PLANNED, TargetState.CALLING}


ENDS_IT = frozenset(
    {
        ContactResult.CONFIRMED,
        ContactResult.MOVED,
        ContactResult.CANCELLED,
        ContactResult.REFUSED,
        ContactResult.REACHED,
        ContactResult.STOP,
        ContactResult.WRONG_NUMBER,
    }
)
"""After these nobody calls about the same fact again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One line of a campaign."""

    id: TargetId
    campaign: CampaignId
    purpose: Purpose
    basis: str
    """The fact that it rests on: of one purpose, a patient has one target for it, ever."""
    patient: PatientId
    """The one to speak to: the guardian of a child, the head of a family."""
    family: str
    number: PhoneNumber | None
    language: Language
    visits: Sequence[VisitId] = ()
    state: TargetState
    reason: str
    """A word of outbound.rules.reasons."""
    blocks: Sequence[tuple[str, datetime | None]] = ()
    """All that speaks against a call now, and until when; None: for good."""
    result: ContactResult | None = None
    """Of the last attempt that had one."""
    not_before: datetime | None = None
    not_after: datetime | None = None
    tries: int = 0
    rank: float = 0.0
    """Of those who may be called now, the lowest goes first."""
    risk: float | None = None
    """Of not coming, 0 to 1."""
    planned_at: datetime
    changed_at: datetime

    def may_begin(self, now: datetime) -> bool:
        """Whether an attempt may begin now."""
        if self.state is not TargetState.PLANNED or self.not_before is None or self.not_after is None:
            return False
        return self.not_before <= now < self.not_after
