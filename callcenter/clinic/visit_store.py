"""Doctors, their hours, services, visits and kept places in the database."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, or_, select, update

from callcenter.clinic.free_place import FreedBy
from callcenter.clinic.gap_store import offers_kept, open_places
from callcenter.clinic.schedule import Busy, PlaceHold, Service, WorkingHours
from callcenter.domain.clinic import Doctor, Slot, Visit, VisitStatus
from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.many import rows_where
from callcenter.storage.tables import doctor, doctor_service, place_hold, service, visit, working_hours

_TAKES_PLACE = tuple(status.value for status in VisitStatus if status is not VisitStatus.CANCELLED)
_LONGEST_VISIT = timedelta(hours=12)
"""How far before a stretch of time a visit that reaches into it may begin."""


def add_doctor(connection: Connection, new: Doctor, hours: Iterable[WorkingHours], services: Iterable[str]) -> None:
    """Store a doctor with the hours of the week and the ids of services."""
    connection.execute(insert(doctor).values(id=new.id, name=new.name, speciality=new.speciality))
    for one in hours:
        connection.execute(
            insert(working_hours).values(
                doctor=new.id, weekday=one.weekday, opens=f"{one.opens:%H:%M}", closes=f"{one.closes:%H:%M}"
            )
        )
    for service_id in services:
        connection.execute(insert(doctor_service).values(doctor=new.id, service=service_id))


def doctors(connection: Connection) -> tuple[Doctor, ...]:
    """All doctors, in the order of their names."""
    rows = connection.execute(select(doctor).order_by(doctor.c.name, doctor.c.id)).mappings()
    return tuple(Doctor(id=row["id"], name=row["name"], speciality=row["speciality"]) for row in rows)


def all_hours(connection: Connection) -> tuple[WorkingHours, ...]:
    """The working hours of every doctor."""
    rows = connection.execute(select(working_hours)).mappings()
    return tuple(
        WorkingHours(
            doctor=row["doctor"],
            weekday=row["weekday"],
            opens=time.fromisoformat(row["opens"]),
            closes=time.fromisoformat(row["closes"]),
        )
        for row in rows
    )


def who_does_what(connection: Connection) -> frozenset[tuple[str, str]]:
    """Pairs of doctor id and service id."""
    return frozenset((row.doctor, row.service) for row in connection.execute(select(doctor_service)))


def add_service(connection: Connection, new: Service, place: int) -> None:
    """Store a service; `place` is its position in lists."""
    connection.execute(
        insert(service).values(
            id=new.id,
            title=new.title,
            minutes=new.length // timedelta(minutes=1),
            price=new.price,
            currency=new.currency,
            price_screen=new.price_words.screen,
            price_spoken=new.price_words.spoken,
            place=place,
        )
    )


def services(connection: Connection) -> tuple[Service, ...]:
    """All services, in the clinic's order."""
    rows = connection.execute(select(service).order_by(service.c.place, service.c.id)).mappings()
    return tuple(
        Service(
            id=row["id"],
            title=row["title"],
            length=timedelta(minutes=row["minutes"]),
            price=row["price"],
            currency=row["currency"],
            price_words=Wording(row["price_screen"], row["price_spoken"]),
        )
        for row in rows
    )


def lock_doctor(connection: Connection, doctor_id: str) -> bool:
    """Make other bookings at this doctor wait for this transaction; False where there is no such doctor.

    SQLite has one writer, whose transaction begins with the write lock, so nothing more is needed there.
    """
    query = select(doctor.c.id).where(doctor.c.id == doctor_id).with_for_update()
    return connection.execute(query).first() is not None


def add_visit(connection: Connection, new: Visit, booked_in_call: CallId | None = None) -> None:
    """Store a new visit; `booked_in_call` is the call in which it was agreed."""
    connection.execute(insert(visit).values(id=new.id, booked_in_call=booked_in_call, **values_of(new)))


def save_visit(connection: Connection, changed: Visit) -> None:
    """Store the changed time, doctor, service or status of a visit that is there."""
    connection.execute(update(visit).where(visit.c.id == changed.id).values(**values_of(changed)))


def find_visit(connection: Connection, visit_id: VisitId, *, for_update: bool = False) -> Visit | None:
    """The visit of that id, or None; with `for_update` others wait until this transaction has changed it."""
    query = select(visit).where(visit.c.id == visit_id)
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    return None if row is None else visit_in(row)


def set_status(connection: Connection, visit_id: VisitId, status: VisitStatus) -> None:
    """What became of a visit."""
    connection.execute(update(visit).where(visit.c.id == visit_id).values(status=status.value))


