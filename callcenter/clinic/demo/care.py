"""What calls to the demo's patients depend on, as plain data; days are counted from today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from callcenter.clinic.demo.cast import DemoVisit
from callcenter.domain.outreach import Channel, Consent, ContactResult, Purpose
from callcenter.kit.ids import PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientTerms:
    """What a patient allows, owes and belongs to."""

    family: str = ""
    guardian: PatientId | None = None
    consent: frozenset[Consent] | None = None
    refuses: frozenset[str] = frozenset()
    balance_due: Decimal = Decimal(0)
    complaint_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWish:
    """A planned step, or a place on the waiting list."""

    patient: PatientId
    service: str
    day: int
    doctor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContact:
    """A past call or message."""

    patient: PatientId
    day: int
    at: time
    channel: Channel
    purpose: Purpose
    result: ContactResult


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCare:
    """All of it, for the clinic of one language."""

    lines: int
    calls_per_second: float
    recall_months: Mapping[str, int]
    private: frozenset[str]
    """Ids of services."""
    patients: Mapping[PatientId, PatientTerms]
    visits: tuple[tuple[PatientId, DemoVisit], ...]
    """Beside those of the clinic's own file."""
    plans: tuple[DemoWish, ...]
    waiting: tuple[DemoWish, ...]
    contacts: tuple[DemoContact, ...]
