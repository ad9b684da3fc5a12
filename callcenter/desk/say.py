"""What the script says at this moment of this call. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from callcenter.clinic.schedule import Service
from callcenter.desk.desk_call import DeskCall
from callcenter.domain.clinic import Patient, Slot
from callcenter.domain.people import Operator
from callcenter.kit.ids import PatientId
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.walk import Walk

FIRST_NAME, LAST_NAME, PHONE, NEED, REFUSAL_REASON = "first_name", "last_name", "phone", "need", "refusal_reason"
"""Fields that the shipped scripts capture and the desk understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a step's text may depend on."""

    desk: DeskCall
    operator: Operator
    clinic: ClinicWords
    zone: ZoneInfo
    today: date
    """Today in the clinic."""
    patient: Patient | None
    """Whose card is open."""
    agreed: Slot | None
    """The place that the patient has agreed to, or that is booked already."""
    services: Sequence[Service]


def facts_of(situation: Situation, walk: Walk) -> Facts:
    """The facts for the texts of `walk`."""
    return Facts(
        language=walk.language,
        clinic=situation.clinic,
        operator=OperatorWords(name=situation.operator.name),
        zone=situation.zone,
        patient=_caller(situation.patient, walk),
        slots=situation.desk.offered,
        slot=situation.agreed,
        price=situation.services[0].price_words if situation.services else None,
        today=situation.today,
    )


def _caller(patient: Patient | None, walk: Walk) -> Patient | None:
    """Whom we talk to: the patient of the card, else whoever has given a name in this call."""
    if patient is not None:
        return patient
    given = walk.captured.get(FIRST_NAME, "")
    if not given:
        return None
    return Patient(
        id=PatientId(""),
        given_name=given,
        surname=walk.captured.get(LAST_NAME, ""),
        language=walk.language,
    )
