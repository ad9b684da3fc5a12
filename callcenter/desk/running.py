"""The scripts that a call runs, has run and may go on with, and the place that was agreed in it. Pure."""

from collections.abc import Iterable

from callcenter.clinic.schedule import PlaceHold
from callcenter.desk.parts import DeskParts
from callcenter.domain.calls import Call, Direction
from callcenter.domain.clinic import Doctor, Slot, Visit
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from scripts_library.loader import Library
from scripts_library.model import Script
from scripts_library.walk import Walk


def running_script(library: Library, walk: Walk) -> Script | None:
    """The script of the version that the call began with; None where that is not there any more."""
    return _version(library, walk.script, walk.language, walk.version)


def script_of_call(parts: DeskParts, walk: Walk, call: Call) -> Script | None:
    """The running script with the wordings that this call is shown."""
    script = running_script(parts.library, walk)
    return None if script is None else parts.wordings.script_for(call.id, call.started_at, script)


def wording_shown(parts: DeskParts, walk: Walk, call: Call) -> str:
    """Which of several wordings of its step the walk shows; empty where it has one."""
    script = running_script(parts.library, walk)
    found = script and parts.wordings.wording_for(call.id, call.started_at, script, walk.step)
    return found.id if found else ""


def earlier_scripts(library: Library, walk: Walk) -> tuple[Script | None, ...]:
    """The scripts that the call walked before the present one, in order; None for one that is gone."""
    return tuple(_version(library, one.script, walk.language, one.version) for one in walk.earlier)


def scripts_to_go_on(
    library: Library, language: Language, direction: Direction, walk: Walk | None
) -> tuple[Script, ...]:
    """The scripts that a call can go over to by hand, by title; the newest version of each."""
    here = (walk.script, walk.version) if walk else None
    wanted = (one for one in library.scripts if (one.language, one.direction) == (language, direction))
    return tuple(sorted((one for one in wanted if (one.id, one.version) != here), key=_title))


def _version(library: Library, script_id: str, language: Language, number: int) -> Script | None:
    try:
        return library.version(script_id, language, number)
    except NotFoundError:
        return None


def _title(script: Script) -> tuple[str, str]:
    return script.title.casefold(), script.id


def agreed_place(hold: PlaceHold | None, visit: Visit | None, doctors: Iterable[Doctor]) -> Slot | None:
    """The place that the patient of a call has agreed to: kept, or booked already."""
    if hold is not None:
        return hold.slot
    if visit is None:
        return None
    name = next((doctor.name for doctor in doctors if doctor.id == visit.doctor), "")
    return Slot(doctor=visit.doctor, doctor_name=name, starts_at=visit.starts_at, length=visit.length)
