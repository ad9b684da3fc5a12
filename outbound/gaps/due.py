"""Those who are due and would take a free place, though they have not asked for one. Pure.

After the waiting list: patients whom the rules would call today about a check-up of that service, or about planned
treatment of it. They are called by the rules of that call and by those of free places: consent, tries, distance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from callcenter.clinic.book import ClinicBook
from callcenter.domain.care import PlanStatus, WaitingEntry
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import PatientId, VisitId
from outbound.rules.decision import Decision, Verdict
from outbound.rules.judging import judge

_DUE = (Purpose.RECALL, Purpose.UNFINISHED)


def with_those_due(book: ClinicBook, now: datetime) -> ClinicBook:
    """The book with those who are due on its waiting list, for the services of which places are free."""
    free = {one.service for one in book.visits if one.status is VisitStatus.CANCELLED and one.starts_at > now}
    if not free:
        return book
    waits = {one.patient for one in book.waiting}
    services = {one.id: one.service for one in book.visits}
    due: dict[tuple[PatientId, str], WaitingEntry] = {}
    for decision in judge(book, now, _DUE):
        if decision.verdict is Verdict.CALL and decision.patient in book.patients:
            for patient, service in _wanted(decision, book, services):
                if service in free and service in book.services and patient not in waits:
                    due[patient, service] = WaitingEntry(
                        id=f"due {patient} {service}",
                        patient=patient,
                        service=service,
                        minutes=book.services[service].minutes,
                    )
    return replace(book, waiting=(*book.waiting, *due.values())) if due else book


def _wanted(decision: Decision, book: ClinicBook, services: Mapping[VisitId, str]) -> Iterator[tuple[PatientId, str]]:
    for member in decision.members:
        if decision.kind is Purpose.RECALL:
            own = {one.id for one in book.visits if one.patient == member}
            yield from ((member, services[one]) for one in decision.visits if one in own)
        else:
            planned = (one for one in book.plans if one.patient == member and one.status is PlanStatus.PLANNED)
            yield from ((member, one.service) for one in planned)
