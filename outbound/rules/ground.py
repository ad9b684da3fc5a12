"""What all rules look things up in: the book, put in order once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from callcenter.clinic.book import ClinicBook
from callcenter.domain.care import PlanItem, PlanStatus, WaitingEntry
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import PatientId
from outbound.rules.history import History
from outbound.rules.reasons import Block, Reason
from outbound.rules.settings import RuleSettings, read_settings
from outbound.rules.today import Today

AGREED = (VisitStatus.BOOKED, VisitStatus.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A book as of a moment. What was booked later has not happened."""

    book: ClinicBook
    settings: RuleSettings
    today: Today
    history: History
    visits: Mapping[PatientId, Sequence[Visit]]
    """Each patient's, the earliest first."""
    plans: Mapping[PatientId, Sequence[PlanItem]]
    """What is planned and open, the oldest first."""
    waiting: Mapping[PatientId, Sequence[WaitingEntry]]

    def visits_of(self, patient: PatientId) -> Sequence[Visit]:
        """A patient's visits, the earliest first."""
        return self.visits.get(patient, ())

    def future_visit(self, patient: PatientId) -> Block | None:
        """The block of a patient who has a visit ahead: until the last such visit."""
        for visit in reversed(self.visits_of(patient)):
            if visit.starts_at <= self.today.as_of:
                break
            if visit.status in AGREED:
                return Block(Reason.HAS_FUTURE_VISIT, visit.starts_at)
        return None


def ground_of(book: ClinicBook, as_of: datetime) -> Ground:
    """The book put in order; raises BadInputError where the clinic's rules cannot be read."""
    settings = read_settings(book.terms.rules)
    today = Today(book.terms, settings, as_of)
    visits = {visit.id: visit for visit in book.visits if visit.booked_at is None or visit.booked_at <= today.as_of}
    plans = {item.id: item for item in book.plans}
    waiting = {entry.id: entry for entry in book.waiting}
    return Ground(
        book=book,
        settings=settings,
        today=today,
        history=History(book.contacts, book.patients, today),
        visits=_by_patient(sorted(visits.values(), key=lambda one: (one.starts_at, one.id))),
        plans=_by_patient(
            item
            for item in sorted(plans.values(), key=lambda one: (one.planned_on, one.id))
            if item.status is PlanStatus.PLANNED
        ),
        waiting=_by_patient(sorted(waiting.values(), key=lambda one: one.id)),
    )


_Kept = TypeVar("_Kept", Visit, PlanItem, WaitingEntry)


def _by_patient(values: Iterable[_Kept]) -> dict[PatientId, list[_Kept]]:
    found: dict[PatientId, list[_Kept]] = defaultdict(list)
    for one in values:
        found[one.patient].append(one)
    return dict(found)
