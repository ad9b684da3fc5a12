"""The demo clinic of a language from its YAML file; every mistake is reported as file:line: message."""

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callcenter.clinic.demo.cast import (
    DemoCaller,
    DemoClinic,
    DemoDoctor,
    DemoOperator,
    DemoPatient,
    DemoQueue,
    DemoService,
    DemoVisit,
)
from callcenter.domain.clinic import Doctor, Gender, Patient, Tier, VisitStatus
from callcenter.domain.people import Operator, Role
from callcenter.kit.content import Entry, read_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber, parse_phone
from callcenter.kit.spoken.wording import Wording

_Kind = TypeVar("_Kind", bound=StrEnum)
_FOLDER = Path(__file__).parent


def load_demo(language: Language) -> DemoClinic:
    """The shipped demo clinic of `language`."""
    return read_demo(_FOLDER / f"{language.value}.yaml")


def read_demo(path: Path) -> DemoClinic:
    """The demo clinic of one file. Raises ContentError naming file and line."""
    raw = read_content(path).fields(
        required=("id", "version", "language", "clinic", "services", "doctors", "operators", "patients", "callers")
    )
    clinic = raw["clinic"].fields(
        required=("name", "kind", "city", "zone", "country", "phone", "address", "hours", "opens", "closes", "queue")
    )
    country = clinic["country"].text()
    services = tuple(_service(entry) for entry in raw["services"].items())
    offered = {service.id for service in services}
    doctors = tuple(_doctor(entry, offered) for entry in raw["doctors"].items())
    on_duty = {doctor.doctor.id for doctor in doctors}
    patients = tuple(_patient(entry, country, on_duty, offered) for entry in raw["patients"].items())
    known = {patient.patient.id for patient in patients}
    return DemoClinic(
        id=raw["id"].text(),
        version=raw["version"].integer(),
        language=_choice(raw["language"], Language),
        name=clinic["name"].text(),
        kind=clinic["kind"].text(),
        city=clinic["city"].text(),
        zone=_zone(clinic["zone"]),
        country=country,
        phone=_phone(clinic["phone"], country),
        address=_wording(clinic["address"]),
        hours=_wording(clinic["hours"]),
        opens=_time(clinic["opens"]),
        closes=_time(clinic["closes"]),
        queue=_queue(clinic["queue"], country),
        services=services,
        doctors=doctors,
        operators=tuple(_operator(entry) for entry in raw["operators"].items()),
        patients=patients,
        callers=tuple(_caller(entry, country, known) for entry in raw["callers"].items()),
    )


def _queue(entry: Entry, country: str) -> DemoQueue:
    raw = entry.fields(required=("id", "title", "number"))
    return DemoQueue(id=raw["id"].text(), title=raw["title"].text(), number=_phone(raw["number"], country))


def _service(entry: Entry) -> DemoService:
    raw = entry.fields(required=("id", "title", "minutes", "price", "currency", "shown", "spoken"))
    return DemoService(
        id=raw["id"].text(),
        title=raw["title"].text(),
        length=timedelta(minutes=raw["minutes"].integer()),
        price=raw["price"].integer(),
        currency=raw["currency"].text(),
        price_words=Wording(raw["shown"].text(), raw["spoken"].text()),
    )


def _doctor(entry: Entry, offered: Collection[str]) -> DemoDoctor:
    raw = entry.fields(required=("id", "name", "speciality", "gender", "services", "from", "to"))
    return DemoDoctor(
        doctor=Doctor(id=raw["id"].text(), name=raw["name"].text(), speciality=raw["speciality"].text()),
        gender=_choice(raw["gender"], Gender),
        services=tuple(_one_of(item, offered, "service") for item in raw["services"].items()),
        works_from=_time(raw["from"]),
        works_until=_time(raw["to"]),
    )


def _operator(entry: Entry) -> DemoOperator:
    raw = entry.fields(required=("login", "name", "surname", "gender", "role", "language", "extension"))
    login = raw["login"].text()
    operator = Operator(
        id=OperatorId(login),
        login=login,
        name=raw["name"].text(),
        role=_choice(raw["role"], Role),
        language=_choice(raw["language"], Language),
        extension=raw["extension"].text(),
    )
    return DemoOperator(operator=operator, surname=raw["surname"].text(), gender=_choice(raw["gender"], Gender))


