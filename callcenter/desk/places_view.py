"""The free places beside the script, and the one that was agreed or booked. Pure."""

from dataclasses import dataclass
from datetime import datetime

from callcenter.clinic.schedule import PlaceHold, Service
from callcenter.desk.offer import PlacesOfDay, board, places_for
from callcenter.desk.parts import DeskClinic
from callcenter.desk.state import Focus
from callcenter.domain.clinic import Doctor, Slot, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """Where a visit can be booked."""

    services: tuple[Service, ...]
    doctors: tuple[Doctor, ...]
    """Those who do the chosen service."""
    service: str
    doctor: str
    rows: tuple[PlacesOfDay, ...]
    named: tuple[Slot, ...]
    """The places that the script names, in its order."""
    kept: PlaceHold | None
    is_kept: bool
    """False where the time of keeping is over; the place may still be free."""
    booked: Visit | None
    booked_doctor: str
    booked_service: str
    needs_patient: bool
    """True where nobody is chosen yet, so that a new patient has to be written down to book."""

    def number_of(self, slot: Slot) -> int:
        """Under which number, from 1, the script names this place; 0 where it does not."""
        for number, named in enumerate(self.named, start=1):
            if (named.doctor, named.starts_at) == (slot.doctor, slot.starts_at):
                return number
        return 0


def places_view(focus: Focus, now: datetime, clinic: DeskClinic) -> PlacesView:
    """The places for the call."""
    desk, schedule, visit = focus.desk, focus.schedule, focus.visit
    found = places_for(schedule, desk.service, desk.doctor, now, clinic.zone)
    service = schedule.service(visit.service) if visit else None
    return PlacesView(
        services=schedule.services,
        doctors=schedule.doctors_for(desk.service),
        service=desk.service,
        doctor=desk.doctor,
        rows=board(found, desk.offered, clinic.zone),
        named=desk.offered,
        kept=focus.hold,
        is_kept=focus.hold is not None and focus.hold.until > now,
        booked=visit,
        booked_doctor=next((one.name for one in schedule.doctors if visit and one.id == visit.doctor), ""),
        booked_service=service.title if service else "",
        needs_patient=desk.patient is None,
    )


def place_key(slot: Slot) -> str:
    """A place as a form sends it; `read_place` reads it."""
    return f"{slot.doctor}@{slot.starts_at.isoformat()}"
