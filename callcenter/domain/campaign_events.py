"""What happened in campaigns; stored and read as all events are (events.py)."""

from dataclasses import dataclass
from typing import ClassVar

from callcenter.domain.base_event import DomainEvent
from callcenter.kit.ids import CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChanged(DomainEvent):
    """A campaign was made, changed, planned, or moved to another state."""

    kind: ClassVar[str] = "campaign_changed"
    campaign: str
    by: str = ""
    """Who did it; empty where it happened by itself."""
    what: str = ""
    """made, edited, planned, start, pause, resume, drain, stop, ended, cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEnded(DomainEvent):
    """How an attempt came out. `result` is a word of `ContactResult`, or empty where nobody was rung."""

    kind: ClassVar[str] = "attempt_ended"
    campaign: str
    target: str
    call: CallId
    result: str
