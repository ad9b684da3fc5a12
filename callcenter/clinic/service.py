"""What an operator does with patients and places; every use case runs in the transaction of its caller."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic import visit_store
from callcenter.clinic.caller import Caller
from callcenter.clinic.card import CardVisit, PatientCard, make_card
from callcenter.clinic.new_patient import NewPatient
from callcenter.clinic.places import is_free
from callcenter.clinic.schedule import PlaceHold, Schedule
from callcenter.clinic.store import add_patient, get_patient, patients_with_number
from callcenter.domain.clinic import Patient, Slot, Visit
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId, PatientId, VisitId, new_id
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection

HOLD = timedelta(minutes=5)
"""How long a place is kept for somebody on the telephone before it is booked."""


class PlaceTakenError(CallCenterError):
    """The place cannot be given away; the message says what to do instead."""


def who_is_calling(connection: Connection, number: PhoneNumber | None) -> Caller:
    """Who has this number: nobody known, one patient, or several to choose from."""
    return Caller(number=number, patients=patients_with_number(connection, number))


def card_of(connection: Connection, patient: PatientId, now: datetime) -> PatientCard:
    """A patient at a glance; raises NotFoundError. Whoever shows it writes the access log."""
    found = get_patient(connection, patient)
    names = {doctor.id: doctor.name for doctor in visit_store.doctors(connection)}
    titles = {service.id: service.title for service in visit_store.services(connection)}
    visits = [
        CardVisit(
            starts_at=visit.starts_at,
            doctor=names.get(visit.doctor, ""),
            service=titles.get(visit.service, visit.service),
            status=visit.status,
        )
        for visit in visit_store.visits_of(connection, patient)
    ]
    return make_card(found, visits, patients_with_number(connection, found.phone), now)


def read_schedule(
    connection: Connection, begin: datetime, end: datetime, now: datetime, *, but_for: CallId | None = None
) -> Schedule:
    """Doctors, hours, services and what is taken between two moments.

    What the call `but_for` keeps or has booked does not count as taken: it may be moved or chosen again.
    """
    return Schedule(
        doctors=visit_store.doctors(connection),
        hours=visit_store.all_hours(connection),
        services=visit_store.services(connection),
        does=visit_store.who_does_what(connection),
        busy=visit_store.busy_between(connection, begin, end, now, but_for),
    )


def add_new_patient(connection: Connection, new: NewPatient, language: Language) -> Patient:
    """Store somebody who is not in the list yet, and return the patient."""
    patient = Patient(
        id=PatientId(new_id()),
        given_name=new.given_name,
        surname=new.surname,
        gender=new.gender,
        phone=new.phone,
        language=language,
    )
    add_patient(connection, patient)
    return patient


def keep_place(connection: Connection, call: CallId, slot: Slot, now: datetime, zone: ZoneInfo) -> PlaceHold:
    """Keep a free place for a call for HOLD; raises PlaceTakenError."""
    require_free(connection, call, slot, now, zone)
    hold = PlaceHold(call=call, slot=slot, until=now + HOLD)
    visit_store.hold_place(connection, hold)
    return hold


def book(
    connection: Connection, call: CallId, patient: PatientId, slot: Slot, service: str, *, now: datetime, zone: ZoneInfo
) -> Visit:
    """Book a place in a call, or move the visit booked in the same call before. Raises PlaceTakenError.

    Bookings at one doctor wait for each other, and the place is checked inside the transaction: there are never two
    visits at one doctor's time.
    """
    require_free(connection, call, slot, now, zone)
    before = visit_store.visit_booked_in(connection, call)
    visit = Visit(
        id=before.id if before else VisitId(new_id()),
        patient=patient,
        doctor=slot.doctor,
        service=service,
        starts_at=slot.starts_at,
        length=slot.length,
        booked_at=now,
    )
    if before:
        visit_store.save_visit(connection, visit)
    else:
        visit_store.add_visit(connection, visit, call)
    visit_store.release_place(connection, call)
    return visit


def require_free(connection: Connection, call: CallId, slot: Slot, now: datetime, zone: ZoneInfo) -> None:
    """Make bookings at the doctor wait for this transaction, and raise PlaceTakenError where the place is not free."""
    if slot.starts_at <= now:
        raise PlaceTakenError(N_("This time has passed. Choose a later place."))
    if not visit_store.lock_doctor(connection, slot.doctor):
        raise PlaceTakenError(N_("This doctor is not in the schedule any more. Choose another place."))
    end = slot.starts_at + slot.length
    schedule = read_schedule(connection, slot.starts_at, end, now, but_for=call)
    if not is_free(slot, schedule, zone):
        raise PlaceTakenError(N_("This place has just been taken. Choose another one; nothing else was lost."))
