"""What other systems are told: ids and results, no names, no numbers, no words of patients. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from callcenter.domain.base_event import DomainEvent
from callcenter.domain.campaign_events import AttemptEnded
from callcenter.domain.events import VisitBooked
from callcenter.domain.voice_events import FlowEnded, VisitChanged

TOLD: Mapping[type[DomainEvent], tuple[str, ...]] = {
    AttemptEnded: ("campaign", "target", "call", "result"),
    FlowEnded: ("call", "flow", "outcome"),
    VisitChanged: ("call", "visit", "status"),
    VisitBooked: ("call", "visit", "patient"),
}
"""The events that are told, and which fields of each: what an event gains later is not told by itself."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to be told."""

    id: str
    """The same for the same event, however often it is told."""
    body: str
    """JSON."""
    at: datetime


def news_of(event: DomainEvent) -> News | None:
    """What is told of an event; None for one that is none of others' business."""
    wanted = TOLD.get(type(event))
    if wanted is None:
        return None
    known = {field.name for field in fields(event)}
    told = {name: getattr(event, name) for name in wanted if name in known}
    what = {"kind": event.kind, "at": event.at.isoformat(), **told}
    ident = hashlib.sha256(_written(what).encode()).hexdigest()[:32]
    return News(ident, _written({"id": ident, **what}), event.at)


def _written(what: Mapping[str, object]) -> str:
    return json.dumps(what, ensure_ascii=True, separators=(",", ":"))
