"""What a rehearsal came to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import PatientId
from outbound.campaigns.campaign import Campaign, CampaignId
from outbound.campaigns.pacing import Trunk
from outbound.campaigns.target import Target, TargetId

NOT_ANSWERED = frozenset({ContactResult.NO_ANSWER, ContactResult.BUSY})
"""Calls of which a trunk's provider charges nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedCall:
    """One call of the rehearsal."""

    campaign: CampaignId
    target: TargetId
    patient: PatientId
    nth: int
    """1 for the first one to this target, those of earlier days included."""
    begins_at: datetime
    ends_at: datetime
    result: ContactResult

    @property
    def length(self) -> timedelta:
        """How long it takes a line, ringing included."""
        return self.ends_at - self.begins_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One evening."""

    begins_at: datetime
    ends_at: datetime | None
    """When the last call is over; None where there is none."""
    zone: ZoneInfo | None
    """The clinic's; None where nobody knows it, and then nobody is called."""
    seed: int
    trunk: Trunk
    rests_on: int
    """So many past calls tell how patients take calls; 0: what is usual was taken."""
    campaigns: Sequence[Campaign]
    calls: Sequence[PlayedCall]
    """In the order in which they begin."""
    targets: Sequence[Target]
    """As they stand when the evening is over."""
    out_of_time: frozenset[TargetId] = frozenset()
    """Whose hours were over before a line was free."""
    messages: frozenset[TargetId] = frozenset()
    """Who is written to, because the evening has not reached them and they allow it."""
