"""Places that became free, and for whom they are kept while they are offered, in the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.clinic.free_place import FreedBy, FreePlace, Offer, PlaceState
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.storage.tables import gap_offer, gap_place, visit

_MINUTE = timedelta(minutes=1)


def add_places(connection: Connection, new: Iterable[FreePlace]) -> None:
    """Store places that have just become free."""
    if rows := [_values(one) for one in new]:
        connection.execute(insert(gap_place), rows)


def unseen_cancellations(connection: Connection, now: datetime) -> list[Visit]:
    """Visits ahead that were cancelled, of which no place is known yet."""
    known = select(gap_place.c.id).where(gap_place.c.id == visit.c.id).exists()
    query = select(visit).where(visit.c.status == VisitStatus.CANCELLED.value, visit.c.starts_at > now, ~known)
    return [
        Visit(
            id=VisitId(row["id"]),
            patient=PatientId(row["patient"]),
            doctor=row["doctor"],
            service=row["service"],
            starts_at=row["starts_at"],
            length=row["minutes"] * _MINUTE,
            status=VisitStatus.CANCELLED,
        )
        for row in connection.execute(query).mappings()
    ]


def open_places(connection: Connection) -> list[FreePlace]:
    """The places that nobody has yet, the soonest first."""
    query = select(gap_place).where(gap_place.c.state == PlaceState.OPEN.value)
    return [_place(row) for row in connection.execute(query.order_by(gap_place.c.starts_at, gap_place.c.id)).mappings()]


def find_place(connection: Connection, place: str) -> FreePlace | None:
    """The place of that id, or None."""
    row = connection.execute(select(gap_place).where(gap_place.c.id == place)).mappings().one_or_none()
    return None if row is None else _place(row)


def places_since(connection: Connection, since: datetime) -> list[FreePlace]:
    """Every place that became free from then on, the oldest first."""
    query = select(gap_place).where(gap_place.c.freed_at >= since).order_by(gap_place.c.freed_at, gap_place.c.id)
    return [_place(row) for row in connection.execute(query).mappings()]


def end_place(connection: Connection, place: str, state: PlaceState, now: datetime, by: VisitId | None = None) -> bool:
    """What became of a place; False where that is known already."""
    where = (gap_place.c.id == place) & (gap_place.c.state == PlaceState.OPEN.value)
    values = {"state": state.value, "ended_at": now, "visit": by}
    return bool(connection.execute(update(gap_place).where(where).values(**values)).rowcount)


def add_offer(connection: Connection, new: Offer) -> None:
    """A place is being offered in a call, and kept for it."""
    connection.execute(
        insert(gap_offer).values(
            call=new.call,
            place=new.place,
            patient=new.patient,
            doctor=new.doctor,
            starts_at=new.starts_at,
            minutes=new.length // _MINUTE,
            offered_at=new.offered_at,
            until=new.until,
        )
    )


def end_offer(connection: Connection, call: CallId, now: datetime) -> None:
    """The call is over: the place is kept for it no longer."""
    where = (gap_offer.c.call == call) & gap_offer.c.ended_at.is_(None)
    connection.execute(update(gap_offer).where(where).values(ended_at=now))


def offers_kept(connection: Connection, now: datetime) -> Sequence[Offer]:
    """The places that are kept for calls in which they are offered."""
    query = select(gap_offer).where(gap_offer.c.ended_at.is_(None), gap_offer.c.until > now)
    return [_offer(row) for row in connection.execute(query).mappings()]


def offers_of(connection: Connection, place: str) -> list[Offer]:
    """To whom a place was offered, in order."""
    query = select(gap_offer).where(gap_offer.c.place == place).order_by(gap_offer.c.offered_at)
    return [_offer(row) for row in connection.execute(query).mappings()]


def _values(one: FreePlace) -> dict[str, object]:
    return {
        "id": one.id,
        "doctor": one.doctor,
        "service": one.service,
        "starts_at": one.starts_at,
        "minutes": one.length // _MINUTE,
        "freed_by": one.freed_by.value,
        "freed_at": one.freed_at,
        "state": one.state.value,
        "ended_at": one.ended_at,
        "visit": one.visit,
    }


def _place(row: RowMapping) -> FreePlace:
    return FreePlace(
        id=row["id"],
        doctor=row["doctor"],
        service=row["service"],
        starts_at=row["starts_at"],
        length=row["minutes"] * _MINUTE,
        freed_by=FreedBy(row["freed_by"]),
        freed_at=row["freed_at"],
        state=PlaceState(row["state"]),
        ended_at=row["ended_at"],
        visit=None if row["visit"] is None else VisitId(row["visit"]),
    )


def _offer(row: RowMapping) -> Offer:
    return Offer(
        call=CallId(row["call"]),
        place=row["place"],
        patient=PatientId(row["patient"]),
        doctor=row["doctor"],
        starts_at=row["starts_at"],
        length=row["minutes"] * _MINUTE,
        offered_at=row["offered_at"],
        until=row["until"],
        ended_at=row["ended_at"],
    )
