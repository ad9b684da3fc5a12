"""The desk's side of calls in the database."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from callcenter.clinic.store import get_patient
from callcenter.desk.desk_call import NO_SCRIPT, DeskCall
from callcenter.domain.clinic import Patient, Slot
from callcenter.domain.outcomes import Outcome, RefusalReason, VisitType
from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import desk_call as table
from callcenter.storage.tables import doctor
from scripts_library.walk import Walk

_Places = Sequence[tuple[str, str, int]]


def add_desk_call(connection: Connection, new: DeskCall) -> None:
    """Store the desk's side of a call for the first time."""
    connection.execute(insert(table).values(call=new.call, **_values(new)))


def find_desk_call(connection: Connection, call: CallId, *, for_update: bool = False) -> DeskCall | None:
    """The desk's side of a call, or None where no desk has shown it yet."""
    query = select(table).where(table.c.call == call)
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    return None if row is None else _desk_call(connection, row)


def save_desk_call(connection: Connection, changed: DeskCall) -> None:
    """Store what has changed. The caller has locked the row and compared the version."""
    connection.execute(update(table).where(table.c.call == changed.call).values(**_values(changed)))


def newest_to_finish(connection: Connection, operator: OperatorId, since: datetime) -> DeskCall | None:
    """The newest call that has ended and waits on this operator's screen for its outcome, or None.

    A call that only rang here is none; a missed one is, once it was taken up to be called back.
    """
    query = (
        select(table)
        .join(call_table, call_table.c.id == table.c.call)
        .where(table.c.operator == operator, table.c.outcome.is_(None), table.c.put_aside.is_(False))
        .where(call_table.c.ended_at.is_not(None), call_table.c.started_at >= since)
        .where(or_(call_table.c.answered_at.is_not(None), table.c.script == NO_SCRIPT))
        .order_by(call_table.c.started_at.desc(), table.c.call.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _desk_call(connection, row)


def patient_of(connection: Connection, desk: DeskCall) -> Patient | None:
    """The patient of a call, or None where nobody is chosen."""
    return None if desk.patient is None else get_patient(connection, desk.patient)


def _values(one: DeskCall) -> dict[str, object]:
    return {
        "operator": one.operator or None,
        "patient": one.patient,
        "patient_is_chosen": one.patient_is_chosen,
        "script": NO_SCRIPT if one.walk is None else one.walk.script,
        "script_version": "" if one.walk is None else str(one.walk.version),
        "script_language": "" if one.walk is None else one.walk.language.value,
        "walk": None if one.walk is None else json.loads(one.walk.to_json()),
        "note": one.note,
        "outcome": one.outcome and one.outcome.value,
        "refusal_reason": one.refusal_reason and one.refusal_reason.value,
        "visit_type": one.visit_type and one.visit_type.value,
        "source": one.source,
        "next_step": one.next_step,
        "next_step_at": one.next_step_at,
        "next_step_done_at": one.next_step_done_at,
        "next_step_owner": one.next_step_owner,
        "finished_at": one.finished_at,
        "put_aside": one.put_aside,
        "service": one.service or None,
        "doctor": one.doctor or None,
        "offered": [[place.doctor, place.starts_at.isoformat(), _minutes(place)] for place in one.offered],
        "version": one.version,
        "note_version": one.note_version,
    }


def _desk_call(connection: Connection, row: RowMapping) -> DeskCall:
    return DeskCall(
        call=CallId(row["call"]),
        operator=OperatorId(row["operator"] or ""),
        patient=None if row["patient"] is None else PatientId(row["patient"]),
        patient_is_chosen=row["patient_is_chosen"],
        walk=None if row["walk"] is None else Walk.from_json(json.dumps(row["walk"])),
        note=row["note"],
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        refusal_reason=None if row["refusal_reason"] is None else RefusalReason(row["refusal_reason"]),
        visit_type=None if row["visit_type"] is None else VisitType(row["visit_type"]),
        source=row["source"],
        next_step=row["next_step"],
        next_step_at=row["next_step_at"],
        next_step_done_at=row["next_step_done_at"],
        next_step_owner=None if row["next_step_owner"] is None else OperatorId(row["next_step_owner"]),
        finished_at=row["finished_at"],
        put_aside=row["put_aside"],
        service=row["service"] or "",
        doctor=row["doctor"] or "",
        offered=_places(connection, cast("_Places", row["offered"])),
        version=row["version"],
        note_version=row["note_version"],
    )


def _places(connection: Connection, stored: _Places) -> tuple[Slot, ...]:
    if not stored:
        return ()
    wanted = {doctor_id for doctor_id, _, _ in stored}
    names = connection.execute(select(doctor.c.id, doctor.c.name).where(doctor.c.id.in_(wanted)))
    name_of = {one.id: one.name for one in names}
    return tuple(
        Slot(
            doctor=doctor_id,
            doctor_name=name_of.get(doctor_id, ""),
            starts_at=datetime.fromisoformat(start),
            length=timedelta(minutes=minutes),
        )
        for doctor_id, start, minutes in stored
    )


def _minutes(place: Slot) -> int:
    return place.length // timedelta(minutes=1)
