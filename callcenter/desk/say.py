"""What the script says at this moment of this call. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from callcenter.clinic.schedule import Service
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskClinic
from callcenter.domain.clinic import Doctor, Patient, Slot, Visit, VisitStatus
from callcenter.domain.people import Operator
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from scripts_library.facts import AboutVisit, Facts, OperatorWords
from scripts_library.walk import Walk

FIRST_NAME, LAST_NAME, PHONE, NEED, REFUSAL_REASON = "first_name", "last_name", "phone", "need", "refusal_reason"
"""Fields that the shipped scripts capture and the desk understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a step's text may depend on."""

    desk: DeskCall
    operator: Operator
    clinic: DeskClinic
    today: date
    """Today in the clinic."""
    patient: Patient | None
    """Whose card is open."""
    agreed: Slot | None
    """The place that the patient has agreed to, or that is booked already."""
    services: Sequence[Service]
    visit: AboutVisit | None
    """The patient's next visit to come, other than one booked in this call."""


def facts_of(situation: Situation, walk: Walk) -> Facts:
    """The facts for the texts and conditions of `walk`."""
    return facts_in(situation, walk.language, walk.captured)


def facts_in(situation: Situation, language: Language, captured: Mapping[str, str]) -> Facts:
    """The facts for a talk in that language, in which so much was found out."""
    return Facts(
        language=language,
        clinic=situation.clinic.words,
        operator=OperatorWords(name=situation.operator.name),
        zone=situation.clinic.zone,
        patient=_caller(situation.patient, language, captured),
        slots=situation.desk.offered,
        slot=situation.agreed,
        price=situation.services[0].price_words if situation.services else None,
        today=situation.today,
        visit=_in_words_of(situation.visit, language, situation.clinic.language),
        said=MappingProxyType(dict(captured)),
    )


_AHEAD = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})


def coming_visit(
    visits: Iterable[Visit],
    booked: Visit | None,
    doctors: Iterable[Doctor],
    services: Iterable[Service],
    now: datetime,
) -> AboutVisit | None:
    """The next of a patient's visits that is still to be, other than `booked`, the one agreed in this call."""
    ahead = (one for one in visits if one.starts_at > now and one.status in _AHEAD)
    found = min((one for one in ahead if booked is None or one.id != booked.id), key=_start, default=None)
    if found is None:
        return None
    name = next((doctor.name for doctor in doctors if doctor.id == found.doctor), "")
    return AboutVisit(
        place=Slot(doctor=found.doctor, doctor_name=name, starts_at=found.starts_at, length=found.length),
        service=next((service.title for service in services if service.id == found.service), ""),
        kind=found.service,
    )


def _start(visit: Visit) -> datetime:
    return visit.starts_at


def _in_words_of(visit: AboutVisit | None, language: Language, clinics: Language) -> AboutVisit | None:
    """The clinic writes the titles of its services in its own language only; in another one none is said."""
    return visit if visit is None or language is clinics else replace(visit, service="")


def _caller(patient: Patient | None, language: Language, captured: Mapping[str, str]) -> Patient | None:
    """Whom we talk to: the patient of the card, else whoever has given a name in this call."""
    if patient is not None:
        return patient
    given = captured.get(FIRST_NAME, "")
    if not given:
        return None
    return Patient(
        id=PatientId(""),
        given_name=given,
        surname=captured.get(LAST_NAME, ""),
        language=language,
    )
