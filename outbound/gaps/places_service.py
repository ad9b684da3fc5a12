"""Places that became free, and what became of them: seen by a look, so that nothing is missed that told nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from callcenter.clinic.free_place import FreedBy, FreePlace, PlaceState
from callcenter.clinic.gap_store import add_places, end_place, offers_of, open_places, unseen_cancellations
from callcenter.clinic.visit_store import visits_between
from callcenter.domain.clinic import Visit
from callcenter.kit.logs import get_logger
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database

_log = get_logger(__name__)


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
    if place.starts_at <= now + timedelta():
        return PlaceState.OVER, None
    return None, None


def _at(visits: Iterable[Visit], doctor: str) -> list[Visit]:
    return [one for one in visits if one.doctor == doctor]
