"""One call to one target. Pure."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import CallId, OperatorId
from outbound.campaigns.campaign import CampaignId, Mode
from outbound.campaigns.target import TargetId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A call that was decided. Its id is that of the wish which is dialled at most once, and of the call."""

    call: CallId
    target: TargetId
    number: int
    """1 for the first one to this target."""
    campaign: CampaignId
    edition: int
    """Under which rules, flow and script of the campaign it was made."""
    mode: Mode
    operator: OperatorId | None = None
    begun_at: datetime
    ended_at: datetime | None = None
    result: ContactResult | None = None
    """None while it goes on, and where nobody was rung."""
    problem: str = ""
    """Why nobody was rung, or why nobody knows."""
