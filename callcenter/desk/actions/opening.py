"""Putting a call on an operator's desk for the first time."""

from dataclasses import replace
from datetime import datetime, timedelta

from callcenter.clinic.caller import Caller
from callcenter.clinic.service import read_schedule, who_is_calling
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.offer import DAYS, default_service, places_for, places_to_name
from callcenter.desk.parts import DeskClinic, DeskParts
from callcenter.desk.store import add_desk_call, find_desk_call, save_desk_call
from callcenter.domain.calls import Call, Direction
from callcenter.domain.clinic import Slot
from callcenter.domain.events import CallNoted, ScriptStepShown
from callcenter.domain.people import Operator
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection, IntegrityError
from callcenter.storage.work import Work
from scripts_library.engine import start
from scripts_library.walk import Walk


def open_call(parts: DeskParts, work: Work, call: Call, who: Operator, now: datetime) -> DeskCall:
    """The desk's side of a call, made now where no desk has shown it, taken over where another one did.

    Whose card the screen will show is written into the access log. Running it twice changes nothing.
    """
    existing = find_desk_call(work.connection, call.id, for_update=True)
    if existing is not None:
        return _taken_over(work, existing, who, now)
    caller = who_is_calling(work.connection, call.caller)
    new = _new_desk_call(parts, work.connection, call, caller, who, now)
    try:
        with work.connection.begin_nested():
            add_desk_call(work.connection, new)
    except IntegrityError:
        # Another tab opened it in between: its row is as good as ours.
        existing = find_desk_call(work.connection, call.id)
        if existing is None:
            raise
        return _taken_over(work, existing, who, now)
    for patient in caller.patients:
        log_access(work.connection, who.id, "view_card" if patient == caller.only else "view_name", patient.id, now)
    if new.walk is not None:
        work.emit(ScriptStepShown(call=call.id, step=new.walk.step, at=now))
    return new


def offer_places(
    connection: Connection, clinic: DeskClinic, service: str, doctor: str, now: datetime, call: CallId
) -> tuple[Slot, ...]:
    """The places that the script names for a service, as they are free now."""
    schedule = read_schedule(connection, now, now + timedelta(days=DAYS), now, but_for=call)
    return places_to_name(places_for(schedule, service, doctor, now, clinic.zone), clinic.zone)


def begin_script(parts: DeskParts, call: Call, language: Language) -> Walk | None:
    """The inbound script in the patient's language, else in the clinic's; None where there is none, and for a call
    that was missed: whoever rings back does not greet like somebody who is called."""
    if call.direction is not Direction.INBOUND or not call.is_live:
        return None
    for wanted in (language, parts.clinic.language):
        try:
            return start(parts.library.get(parts.script, wanted))
        except NotFoundError:
            continue
    return None


def _new_desk_call(
    parts: DeskParts, connection: Connection, call: Call, caller: Caller, who: Operator, now: datetime
) -> DeskCall:
    patient = caller.only
    service = default_service(read_schedule(connection, now, now, now).services)
    return DeskCall(
        call=call.id,
        operator=who.id,
        patient=patient.id if patient else None,
        walk=begin_script(parts, call, patient.language if patient else parts.clinic.language),
        service=service,
        offered=offer_places(connection, parts.clinic, service, "", now, call.id),
    )


def _taken_over(work: Work, existing: DeskCall, who: Operator, now: datetime) -> DeskCall:
    if existing.operator == who.id:
        return existing
    taken = replace(existing, operator=who.id, put_aside=False, version=existing.version + 1)
    save_desk_call(work.connection, taken)
    if taken.patient:
        log_access(work.connection, who.id, "view_card", taken.patient, now)
    work.emit(CallNoted(call=taken.call, at=now))
    return taken