def visit_booked_in(connection: Connection, call: CallId) -> Visit | None:
    """The visit that was agreed in a call and not cancelled since, or None."""
    query = select(visit).where(visit.c.booked_in_call == call, visit.c.status.in_(_TAKES_PLACE))
    row = connection.execute(query.order_by(visit.c.id.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else visit_in(row)


def visits_of(connection: Connection, patient: PatientId) -> tuple[Visit, ...]:
    """Every visit of a patient, past and to come, cancelled ones too, in the order of time."""
    query = select(visit).where(visit.c.patient == patient).order_by(visit.c.starts_at, visit.c.id)
    return tuple(visit_in(row) for row in connection.execute(query).mappings())


def visits_of_all(connection: Connection, patients: Iterable[PatientId] | None = None) -> tuple[Visit, ...]:
    """Every visit of these patients, or of everybody, each patient's in the order of time."""
    order = (visit.c.patient, visit.c.starts_at, visit.c.id)
    return tuple(map(visit_in, rows_where(connection, visit, visit.c.patient, patients, order)))


def visits_around_free_places(connection: Connection, now: datetime) -> tuple[Visit, ...]:
    """Visits that were cancelled and would begin after `now`, places that are free otherwise, and whatever
    takes time of the same doctors from now on: what is needed to tell which places have become free."""
    begins_later = visit.c.starts_at > now
    freed = select(visit.c.doctor).where(visit.c.status == VisitStatus.CANCELLED.value, begins_later)
    left = [one for one in open_places(connection) if one.freed_by is not FreedBy.CANCELLED and one.starts_at > now]
    whose = or_(visit.c.doctor.in_(freed), visit.c.doctor.in_({one.doctor for one in left}))
    query = select(visit).where(visit.c.starts_at > now - _LONGEST_VISIT, whose)
    found = map(visit_in, connection.execute(query.order_by(visit.c.starts_at, visit.c.id)).mappings())
    return (*found, *(one.as_visit() for one in left))


def visits_between(connection: Connection, begin: datetime, end: datetime) -> tuple[Visit, ...]:
    """Visits of all doctors, cancelled ones left out, that share time with the stretch, in the order of time."""
    query = select(visit).where(*_share_time(begin, end))
    found = (visit_in(row) for row in connection.execute(query.order_by(visit.c.starts_at, visit.c.id)).mappings())
    return tuple(one for one in found if one.starts_at + one.length > begin)


def hold_place(connection: Connection, hold: PlaceHold) -> None:
    """Keep a place for a call; a place kept for it before is let go."""
    release_place(connection, hold.call)
    connection.execute(
        insert(place_hold).values(
            call=hold.call,
            doctor=hold.slot.doctor,
            starts_at=hold.slot.starts_at,
            minutes=hold.slot.length // timedelta(minutes=1),
            until=hold.until,
        )
    )


def release_place(connection: Connection, call: CallId) -> None:
    """Let go of the place kept for a call, where there is one."""
    connection.execute(delete(place_hold).where(place_hold.c.call == call))


def held_places(connection: Connection, now: datetime) -> tuple[PlaceHold, ...]:
    """The places that are kept for calls at this moment: agreed to in them, or being offered."""
    offered = (
        PlaceHold(
            call=one.call,
            slot=Slot(doctor=one.doctor, doctor_name="", starts_at=one.starts_at, length=one.length),
            until=one.until,
        )
        for one in offers_kept(connection, now)
    )
    return (*_holds(connection, place_hold.c.until > now), *offered)


def kept_for(connection: Connection, call: CallId) -> PlaceHold | None:
    """The place that was agreed in a call and not booked yet; its time of being kept may be over."""
    return next(iter(_holds(connection, place_hold.c.call == call)), None)


def busy_between(
    connection: Connection, begin: datetime, end: datetime, now: datetime, but_for: CallId | None
) -> tuple[Busy, ...]:
    """The time between two moments that visits and kept places take.

    What the call `but_for` keeps or has booked is left out.
    """
    query = select(visit.c.doctor, visit.c.starts_at, visit.c.minutes).where(*_share_time(begin, end))
    if but_for is not None:
        query = query.where(or_(visit.c.booked_in_call.is_(None), visit.c.booked_in_call != but_for))
    taken = [(who, start, timedelta(minutes=minutes)) for who, start, minutes in connection.execute(query)]
    held = (hold for hold in held_places(connection, now) if hold.call != but_for)
    taken += [(hold.slot.doctor, hold.slot.starts_at, hold.slot.length) for hold in held]
    return tuple(
        Busy(doctor=who, starts_at=start, ends_at=start + length)
        for who, start, length in taken
        if start < end and start + length > begin
    )


def _share_time(begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Visits that take a place and may share time with a stretch; the end of a visit is compared by the caller."""
    return visit.c.starts_at >= begin - _LONGEST_VISIT, visit.c.starts_at < end, visit.c.status.in_(_TAKES_PLACE)


def _holds(connection: Connection, which: ColumnElement[bool]) -> tuple[PlaceHold, ...]:
    query = select(place_hold, doctor.c.name).join(doctor, doctor.c.id == place_hold.c.doctor).where(which)
    return tuple(
        PlaceHold(
            call=CallId(row["call"]),
            slot=Slot(
                doctor=row["doctor"],
                doctor_name=row["name"],
                starts_at=row["starts_at"],
                length=timedelta(minutes=row["minutes"]),
            ),
            until=row["until"],
        )
        for row in connection.execute(query).mappings()
    )


def values_of(one: Visit) -> dict[str, object]:
    """A visit without its id as the table has it."""
    return {
        "patient": one.patient,
        "doctor": one.doctor,
        "service": one.service,
        "starts_at": one.starts_at,
        "minutes": one.length // timedelta(minutes=1),
        "status": one.status.value,
        "booked_at": one.booked_at,
    }


def visit_in(row: RowMapping) -> Visit:
    """The visit in a row of the table."""
    return Visit(
        id=VisitId(row["id"]),
        patient=PatientId(row["patient"]),
        doctor=row["doctor"],
        service=row["service"],
        starts_at=row["starts_at"],
        length=timedelta(minutes=row["minutes"]),
        status=VisitStatus(row["status"]),
        booked_at=row["booked_at"],
    )
