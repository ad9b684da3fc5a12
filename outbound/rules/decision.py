"""What comes of judging: whom to call when about what, or why nobody is called."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.rules.reasons import Block, Personally, Reason


class Verdict(StrEnum):
    """What is to be done today."""

    CALL = "call"
    SKIP = "skip"
    PERSON = "person"
    """A person calls, no robot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One call that is to be made, or is not."""

    kind: Purpose
    patient: PatientId
    """Whoever is spoken to: of a child the guardian."""
    members: tuple[PatientId, ...]
    """Whom the call is about; several of a family where calls are joined."""
    visits: tuple[VisitId, ...]
    """What it is about: the visits to confirm, those on which a recall rests, the missed one, the free place."""
    verdict: Verdict
    reason: Reason
    number: PhoneNumber | None
    language: Language
    not_before: datetime | None = None
    """UTC; None where nobody is called."""
    not_after: datetime | None = None
    """UTC, the end of today's hours for it."""
    blocks: tuple[Block, ...] = ()
    """All that speaks against it, also what is over later today."""
    personally: tuple[Personally, ...] = ()
    """Why a person has to call."""
