"""What a script's texts may speak of: the clinic, who talks, who is called, what is free."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Gender, Patient, Slot
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording

CHILD_UNTIL_YEARS = 14
"""Up to this age somebody else makes the call, so a child's own card never gives the name to call the caller by."""


SENIOR_FROM_YEARS = 65
"""From this age on texts may be simpler and name the way in; the age at which the WHO and Eurostat begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicWords:
    """The clinic as a script names it."""

    name: str
    address: Wording
    hours: Wording
    """When it is open, as it follows 'we are open': 'every day from 9:00 to 20:00'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorWords:
    """Who talks for the clinic."""

    name: str
    gender: Gender = Gender.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutVisit:
    """The visit that a call is about: a coming one, the missed one, or the last one."""

    place: Slot
    service: str
    """In the language of the call, as a list names it; may be empty."""
    kind: str = ""
    """The service's id, which conditions ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the texts of one call may use; what is not known yet stays empty."""

    language: Language
    clinic: ClinicWords
    operator: OperatorWords
    zone: ZoneInfo
    """The clinic's time zone, in which times are told."""
    patient: Patient | None = None
    """Whose card is open, and only where it is clear who calls."""
    slots: tuple[Slot, ...] = ()
    """Free places in the order in which they are offered; the shipped scripts use up to four."""
    slot: Slot | None = None
    """The place agreed upon."""
    doctor_name: str = ""
    """The doctor spoken of; empty means that of the agreed place, else of the first one offered."""
    price: Wording | None = None
    """What a consultation costs, with the currency."""
    today: date | None = None
    """Today in the clinic; with it, a child's card is not taken for the caller's."""
    visit: AboutVisit | None = None
    treatment: str = ""
    """The next step of a treatment that was begun, as it follows a colon."""
    is_insured: bool = False
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What was found out in the call so far, by field id."""

    @property
    def doctor(self) -> str:
        """The name of the doctor spoken of, or ''."""
        if self.doctor_name:
            return self.doctor_name
        place = self.slot or (self.slots[0] if self.slots else None)
        return place.doctor_name if place else ""

    @property
    def is_known(self) -> bool:
        """Whether a card is open; a name given in the call alone opens none."""
        return self.patient is not None and bool(self.patient.id)

    @property
    def age(self) -> int | None:
        """The patient's age in whole years, where the card tells it."""
        if self.patient is None or self.today is None or self.patient.birth_date is None:
            return None
        born = self.patient.birth_date
        had_birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        return self.today.year - born.year - (0 if had_birthday else 1)

    @property
    def is_child(self) -> bool:
        """Whether somebody else speaks for the patient."""
        return self.age is not None and self.age < CHILD_UNTIL_YEARS

    @property
    def is_senior(self) -> bool:
        """Whether the patient is of the age from which texts may be simpler."""
        return self.age is not None and self.age >= SENIOR_FROM_YEARS

    @property
    def caller(self) -> Patient | None:
        """The patient, where the patient is who we talk to."""
        return None if self.is_child else self.patient
