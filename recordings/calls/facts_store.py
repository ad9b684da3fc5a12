"""Reads everything that belongs to one call: its recording, and what the operator left about it."""

from sqlalchemy import Connection, func, select

from callcenter.domain.outcomes import Outcome, RefusalReason, Source, VisitType
from callcenter.kit.ids import CallId, RecordingId
from callcenter.storage import tables
from callcenter.storage.calls import get_call
from recordings.calls.entry import BookedVisit, DeskNotes, Entry
from recordings.calls.facts import PageFacts, RecordingFacts
from recordings.store import get_card, get_recording, get_statistics, get_turns, transcript_model

_desk = tables.desk_call
_SOURCES = {one.value: one for one in Source}


def page_facts(connection: Connection, entry: Entry) -> PageFacts:
    """Everything that the page of an entry shows."""
    return PageFacts(
        entry=entry,
        call=get_call(connection, entry.call.id) if entry.call else None,
        notes=_desk_notes(connection, entry.call.id) if entry.call else None,
        sound=_recording_facts(connection, entry.recording.id) if entry.recording else None,
    )


def _recording_facts(connection: Connection, name: RecordingId) -> RecordingFacts:
    recording = get_recording(connection, name)
    return RecordingFacts(
        recording=recording,
        turns=get_turns(connection, name, recording.language),
        model=transcript_model(connection, name),
        card=get_card(connection, name),
        statistics=get_statistics(connection, name),
    )


def _desk_notes(connection: Connection, call: CallId) -> DeskNotes | None:
    row = connection.execute(select(_desk).where(_desk.c.call == call)).mappings().one_or_none()
    if row is None:
        return None
    return DeskNotes(
        script=row["script"],
        script_version=row["script_version"],
        script_language=row["script_language"],
        note=row["note"],
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        reason=None if row["refusal_reason"] is None else RefusalReason(row["refusal_reason"]),
        visit_type=None if row["visit_type"] is None else VisitType(row["visit_type"]),
        source=_SOURCES.get(row["source"], row["source"]),
        next_step=row["next_step"],
        next_step_at=row["next_step_at"],
        next_step_done_at=row["next_step_done_at"],
        finished_at=row["finished_at"],
        visits=_visits(connection, call),
    )


def _visits(connection: Connection, call: CallId) -> tuple[BookedVisit, ...]:
    visit, doctor, service = tables.visit, tables.doctor, tables.service
    query = (
        select(visit.c.starts_at, doctor.c.name, func.coalesce(service.c.title, visit.c.service).label("service"))
        .join(doctor, doctor.c.id == visit.c.doctor)
        .outerjoin(service, service.c.id == visit.c.service)
        .where(visit.c.booked_in_call == call)
        .order_by(visit.c.starts_at)
    )
    rows = connection.execute(query).mappings()
    return tuple(BookedVisit(starts_at=row["starts_at"], doctor=row["name"], service=row["service"]) for row in rows)
