"""What happened in calls that the clinic's voice leads; stored and read as all events are (events.py)."""

from dataclasses import dataclass
from typing import ClassVar

from callcenter.domain.base_event import DomainEvent
from callcenter.kit.ids import CallId, VisitId


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStarted(DomainEvent):
    """The clinic's voice leads a call."""

    kind: ClassVar[str] = "flow_started"
    call: CallId
    flow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEnded(DomainEvent):
    """How a call with the clinic's voice came out.

    Told once more where a message that came in after the end, or the like, has changed that; the last one holds.
    """

    kind: ClassVar[str] = "flow_ended"
    call: CallId
    flow: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChanged(DomainEvent):
    """A patient has confirmed, cancelled or moved a visit in a call with the clinic's voice."""

    kind: ClassVar[str] = "visit_changed"
    call: CallId
    visit: VisitId
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWished(DomainEvent):
    """Somebody wants a patient to be called; `call` is the id that the call will have."""

    kind: ClassVar[str] = "call_wished"
    call: CallId
