"""The demo's own calls in words: each caller of the cast, walked through the script by the robot operator. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from callcenter.clinic.demo.cast import DemoCaller, DemoClinic, DemoOperator
from callcenter.domain.clinic import Gender, Slot
from ivr.speech.port import Speaker
from scripts_library.engine import chosen_slot, current, start, take
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.model import Script
from scripts_library.robot import choose
from scripts_library.texts import render

SCRIPT = "new_patient"
_FIRST_DAY = datetime(2026, 11, 23, tzinfo=UTC)
_MOST_TURNS = 60


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """Who says what in which of the demo's voices."""

    side: str
    """'administrator' or 'patient'."""
    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class DemoCall:
    """A call from the first sentence to the last."""

    id: str
    turns: tuple[SaidTurn, ...]


def demo_calls(clinic: DemoClinic, script: Script) -> Iterator[DemoCall]:
    """One call for each caller who waits until somebody answers; the days of the free places differ."""
    answered = [caller for caller in clinic.callers if caller.patience is None]
    for number, caller in enumerate(answered):
        operator = clinic.operators[number % 2]
        facts = _facts(clinic, caller, operator, _FIRST_DAY + timedelta(days=3 * number))
        yield DemoCall(caller.id, tuple(_turns(script, facts, caller, _voices(operator.gender, caller.voice))))


def _voices(operator: Gender, patient: Gender) -> tuple[Speaker, Speaker]:
    return (
        Speaker.OPERATOR_MALE if operator is Gender.MALE else Speaker.OPERATOR_FEMALE,
        Speaker.PATIENT_MALE if patient is Gender.MALE else Speaker.PATIENT_FEMALE,
    )


def _turns(script: Script, facts: Facts, caller: DemoCaller, voices: tuple[Speaker, Speaker]) -> Iterator[SaidTurn]:
    visits: Counter[str] = Counter()
    walk = start(script)
    for _ in range(_MOST_TURNS):
        step = current(script, walk)
        agreed = chosen_slot(walk)
        now = facts if agreed is None else replace(facts, slot=facts.slots[agreed])
        yield SaidTurn("administrator", voices[0], render(step, now).spoken)
        yield SaidTurn("patient", voices[1], caller.reply(step.id, visits[step.id]))
        visits[step.id] += 1
        answer = choose(script, walk, caller.answers)
        if answer is None or caller.hangs_up_after == step.id:
            return
        walk = take(script, walk, answer.id)


def _facts(clinic: DemoClinic, caller: DemoCaller, operator: DemoOperator, day: datetime) -> Facts:
    patient = next((known.patient for known in clinic.patients if known.patient.id == caller.patient), None)
    return Facts(
        language=clinic.language,
        clinic=ClinicWords(name=clinic.name, address=clinic.address, hours=clinic.hours),
        operator=OperatorWords(name=operator.operator.name, gender=operator.gender),
        zone=clinic.zone,
        patient=patient,
        slots=tuple(_slots(clinic, day)),
        price=clinic.services[0].price_words,
    )


def _slots(clinic: DemoClinic, day: datetime) -> Iterator[Slot]:
    """Four free places on the next two days."""
    for number in range(4):
        doctor = clinic.doctors[number % 2].doctor
        starts = (day + timedelta(days=number // 2 + 1)).replace(
            hour=9 + 2 * number, minute=30 * (number % 2), tzinfo=clinic.zone
        )
        yield Slot(doctor=doctor.id, doctor_name=doctor.name, starts_at=starts, length=timedelta(minutes=30))
