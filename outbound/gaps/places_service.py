"""Places that became free, and what became of them: seen by a look, so that nothing is missed that told nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.free_place import FreedBy, FreePlace, PlaceState
from callcenter.clinic.gap_store import add_places, end_place, offers_of, open_places, unseen_cancellations
from callcenter.clinic.offers import choose
from callcenter.clinic.places import free_places
from callcenter.clinic.service import read_schedule
from callcenter.clinic.visit_store import visits_between
from callcenter.clinic.waiting_store import waiting_list
from callcenter.clinic.wish import Wish
from callcenter.domain.clinic import Slot, Visit
from callcenter.kit.ids import new_id
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database

_log = get_logger(__name__)

_TIME_TO_COME = timedelta(hours=1)


def look_at_places(database: Database, now: datetime, since: datetime | None) -> bool:
    """See which places became free, and end those that somebody has or whose time has come.

    True where one became free after `since`, when the campaign that fills places was planned last.
    """
    with database.read() as connection:
        cancelled = unseen_cancellations(connection, now)
        known = open_places(connection)
        over = [(one, *_end_of(connection, one, now)) for one in known]
    ended = [(one, state, visit) for one, state, visit in over if state is not None]
    if cancelled or ended:
        with database.work() as work:
            new = unseen_cancellations(work.connection, now)
            add_places(work.connection, (_freed(one, now) for one in new))
            for one, state, visit in ended:
                if end_place(work.connection, one.id, state, now, visit.id if visit else None):
                    _log.info("a free place is free no more", place=one.id, state=state.value)
    still = (one for one, state, _ in over if state is None)
    return bool(cancelled) or (since is not None and any(one.freed_at > since for one in still))


def note_idle_places(database: Database, zone: ZoneInfo, now: datetime, days: int) -> int:
    """Make places of time that nobody ever booked, today and `days` days ahead, where somebody waits for such: a few
    for each service, length and doctor that are wished. Returns how many are new."""
    with database.read() as connection:
        wishes = {(one.service, one.minutes, one.doctor) for one in waiting_list(connection)}
        if not wishes:
            return 0
        begin = now + _TIME_TO_COME
        schedule = read_schedule(connection, begin, begin + timedelta(days=days + 1), now)
        known = {(one.doctor, one.service, one.starts_at) for one in open_places(connection)}
    found: list[FreePlace] = []
    for service, minutes, doctor in sorted(wishes):
        doctors = [one for one in schedule.doctors_for(service) if doctor in ("", one.id)]
        length = timedelta(minutes=minutes)
        slots = free_places(schedule, doctors, zone=zone, earliest=begin, days=days + 1, length=length)
        for slot in choose(slots, Wish(), zone, doctor):
            if (slot.doctor, service, slot.starts_at) not in known:
                known.add((slot.doctor, service, slot.starts_at))
                found.append(_idle(slot, service, now))
    if found:
        with database.work() as work:
            add_places(work.connection, found)
    return len(found)


def _idle(slot: Slot, service: str, now: datetime) -> FreePlace:
    return FreePlace(
        id=new_id(),
        doctor=slot.doctor,
        service=service,
        starts_at=slot.starts_at,
        length=slot.length,
        freed_by=FreedBy.IDLE,
        freed_at=now,
    )


def _freed(one: Visit, now: datetime) -> FreePlace:
    return FreePlace(
        id=one.id,
        doctor=one.doctor,
        service=one.service,
        starts_at=one.starts_at,
        length=one.length,
        freed_by=FreedBy.CANCELLED,
        freed_at=now,
    )


def _end_of(connection: Connection, place: FreePlace, now: datetime) -> tuple[PlaceState | None, Visit | None]:
    ends = place.starts_at + place.length
    visits = _at(visits_between(connection, place.starts_at, ends), place.doctor)
    if visits:
        asked = {one.patient for one in offers_of(connection, place.id)}
        ours = next((one for one in visits if one.patient in asked), None)
        return (PlaceState.FILLED, ours) if ours else (PlaceState.TAKEN, visits[0])
    if place.starts_at <= now:
        return PlaceState.OVER, None
    return None, None


def _at(visits: Iterable[Visit], doctor: str) -> list[Visit]:
    return [one for one in visits if one.doctor == doctor]
