"""A place in a doctor's day that nobody has any more, and to whom it is offered. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import CallId, PatientId, VisitId


class FreedBy(StrEnum):
    """How a place became free."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    IDLE = "idle"
    """Nobody ever had it."""


class PlaceState(StrEnum):
    """What became of a place."""

    OPEN = "open"
    FILLED = "filled"
    """Somebody whom it was offered to in a call of ours has it."""
    TAKEN = "taken"
    """Somebody else has it: at the desk, by another call."""
    OVER = "over"
    """Its time came, and nobody had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePlace:
    """A place that became free."""

    id: str
    """That of the cancelled visit, else of its own."""
    doctor: str
    service: str
    """Of the visit that was to be there."""
    starts_at: datetime
    length: timedelta
    freed_by: FreedBy
    freed_at: datetime
    state: PlaceState = PlaceState.OPEN
    ended_at: datetime | None = None
    visit: VisitId | None = None
    """Of whoever has it now."""

    @property
    def filled_after(self) -> timedelta | None:
        """How long it was free before our calls filled it; None where they did not."""
        return self.ended_at - self.freed_at if self.state is PlaceState.FILLED and self.ended_at else None

    def as_visit(self) -> Visit:
        """The place as the rules of calling see it: as the visit that nobody comes to."""
        return Visit(
            id=VisitId(self.id),
            patient=PatientId(""),
            doctor=self.doctor,
            service=self.service,
            starts_at=self.starts_at,
            length=self.length,
            status=VisitStatus.CANCELLED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place kept for a patient who is being called about it."""

    call: CallId
    place: str
    patient: PatientId
    doctor: str
    starts_at: datetime
    length: timedelta
    offered_at: datetime
    until: datetime
    ended_at: datetime | None = None
