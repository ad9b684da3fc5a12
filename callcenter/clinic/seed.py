"""Writing a demo clinic into an empty database: services, doctors, patients, and visits counted from today."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, Table, select

from callcenter.clinic.demo.cast import DemoClinic, DemoDoctor, DemoPatient
from callcenter.clinic.schedule import Service, WorkingHours
from callcenter.clinic.store import add_patient
from callcenter.clinic.visit_store import add_doctor, add_service, add_visit
from callcenter.domain.clinic import Visit
from callcenter.kit.ids import VisitId
from callcenter.storage import tables

_WEEK = range(1, 8)


def seed_clinic(connection: Connection, demo: DemoClinic, today: date) -> None:
    """Store what is not there yet by its id; running it again changes nothing. `today` is the clinic's date."""
    lengths = {service.id: service.length for service in demo.services}
    known = _ids(connection, tables.service)
    for place, one in enumerate(demo.services):
        if one.id not in known:
            service = Service(
                id=one.id,
                title=one.title,
                length=one.length,
                price=one.price,
                currency=one.currency,
                price_words=one.price_words,
            )
            add_service(connection, service, place)
    known = _ids(connection, tables.doctor)
    for doctor in demo.doctors:
        if doctor.doctor.id not in known:
            add_doctor(connection, doctor.doctor, _week(doctor), doctor.services)
    known = _ids(connection, tables.patient)
    for patient in demo.patients:
        if patient.patient.id not in known:
            add_patient(connection, patient.patient)
            for visit in _visits(patient, demo, lengths, today):
                add_visit(connection, visit)


def _ids(connection: Connection, table: Table) -> set[str]:
    return set(connection.execute(select(table.c.id)).scalars())


def _week(doctor: DemoDoctor) -> list[WorkingHours]:
    return [
        WorkingHours(doctor=doctor.doctor.id, weekday=day, opens=doctor.works_from, closes=doctor.works_until)
        for day in _WEEK
    ]


def _visits(patient: DemoPatient, demo: DemoClinic, lengths: dict[str, timedelta], today: date) -> list[Visit]:
    return [
        Visit(
            id=VisitId(f"{patient.patient.id}-{number}"),
            patient=patient.patient.id,
            doctor=visit.doctor,
            service=visit.service,
            starts_at=datetime.combine(today + timedelta(days=visit.day), visit.at, tzinfo=demo.zone).astimezone(UTC),
            length=lengths[visit.service],
            status=visit.status,
        )
        for number, visit in enumerate(patient.visits, start=1)
    ]
