"""What a script's texts may speak of: the clinic, who talks, who is called, what is free."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Gender, Patient, Slot
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording

CHILD_UNTIL_YEARS = 14
"""Up to this age somebody else makes the call, so a child's own card never gives the name to call the caller by."""


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

    @property
    def doctor(self) -> str:
        """The name of the doctor spoken of, or ''."""
        if self.doctor_name:
            return self.doctor_name
        place = self.slot or (self.slots[0] if self.slots else None)
        return place.doctor_name if place else ""

    @property
    def caller(self) -> Patient | None:
        """The patient, where the patient is who we talk to."""
        if self.patient is None or self.today is None or self.patient.birth_date is None:
            return self.patient
        born = self.patient.birth_date
        had_birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        age = self.today.year - born.year - (0 if had_birthday else 1)
        return None if age < CHILD_UNTIL_YEARS else self.patient