def _patient(entry: Entry, country: str, doctors: Collection[str], services: Collection[str]) -> DemoPatient:
    raw = entry.fields(
        required=("id", "given_name", "surname", "gender", "born", "phone", "tier", "language", "visits")
    )
    patient = Patient(
        id=PatientId(raw["id"].text()),
        given_name=raw["given_name"].text(),
        surname=raw["surname"].text(),
        gender=_choice(raw["gender"], Gender),
        phone=_phone(raw["phone"], country),
        language=_choice(raw["language"], Language),
        birth_date=_date(raw["born"]),
        tier=_choice(raw["tier"], Tier),
    )
    visits = tuple(_visit(item, doctors, services) for item in raw["visits"].items())
    return DemoPatient(patient=patient, visits=visits)


def _visit(entry: Entry, doctors: Collection[str], services: Collection[str]) -> DemoVisit:
    raw = entry.fields(required=("day", "time", "doctor", "service", "status"))
    return DemoVisit(
        day=raw["day"].integer(),
        at=_time(raw["time"]),
        doctor=_one_of(raw["doctor"], doctors, "doctor"),
        service=_one_of(raw["service"], services, "service"),
        status=_choice(raw["status"], VisitStatus),
    )


def _caller(entry: Entry, country: str, patients: Collection[str]) -> DemoCaller:
    raw = entry.fields(
        required=("id", "title", "number", "voice", "answers", "replies"),
        allowed=("patient", "patience_seconds", "hangs_up_after"),
    )
    replies = _texts(raw["replies"])
    if "default" not in replies:
        raise raw["replies"].fail("add 'default': what this caller says to any other step")
    patience = raw.get("patience_seconds")
    return DemoCaller(
        id=raw["id"].text(),
        title=raw["title"].text(),
        number=None if raw["number"].value is None else _phone(raw["number"], country),
        patient=PatientId(_one_of(raw["patient"], patients, "patient")) if "patient" in raw else None,
        voice=_choice(raw["voice"], Gender),
        patience=timedelta(seconds=patience.integer()) if patience else None,
        hangs_up_after=raw["hangs_up_after"].text() if "hangs_up_after" in raw else None,
        answers=_texts(raw["answers"]),
        replies=replies,
    )


def _texts(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """Named texts, each one text or a list of them."""
    return MappingProxyType(
        {
            name: (item.text(),) if isinstance(item.value, str) else tuple(part.text() for part in item.items())
            for name, item in entry.fields().items()
        }
    )


def _wording(entry: Entry) -> Wording:
    raw = entry.fields(required=("screen", "spoken"))
    return Wording(raw["screen"].text(), raw["spoken"].text())


def _choice(entry: Entry, kind: type[_Kind]) -> _Kind:
    return kind(_one_of(entry, tuple(member.value for member in kind), "value"))


def _one_of(entry: Entry, known: Collection[str], what: str) -> str:
    if entry.text() in known:
        return entry.text()
    raise entry.fail(f"there is no {what} {entry.text()!r} here; use one of {', '.join(sorted(known))}")


def _phone(entry: Entry, country: str) -> PhoneNumber:
    try:
        return parse_phone(entry.text(), country)
    except BadInputError as exc:
        raise entry.fail(str(exc)) from exc


def _time(entry: Entry) -> time:
    try:
        return time.fromisoformat(entry.text())
    except ValueError as exc:
        raise entry.fail(f"{entry.text()!r} is no time of day; write it as '09:30', in quotes") from exc


def _date(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.text())
    except ValueError as exc:
        raise entry.fail(f"{entry.text()!r} is no date; write it as 1984-05-14") from exc


def _zone(entry: Entry) -> ZoneInfo:
    try:
        return ZoneInfo(entry.text())
    except (ZoneInfoNotFoundError, ValueError) as exc:
        raise entry.fail(f"there is no time zone {entry.text()!r}; use a name such as Europe/Warsaw") from exc
