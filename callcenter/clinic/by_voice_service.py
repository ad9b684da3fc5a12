"""What a patient can have done with visits in a call that the clinic's voice leads; in its caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic import visit_store
from callcenter.clinic.free_place import FreedBy, FreePlace
from callcenter.clinic.gap_store import add_places
from callcenter.clinic.offers import choose, named, read_offer
from callcenter.clinic.places import free_places
from callcenter.clinic.service import PlaceTakenError, book, read_schedule, require_free
from callcenter.clinic.wish import Wish
from callcenter.domain.clinic import Slot, Visit, VisitStatus
from callcenter.domain.events import VisitBooked
from callcenter.domain.voice_events import VisitChanged
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, PatientId, VisitId, new_id
from callcenter.storage.work import Work

_AHEAD_DAYS = 28
_NOT_BEFORE = timedelta(hours=1)
"""A patient on the telephone needs some time to come."""
_USUAL_LENGTH = timedelta(minutes=30)
_COMING = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A visit as the patient was told of it. Where the desk has moved it since, the patient's answer is about another
    one, so it counts as gone."""

    id: VisitId
    starts_at: datetime
    doctor: str
    """The doctor's name."""


def find_places(
    work: Work, wish: Wish, *, service: str, doctor: str, now: datetime, zone: ZoneInfo, length: timedelta | None = None
) -> tuple[Slot, ...]:
    """A few free places for a service that fit a wish, those of `doctor` before others'; none where none fits."""
    begin = now + _NOT_BEFORE
    schedule = read_schedule(work.connection, begin, begin + timedelta(days=_AHEAD_DAYS), now)
    known = schedule.service(service)
    doctors = schedule.doctors_for(service)
    wished = named(wish.doctor, doctors) if wish.doctor else ""
    places = free_places(
        schedule,
        [one for one in doctors if one.id == wished] if wished else doctors,
        zone=zone,
        earliest=begin,
        days=_AHEAD_DAYS,
        length=length or (known.length if known else _USUAL_LENGTH),
    )
    return choose(places, wish, zone, doctor)


def confirm(work: Work, call: CallId, visits: Sequence[Told], now: datetime) -> bool:
    """The patient will come; False where one of the visits is not there as it was told. The others are confirmed all
    the same."""
    found = [_as_told(work, visit, now) for visit in visits]
    for visit in found:
        if visit is not None:
            _set(work, call, visit, VisitStatus.CONFIRMED, now)
    return bool(found) and all(found)


def cancel(work: Work, call: CallId, visits: Sequence[Told], now: datetime) -> bool:
    """The patient will not come: the places are free from now on. False where none of the visits was there any more,
    or one stays because it was moved since it was told."""
    coming = [(told, visit) for told in visits if (visit := _coming(work, told.id, now))]
    found = [visit for told, visit in coming if _is_as_told(work, visit, told)]
    for visit in found:
        _set(work, call, visit, VisitStatus.CANCELLED, now)
    return bool(found) and len(found) == len(coming)


def move(work: Work, call: CallId, visit: Told, offer: str, *, now: datetime, zone: ZoneInfo) -> bool:
    """Give a visit another place, and free its own; False where somebody was quicker. Asked again it stays done.

    Raises NotFoundError where the visit is not there as it was told.
    """
    doctor, begins, minutes, _ = read_offer(offer)
    there = _coming(work, visit.id, now)
    if there is None:
        raise NotFoundError("the visit is not in the schedule any more")
    if (there.doctor, there.starts_at) == (doctor, begins):
        return True
    if not _is_as_told(work, there, visit):
        raise NotFoundError("the visit was moved since the patient was told of it")
    place = Slot(doctor=doctor, doctor_name="", starts_at=begins, length=timedelta(minutes=minutes))
    try:
        require_free(work.connection, call, place, now, zone)
    except PlaceTakenError:
        return False
    moved = Visit(
        id=there.id,
        patient=there.patient,
        doctor=doctor,
        service=there.service,
        starts_at=begins,
        length=place.length,
        status=VisitStatus.BOOKED,
        booked_at=now,
    )
    visit_store.save_visit(work.connection, moved)
    left = FreePlace(
        id=new_id(),
        doctor=there.doctor,
        service=there.service,
        starts_at=there.starts_at,
        length=there.length,
        freed_by=FreedBy.MOVED,
        freed_at=now,
    )
    add_places(work.connection, [left])
    work.emit(VisitChanged(call=call, visit=visit.id, status="moved", at=now))
    return True


def take(work: Work, call: CallId, patient: PatientId, offer: str, *, now: datetime, zone: ZoneInfo) -> bool:
    """Book a place for a patient; False where somebody was quicker. Asked again it stays one visit."""
    doctor, begins, minutes, service = read_offer(offer)
    place = Slot(doctor=doctor, doctor_name="", starts_at=begins, length=timedelta(minutes=minutes))
    try:
        visit = book(work.connection, call, patient, place, service, now=now, zone=zone)
    except PlaceTakenError:
        return False
    work.emit(VisitBooked(call=call, visit=visit.id, patient=patient, at=now))
    return True


def _coming(work: Work, visit: VisitId, now: datetime) -> Visit | None:
    found = visit_store.find_visit(work.connection, visit, for_update=True)
    return found if found is not None and found.status in _COMING and found.starts_at > now else None


def _as_told(work: Work, told: Told, now: datetime) -> Visit | None:
    found = _coming(work, told.id, now)
    return found if found is not None and _is_as_told(work, found, told) else None


def _is_as_told(work: Work, visit: Visit, told: Told) -> bool:
    name = next((one.name for one in visit_store.doctors(work.connection) if one.id == visit.doctor), "")
    return (visit.starts_at, name) == (told.starts_at, told.doctor)


def _set(work: Work, call: CallId, visit: Visit, status: VisitStatus, now: datetime) -> None:
    if visit.status is not status:
        visit_store.set_status(work.connection, visit.id, status)
        work.emit(VisitChanged(call=call, visit=visit.id, status=status.value, at=now))
