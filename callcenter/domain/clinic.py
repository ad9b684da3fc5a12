"""The clinic's own words: patients, doctors, visits, free places."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from callcenter.domain.outreach import Consent
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber


def whole_name(given_name: str, surname: str) -> str:
    """A person's name as it is written in its own language: Мария Петрова, but 王芳, family name first and no space."""
    if surname and all("\u4e00" <= letter <= "\u9fff" for letter in surname + given_name):
        return surname + given_name
    return f"{given_name} {surname}".strip()


class Tier(StrEnum):
    """How a patient is known; decides who is called and how."""

    NEW = "new"
    REGULAR = "regular"
    VIP = "vip"
    LOST = "lost"
    DIFFICULT = "difficult"


class Gender(StrEnum):
    """Grammatical gender for texts that must agree; unknown texts avoid the question."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Somebody who is, was or may become a patient of the clinic."""

    id: PatientId
    given_name: str
    """First name, with the patronymic where people are addressed so ('Мария Ивановна'); may be empty."""
    surname: str
    gender: Gender = Gender.UNKNOWN
    phone: PhoneNumber | None = None
    language: Language
    birth_date: date | None = None
    tier: Tier = Tier.NEW
    note: str = ""
    family: str = ""
    """Patients with one family id are called together; empty: nobody else belongs to this patient."""
    guardian: PatientId | None = None
    """Who speaks for a child."""
    zone: str = ""
    """IANA name of the time zone where the patient lives, as the clinic wrote it; empty: the clinic's own."""
    balance_due: Decimal = Decimal(0)
    """What the patient owes, in the clinic's currency."""
    consent: frozenset[Consent] | None = None
    """What the patient has allowed; None: never asked."""
    refuses: frozenset[str] = frozenset()
    """Purposes of calls that the clinic's own records refuse, beside the register of numbers; '*': all."""
    complaint_open: bool = False
    died: bool = False

    @property
    def full_name(self) -> str:
        """The whole name, as a list shows it."""
        return whole_name(self.given_name, self.surname)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """Somebody whom patients visit."""

    id: str
    name: str
    speciality: str


class VisitStatus(StrEnum):
    """What became of a visit."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    CAME = "came"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An agreed time of a patient with a doctor."""

    id: VisitId
    patient: PatientId
    doctor: str
    """The doctor's id."""
    service: str
    starts_at: datetime
    length: timedelta
    status: VisitStatus = VisitStatus.BOOKED
    booked_at: datetime | None = None
    """When it was agreed; None: nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A free place in a doctor's day."""

    doctor: str
    """The doctor's id."""
    doctor_name: str
    starts_at: datetime
    length: timedelta
