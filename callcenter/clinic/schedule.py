"""When doctors work and what they do; the frame in which free places are found."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from callcenter.domain.clinic import Doctor, Slot
from callcenter.kit.ids import CallId
from callcenter.kit.spoken.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something that the clinic does for a patient in one visit."""

    id: str
    title: str
    length: timedelta
    price: int
    """In whole units of the currency."""
    currency: str
    """ISO 4217, such as 'RUB'."""
    price_words: Wording
    """The price as a script shows and says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """One stretch of a doctor's week; a day with a break has two."""

    doctor: str
    """The doctor's id."""
    weekday: int
    """1 is Monday, 7 is Sunday (ISO 8601)."""
    opens: time
    """On the clinic's clock."""
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A stretch of a doctor's time that is taken: by a visit, or by a place kept for somebody on the telephone."""

    doctor: str
    starts_at: datetime
    ends_at: datetime

    def meets(self, slot: Slot) -> bool:
        """True where `slot` is at the same doctor and shares at least a moment with this stretch."""
        if self.doctor != slot.doctor:
            return False
        return self.starts_at < slot.starts_at + slot.length and slot.starts_at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """A place that a patient on the telephone has agreed to, kept from other operators for some minutes."""

    call: CallId
    slot: Slot
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """All that is needed to find free places: doctors, their hours, what they do, and what is taken."""

    doctors: tuple[Doctor, ...]
    hours: tuple[WorkingHours, ...]
    services: tuple[Service, ...]
    does: frozenset[tuple[str, str]]
    """Pairs of doctor id and service id: who does what."""
    busy: tuple[Busy, ...]

    def doctors_for(self, service: str) -> tuple[Doctor, ...]:
        """The doctors who do a service; all of them where the service is not known."""
        if all(known.id != service for known in self.services):
            return self.doctors
        return tuple(doctor for doctor in self.doctors if (doctor.id, service) in self.does)

    def service(self, service_id: str) -> Service | None:
        """The service of that id, or None."""
        return next((service for service in self.services if service.id == service_id), None)
