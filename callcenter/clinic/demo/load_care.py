"""What calls to the demo's patients depend on, from care.yaml; every mistake is reported as file:line: message."""

from collections.abc import Collection, Mapping, Sequence
from datetime import time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from callcenter.clinic.demo.care import DemoCare, DemoContact, DemoWish, PatientTerms
from callcenter.clinic.demo.cast import DemoClinic, DemoVisit
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import EVERY_PURPOSE, Channel, Consent, ContactResult, Purpose
from callcenter.kit.content import Entry, read_content
from callcenter.kit.ids import PatientId

_FILE = Path(__file__).parent / "care.yaml"
_Kind = TypeVar("_Kind", bound=StrEnum)


def load_care(clinic: DemoClinic) -> DemoCare:
    """The shipped file for the people of a demo clinic."""
    return read_care(_FILE, clinic)


def read_care(path: Path, clinic: DemoClinic) -> DemoCare:
    """The same of any file. Raises ContentError naming file and line."""
    raw = read_content(path).fields(
        required=(
            *("lines", "calls_per_second", "recall_months", "private", "patients", "visits", "plans", "waiting"),
            "contacts",
        )
    )
    cast = _Cast(clinic)
    return DemoCare(
        lines=raw["lines"].integer(),
        calls_per_second=raw["calls_per_second"].number(),
        recall_months={
            cast.service_named(name, entry): entry.integer() for name, entry in raw["recall_months"].fields().items()
        },
        private=frozenset(cast.service_named(entry.text(), entry) for entry in raw["private"].items()),
        patients=dict(_patient(entry, cast) for entry in raw["patients"].items()),
        visits=tuple(_visit(entry, cast) for entry in raw["visits"].items()),
        plans=tuple(_wish(entry, cast) for entry in raw["plans"].items()),
        waiting=tuple(_wish(entry, cast) for entry in raw["waiting"].items()),
        contacts=tuple(_contact(entry, cast) for entry in raw["contacts"].items()),
    )


class _Cast:
    """Who and what stands at which place in a language's file."""

    def __init__(self, clinic: DemoClinic) -> None:
        self._patients = [one.patient.id for one in clinic.patients]
        self._doctors = [one.doctor.id for one in clinic.doctors]
        self._services = {one.id for one in clinic.services}

    def patient(self, entry: Entry) -> PatientId:
        return PatientId(_placed(entry, self._patients))

    def doctor(self, entry: Entry) -> str:
        return _placed(entry, self._doctors)

    def service(self, entry: Entry) -> str:
        return self.service_named(entry.text(), entry)

    def service_named(self, name: str, entry: Entry) -> str:
        return _one_of(name, self._services, entry)


def _patient(entry: Entry, cast: _Cast) -> tuple[PatientId, PatientTerms]:
    raw = entry.fields(
        required=("patient",),
        allowed=("family", "guardian", "consent", "refuses", "balance_due", "complaint_open"),
    )
    terms = PatientTerms(
        family=cast.patient(raw["family"]) if "family" in raw else "",
        guardian=cast.patient(raw["guardian"]) if "guardian" in raw else None,
        consent=frozenset(_choice(item, Consent) for item in raw["consent"].items()) if "consent" in raw else None,
        refuses=_refuses(raw),
        balance_due=Decimal(raw["balance_due"].integer()) if "balance_due" in raw else Decimal(0),
        complaint_open="complaint_open" in raw and raw["complaint_open"].flag(),
    )
    return cast.patient(raw["patient"]), terms


def _refuses(raw: Mapping[str, Entry]) -> frozenset[str]:
    items = raw["refuses"].items() if "refuses" in raw else ()
    return frozenset(_one_of(item.text(), {EVERY_PURPOSE, *Purpose}, item) for item in items)


def _visit(entry: Entry, cast: _Cast) -> tuple[PatientId, DemoVisit]:
    raw = entry.fields(required=("patient", "day", "time", "doctor", "service", "status"))
    visit = DemoVisit(
        day=raw["day"].integer(),
        at=_time(raw["time"]),
        doctor=cast.doctor(raw["doctor"]),
        service=cast.service(raw["service"]),
        status=_choice(raw["status"], VisitStatus),
    )
    return cast.patient(raw["patient"]), visit


def _wish(entry: Entry, cast: _Cast) -> DemoWish:
    raw = entry.fields(required=("patient", "service", "day"), allowed=("doctor",))
    return DemoWish(
        patient=cast.patient(raw["patient"]),
        service=cast.service(raw["service"]),
        day=raw["day"].integer(),
        doctor=cast.doctor(raw["doctor"]) if "doctor" in raw else "",
    )


def _contact(entry: Entry, cast: _Cast) -> DemoContact:
    raw = entry.fields(required=("patient", "day", "time", "purpose", "result"), allowed=("channel",))
    return DemoContact(
        patient=cast.patient(raw["patient"]),
        day=raw["day"].integer(),
        at=_time(raw["time"]),
        channel=_choice(raw["channel"], Channel) if "channel" in raw else Channel.CALL,
        purpose=_choice(raw["purpose"], Purpose),
        result=_choice(raw["result"], ContactResult),
    )


def _placed(entry: Entry, people: Sequence[str]) -> str:
    place = entry.integer()
    if 1 <= place <= len(people):
        return people[place - 1]
    raise entry.fail(f"there is no {place} here; use 1 to {len(people)}")


def _choice(entry: Entry, kind: type[_Kind]) -> _Kind:
    return kind(_one_of(entry.text(), set(kind), entry))


def _one_of(word: str, known: Collection[str], entry: Entry) -> str:
    if word in known:
        return word
    raise entry.fail(f"{word!r} is not known here; use one of {', '.join(sorted(known))}")


def _time(entry: Entry) -> time:
    try:
        return time.fromisoformat(entry.text())
    except ValueError as exc:
        raise entry.fail(f"{entry.text()!r} is no time of day; write it as '09:30', in quotes") from exc
