"""What is said in the demo's calls: every caller of the demo clinic walks the shipped script with a robot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from callcenter.clinic.demo.cast import DemoCaller, DemoClinic
from callcenter.clinic.demo.load import load_demo
from callcenter.domain.clinic import Gender, Slot
from callcenter.kit.languages import Language
from ivr.speech.port import Speaker as Voice
from recordings.transcript import Speaker
from scripts_library.engine import current, start, take
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.loader import shipped_library
from scripts_library.robot import choose
from scripts_library.texts import render

_LONGEST_WALK = 60
_MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """Something said by one side."""

    side: Speaker
    voice: Voice
    text: str


def demo_dialogues(language: Language) -> tuple[tuple[Line, ...], ...]:
    """One dialogue for each caller of the demo clinic."""
    demo = load_demo(language)
    return tuple(
        tuple(_dialogue(demo, caller, _facts(demo, caller, place))) for place, caller in enumerate(demo.callers)
    )


def _dialogue(demo: DemoClinic, caller: DemoCaller, facts: Facts) -> Iterator[Line]:
    script = shipped_library().get("new_patient", demo.language)
    patient = Voice.PATIENT_MALE if caller.voice is Gender.MALE else Voice.PATIENT_FEMALE
    operator = Voice.OPERATOR_MALE if facts.operator.gender is Gender.MALE else Voice.OPERATOR_FEMALE
    walk, heard = start(script), dict[str, int]()
    for _ in range(_LONGEST_WALK):
        step = current(script, walk)
        yield Line(Speaker.ADMINISTRATOR, operator, render(step, facts).spoken)
        yield Line(Speaker.PATIENT, patient, caller.reply(step.id, heard.get(step.id, 0)))
        heard[step.id] = heard.get(step.id, 0) + 1
        answer = choose(script, walk, caller.answers)
        if answer is None:
            return
        walk = take(script, walk, answer.id)


def _facts(demo: DemoClinic, caller: DemoCaller, place: int) -> Facts:
    who = demo.operators[place % 2]
    known = {each.patient.id: each.patient for each in demo.patients}
    slots = tuple(
        Slot(
            doctor=str(doctor.doctor.id),
            doctor_name=doctor.doctor.name,
            starts_at=_MONDAY + timedelta(days=number + place, hours=number * 2),
            length=timedelta(hours=1),
        )
        for number, doctor in enumerate(demo.doctors[:4])
    )
    return Facts(
        language=demo.language,
        clinic=ClinicWords(name=demo.name, address=demo.address, hours=demo.hours),
        operator=OperatorWords(name=who.operator.name, gender=who.gender),
        zone=demo.zone,
        patient=None if caller.patient is None else known[caller.patient],
        slots=slots,
        slot=slots[0],
        price=demo.services[place % len(demo.services)].price_words,
    )
