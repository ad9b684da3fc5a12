"""Putting a call on an operator's desk for the first time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callcenter.clinic.caller import Caller
from callcenter.clinic.service import read_schedule, who_is_calling
from callcenter.clinic.visit_store import services
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.offer import DAYS, default_service, places_for, places_to_name
from callcenter.desk.parts import DeskClinic, DeskParts
from callcenter.desk.running import wording_shown
from callcenter.desk.say import Situation, facts_in
from callcenter.desk.situation import read_situation
from callcenter.desk.store import add_desk_call, find_desk_call, save_desk_call
from callcenter.domain.calls import Call, Direction
from callcenter.domain.clinic import Slot
from callcenter.domain.events import CallNoted, ScriptStepShown
from callcenter.domain.people import Operator
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.access import log_access
from callcenter.storage.calls import get_call
from callcenter.storage.driver import Connection, IntegrityError
from callcenter.storage.work import Work
from scripts_library.conditions import Holds, holds_with
from scripts_library.engine import start
from scripts_library.model import Script
from scripts_library.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A call as it will stand on a desk at first."""

    desk: DeskCall
    caller: Caller


def make_ready(parts: DeskParts, connection: Connection, call: Call, who: Operator, now: datetime) -> Opening:
    """What `open_call` will store. Two weeks of places are looked through, so it is done before the transaction."""
    caller = who_is_calling(connection, call.caller)
    patient = caller.only
    service = default_service(services(connection))
    desk = DeskCall(
        call=call.id,
        operator=who.id,
        patient=patient.id if patient else None,
        service=service,
        offered=offer_places(connection, parts.clinic, service, "", now, call.id),
    )
    situation = read_situation(parts, connection, desk, who, now)
    walk = begin_script(parts, call, situation, patient.language if patient else parts.clinic.language)
    return Opening(desk=replace(desk, walk=walk), caller=caller)


def make_ready_where_new(parts: DeskParts, call_id: CallId, who: Operator, now: datetime) -> Opening | None:
    """The same; None where a desk has shown the call already."""
    with parts.database.read() as connection:
        if find_desk_call(connection, call_id) is not None:
            return None
        return make_ready(parts, connection, get_call(connection, call_id), who, now)


def open_call(
    parts: DeskParts, work: Work, call: Call, who: Operator, now: datetime, ready: Opening | None = None
) -> DeskCall:
    """The desk's side of a call, stored now where no desk has shown it, taken over where another one did.

    Whose card the screen will show is written into the access log. Running it twice changes nothing. Without `ready`
    it is computed here, where it is needed.
    """
    existing = find_desk_call(work.connection, call.id, for_update=True)
    if existing is not None:
        return _taken_over(work, existing, call, who, now)
    ready = ready or make_ready(parts, work.connection, call, who, now)
    try:
        with work.connection.begin_nested():
            add_desk_call(work.connection, ready.desk)
    except IntegrityError:
        # Another tab opened it in between: its row is as good as ours.
        existing = find_desk_call(work.connection, call.id)
        if existing is None:
            raise
        return _taken_over(work, existing, call, who, now)
    log_shown(work, ready.desk, ready.caller, who, now)
    if ready.desk.walk is not None:
        work.emit(step_shown(parts, call, ready.desk.walk, "start", now))
    return ready.desk


def log_shown(work: Work, desk: DeskCall, caller: Caller, who: Operator, now: datetime) -> None:
    """Keep in the access log whose card, and whose names to choose from, a desk shows with a call."""
    if desk.patient is not None:
        log_access(work.connection, who.id, "view_card", desk.patient, now)
        return
    for patient in caller.patients:
        log_access(work.connection, who.id, "view_name", patient.id, now)


def offer_places(
    connection: Connection, clinic: DeskClinic, service: str, doctor: str, now: datetime, call: CallId
) -> tuple[Slot, ...]:
    """The places that the script names for a service, as they are free now."""
    schedule = read_schedule(connection, now, now + timedelta(days=DAYS), now, but_for=call)
    return places_to_name(places_for(schedule, service, doctor, now, clinic.zone), clinic.zone)


def begin_script(parts: DeskParts, call: Call, situation: Situation, language: Language) -> Walk | None:
    """The script that opens a call of this kind, in the patient's language, else in the clinic's.

    None where there is none, and for a call that was missed: whoever rings back does not greet like somebody who is
    called.
    """
    if call.direction is not Direction.INBOUND or not call.is_live:
        return None
    for wanted in (language, parts.clinic.language):
        holds = holds_with(facts_in(situation, wanted, {}))
        script = _opening(parts, wanted, holds)
        if script is not None:
            return start(script, holds)
    return None


def step_shown(
    parts: DeskParts, call: Call, walk: Walk, came_by: str, now: datetime, answer: str = ""
) -> ScriptStepShown:
    """The news that the screen has moved to the walk's step."""
    return ScriptStepShown(
        call=call.id,
        step=walk.step,
        script=walk.script,
        version=walk.version,
        language=walk.language,
        came_by=came_by,
        answer=answer,
        wording=wording_shown(parts, walk, call),
        at=now,
    )


def _opening(parts: DeskParts, language: Language, holds: Holds) -> Script | None:
    """The script whose condition holds for this call, else the one that opens every call."""
    found = parts.library.opening(language, Direction.INBOUND, holds)
    if found is not None:
        return found
    try:
        return parts.library.get(parts.script, language)
    except NotFoundError:
        return None


def _taken_over(work: Work, existing: DeskCall, call: Call, who: Operator, now: datetime) -> DeskCall:
    if existing.operator == who.id:
        return existing
    taken = replace(existing, operator=who.id, put_aside=False, version=existing.version + 1)
    save_desk_call(work.connection, taken)
    log_shown(work, taken, who_is_calling(work.connection, call.caller), who, now)
    work.emit(CallNoted(call=taken.call, at=now))
    return taken
