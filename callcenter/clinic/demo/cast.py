"""What a demo clinic consists of. Frozen; the days of visits are counted from today, so that a demo never grows old."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Doctor, Gender, Patient, VisitStatus
from callcenter.domain.people import Operator
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.spoken.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoQueue:
    """Where calls wait."""

    id: str
    title: str
    number: PhoneNumber
    """The number that patients dial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoService:
    """Something that the clinic does."""

    id: str
    title: str
    length: timedelta
    price: int
    """In whole units of `currency`."""
    currency: str
    """ISO 4217."""
    price_words: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDoctor:
    """A doctor with the services and the working hours of every day, in the clinic's time."""

    doctor: Doctor
    gender: Gender
    services: tuple[str, ...]
    works_from: time
    works_until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOperator:
    """Somebody who signs in; the gender chooses the voice in the simulator."""

    operator: Operator
    surname: str
    gender: Gender


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoVisit:
    """A visit, `day` days from today at a clinic time."""

    day: int
    """Negative in the past."""
    at: time
    doctor: str
    service: str
    status: VisitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPatient:
    """A patient with visits."""

    patient: Patient
    visits: tuple[DemoVisit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCaller:
    """A simulated patient who phones in, and the robot that may sit at the administrator's place."""

    id: str
    title: str
    number: PhoneNumber | None
    """None where the number is withheld."""
    patient: PatientId | None
    """Who really calls, where that is one of the clinic's patients."""
    voice: Gender
    patience: timedelta | None
    """How long the caller waits for an answer; None waits for ever."""
    hangs_up_after: str | None
    """The script step after whose reply the caller rings off; None hears the goodbye."""
    answers: Mapping[str, tuple[str, ...]]
    """By step id, the answer that a robot administrator picks at its first, second, ... visit."""
    replies: Mapping[str, tuple[str, ...]]
    """By step id, what the caller says at the first, second, ... hearing; under 'default' to any other step."""

    def reply(self, step: str, nth: int = 0) -> str:
        """What the caller says having heard `step` for the nth time, counted from 0."""
        said = self.replies.get(step) or self.replies["default"]
        return said[min(nth, len(said) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoClinic:
    """The whole demo clinic of one language."""

    id: str
    version: int
    language: Language
    name: str
    kind: str
    """What sort of clinic it is, as it stands before the name."""
    city: str
    zone: ZoneInfo
    country: str
    """ISO 3166-1 alpha-2; how numbers without a country code are read."""
    phone: PhoneNumber
    address: Wording
    hours: Wording
    opens: time
    closes: time
    queue: DemoQueue
    services: tuple[DemoService, ...]
    doctors: tuple[DemoDoctor, ...]
    operators: tuple[DemoOperator, ...]
    patients: tuple[DemoPatient, ...]
    callers: tuple[DemoCaller, ...]

    def known(self, caller: DemoCaller) -> DemoPatient | None:
        """Whom the number alone tells; None where it is withheld, new, or shared by several patients."""
        owners = [one for one in self.patients if caller.number is not None and one.patient.phone == caller.number]
        return owners[0] if len(owners) == 1 else None
