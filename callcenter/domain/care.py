"""What is still to be done for patients: planned treatment, and wishes for an earlier place."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from callcenter.kit.ids import PatientId


class PlanStatus(StrEnum):
    """What became of planned treatment."""

    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One step of a treatment plan."""

    id: str
    patient: PatientId
    service: str
    """The service's id."""
    price: Decimal
    """In whole units of the clinic's currency."""
    planned_on: date
    """On the clinic's calendar."""
    status: PlanStatus = PlanStatus.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """Somebody who would take a place that becomes free."""

    id: str
    patient: PatientId
    service: str
    doctor: str = ""
    """The doctor's id; empty: any."""
    minutes: int
    """How long the visit takes."""
    earliest: date | datetime | time | None = None
    """From when on: a day (it counts), a moment, or a time of any day; None: whenever. Days and times of day are the
    clinic's."""
    latest: date | datetime | time | None = None
    """Until when a place may begin; a day counts as a whole."""
    days: frozenset[int] = frozenset()
    """Weekdays, 1 for Monday to 7; empty: any."""
    added_on: date | None = None
