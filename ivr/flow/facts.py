"""What a call may speak of: the clinic, the patient, visits, offered places. A value that goes to JSON and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from callcenter.kit.clock import as_utc
from callcenter.kit.spoken.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic as a prompt names it."""

    name: str
    phone: Wording
    address: Wording
    hours: Wording
    """When it is open, as it follows 'we are open'."""
    zone: str
    """IANA name of its time zone."""
    emergency: Wording
    """The number of the ambulance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Whom the clinic calls, or whom a number belongs to: the patient, or who speaks for a child."""

    asked: str
    """How a stranger may be asked for the person, in the nominative: first name, with patronymic where that is the
    polite way; family name with title in Chinese. Never more."""
    address: str = ""
    """How the person is addressed once known; may be empty, and may hold the family name."""
    gender: str = ""
    """'female', 'male', or '' for unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visit, or a free place."""

    id: str
    at: datetime
    doctor: str = ""
    """The name to say."""
    service: str = ""
    whose: str = ""
    """First name of the patient where it is not the listener: a child, a parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How long the caller may have to wait."""

    position: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the prompts of one call may use."""

    clinic: Clinic
    listener: Listener | None = None
    visits: tuple[Appointment, ...] = ()
    """What the call is about, in the order of their times."""
    offers: tuple[Appointment, ...] = ()
    """Free places, as an action found them."""
    queue: Queue | None = None
    is_open: bool = True
    """Whether people are at work in the clinic."""

    def to_data(self) -> dict[str, object]:
        """These facts as JSON data."""
        clinic, listener, queue = self.clinic, self.listener, self.queue
        return {
            "clinic": {
                "name": clinic.name,
                "zone": clinic.zone,
                **{name: [words.screen, words.spoken] for name, words in _wordings(clinic)},
            },
            "listener": [listener.asked, listener.address, listener.gender] if listener else None,
            "visits": [_out(one) for one in self.visits],
            "offers": [_out(one) for one in self.offers],
            "queue": [queue.position, queue.minutes] if queue else None,
            "is_open": self.is_open,
        }

    @classmethod
    def from_data(cls, raw: Mapping[str, object]) -> "Facts":
        """What `to_data` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        clinic, queue = _fields(raw["clinic"]), raw["queue"]
        return cls(
            clinic=Clinic(
                name=str(clinic["name"]),
                zone=str(clinic["zone"]),
                phone=Wording(*_texts(clinic["phone"])),
                address=Wording(*_texts(clinic["address"])),
                hours=Wording(*_texts(clinic["hours"])),
                emergency=Wording(*_texts(clinic["emergency"])),
            ),
            listener=_listener(raw["listener"]),
            visits=appointments(raw["visits"]),
            offers=appointments(raw["offers"]),
            queue=Queue(**dict(zip(("position", "minutes"), map(int, _texts(queue)), strict=True))) if queue else None,
            is_open=bool(raw["is_open"]),
        )


def _wordings(clinic: Clinic) -> tuple[tuple[str, Wording], ...]:
    return (
        ("phone", clinic.phone),
        ("address", clinic.address),
        ("hours", clinic.hours),
        ("emergency", clinic.emergency),
    )


def _out(one: Appointment) -> dict[str, str]:
    return {"id": one.id, "at": one.at.isoformat(), "doctor": one.doctor, "service": one.service, "whose": one.whose}


def _listener(raw: object) -> Listener | None:
    if raw is None:
        return None
    asked, address, gender = _texts(raw)
    return Listener(asked=asked, address=address, gender=gender)


def _texts(raw: object) -> list[str]:
    if not isinstance(raw, list):
        raise TypeError("a list is expected")
    return [str(one) for one in raw]


def appointments(raw: object) -> tuple[Appointment, ...]:
    """Visits or places of JSON data. Raises KeyError, TypeError or ValueError where it is not such."""
    return tuple(
        Appointment(
            id=str(one["id"]),
            at=as_utc(datetime.fromisoformat(str(one["at"]))),
            doctor=str(one.get("doctor", "")),
            service=str(one.get("service", "")),
            whose=str(one.get("whose", "")),
        )
        for one in map(_fields, cast(Iterable[object], raw))
    )


def _fields(raw: object) -> dict[str, object]:
    if not isinstance(raw, Mapping):
        raise TypeError("an object is expected")
    return {str(name): value for name, value in raw.items()}
