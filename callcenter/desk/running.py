"""The script that a call runs, and the place that was agreed in it. Pure."""

from collections.abc import Iterable

from callcenter.clinic.schedule import PlaceHold
from callcenter.domain.clinic import Doctor, Slot, Visit
from callcenter.kit.errors import NotFoundError
from scripts_library.loader import Library
from scripts_library.model import Script
from scripts_library.walk import Walk


def running_script(library: Library, walk: Walk) -> Script | None:
    """The script of the version that the call began with; None where another one has replaced it meanwhile."""
    try:
        script = library.get(walk.script, walk.language)
    except NotFoundError:
        return None
    return script if script.version == walk.version else None


def agreed_place(hold: PlaceHold | None, visit: Visit | None, doctors: Iterable[Doctor]) -> Slot | None:
    """The place that the patient of a call has agreed to: kept, or booked already."""
    if hold is not None:
        return hold.slot
    if visit is None:
        return None
    name = next((doctor.name for doctor in doctors if doctor.id == visit.doctor), "")
    return Slot(doctor=visit.doctor, doctor_name=name, starts_at=visit.starts_at, length=visit.length)
