"""Writing what calls to the demo's patients depend on: families, consent, plans, the waiting list, past contacts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from callcenter.clinic.book import ClinicTerms, DailyHours, ServiceTerms
from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.demo.care import DemoCare, DemoContact
from callcenter.clinic.demo.cast import DemoClinic, DemoVisit
from callcenter.clinic.plan_store import add_plan_items
from callcenter.clinic.store import patients_by_id, save_patients
from callcenter.clinic.terms_store import has_terms, save_service_terms, save_terms
from callcenter.clinic.visit_store import add_visit
from callcenter.clinic.waiting_store import add_waiting
from callcenter.domain.care import PlanItem, WaitingEntry
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import Contact
from callcenter.kit.ids import PatientId, VisitId
from callcenter.storage.driver import Connection

_BOOKED_BEFORE = timedelta(days=10)


def seed_care(connection: Connection, demo: DemoClinic, care: DemoCare, today: date) -> None:
    """Store it beside the demo clinic, whose patients are there; a clinic that has terms already is left as it is."""
    if has_terms(connection):
        return
    save_terms(connection, demo_terms(demo, care), datetime.combine(today, demo.opens, tzinfo=UTC))
    for service in demo.services:
        terms = ServiceTerms(
            id=service.id,
            minutes=service.length // timedelta(minutes=1),
            recall_months=care.recall_months.get(service.id),
            is_private=service.id in care.private,
        )
        save_service_terms(connection, terms)
    patients = patients_by_id(connection)
    save_patients(connection, (_with_terms(patients[who], care) for who in care.patients if who in patients))
    for number, (who, visit) in enumerate(care.visits, start=1):
        add_visit(connection, _visit(f"care-{number}", who, visit, demo, today))
    add_plan_items(connection, _plans(demo, care, today))
    add_waiting(connection, _waiting(demo, care, today))
    add_contacts(connection, (_contact(one, patients[one.patient], demo, today) for one in care.contacts))


def demo_terms(demo: DemoClinic, care: DemoCare) -> ClinicTerms:
    """The demo clinic's terms: it calls while it is open, every day."""
    return ClinicTerms(
        name=demo.name,
        zone=demo.zone,
        country=demo.country,
        language=demo.language,
        hours=DailyHours(begins=demo.opens, ends=demo.closes),
        lines=care.lines,
        calls_per_second=care.calls_per_second,
    )


def _with_terms(patient: Patient, care: DemoCare) -> Patient:
    terms = care.patients[patient.id]
    return replace(
        patient,
        family=terms.family,
        guardian=terms.guardian,
        consent=terms.consent,
        refuses=terms.refuses,
        balance_due=terms.balance_due,
        complaint_open=terms.complaint_open,
    )


def _visit(name: str, who: PatientId, visit: DemoVisit, demo: DemoClinic, today: date) -> Visit:
    lengths = {service.id: service.length for service in demo.services}
    starts_at = datetime.combine(today + timedelta(days=visit.day), visit.at, tzinfo=demo.zone).astimezone(UTC)
    return Visit(
        id=VisitId(name),
        patient=who,
        doctor=visit.doctor,
        service=visit.service,
        starts_at=starts_at,
        length=lengths[visit.service],
        status=visit.status,
        booked_at=starts_at - _BOOKED_BEFORE,
    )


def _plans(demo: DemoClinic, care: DemoCare, today: date) -> list[PlanItem]:
    prices = {service.id: Decimal(service.price) for service in demo.services}
    return [
        PlanItem(
            id=f"plan-{number}",
            patient=one.patient,
            service=one.service,
            price=prices[one.service],
            planned_on=today + timedelta(days=one.day),
        )
        for number, one in enumerate(care.plans, start=1)
    ]


def _waiting(demo: DemoClinic, care: DemoCare, today: date) -> list[WaitingEntry]:
    lengths = {service.id: service.length // timedelta(minutes=1) for service in demo.services}
    return [
        WaitingEntry(
            id=f"wish-{number}",
            patient=one.patient,
            service=one.service,
            doctor=one.doctor,
            minutes=lengths[one.service],
            added_on=today + timedelta(days=one.day),
        )
        for number, one in enumerate(care.waiting, start=1)
    ]


def _contact(one: DemoContact, patient: Patient, demo: DemoClinic, today: date) -> Contact:
    at = datetime.combine(today + timedelta(days=one.day), one.at, tzinfo=demo.zone)
    return Contact(
        patient=one.patient,
        number=patient.phone,
        at=at.astimezone(UTC),
        channel=one.channel,
        purpose=one.purpose,
        result=one.result,
    )
