"""What the rules of calling need to know of a clinic, read together: from its plain files, or from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from callcenter.domain.care import PlanItem, WaitingEntry
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import Contact
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyHours:
    """From when to when patients may be called, on the clinic's clock: `begins` is in, `ends` is not.

    Where `ends` is not later than `begins`, the hours end on the next day and belong to the day on which they began.
    """

    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicTerms:
    """How a clinic works, as far as calls to its patients depend on it."""

    name: str
    zone: ZoneInfo | None
    """None where what the clinic wrote is no time zone: then nobody is called."""
    country: str
    """ISO 3166-1 alpha-2; how numbers without a '+' are read."""
    language: Language
    hours: DailyHours
    days_off: frozenset[int] = frozenset()
    """Weekdays, 1 for Monday to 7."""
    holidays: frozenset[date] = frozenset()
    lines: int = 1
    """Calls at once."""
    calls_per_second: float = 1.0
    rules: Mapping[str, object] = field(default_factory=dict)
    """What this clinic rules otherwise than usual, as its file says it; `outbound.rules.settings` reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTerms:
    """What a service means for calls."""

    id: str
    minutes: int
    price: Decimal = Decimal(0)
    recall_months: int | None = None
    """After how many months the patient is due again; None: never."""
    is_private: bool = False
    """It is never named to a machine or to anybody else than the patient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicBook:
    """A clinic, or a part of it that holds everybody of a family and everybody with a number."""

    terms: ClinicTerms
    patients: Mapping[PatientId, Patient]
    services: Mapping[str, ServiceTerms]
    visits: Sequence[Visit] = ()
    plans: Sequence[PlanItem] = ()
    waiting: Sequence[WaitingEntry] = ()
    contacts: Sequence[Contact] = ()
