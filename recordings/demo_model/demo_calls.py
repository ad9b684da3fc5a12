"""The demo's own calls in words: each caller of the cast, walked through the scripts by the robot operator. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from callcenter.clinic.demo.cast import DemoCaller, DemoClinic, DemoOperator, DemoPatient
from callcenter.domain.calls import Direction
from callcenter.domain.clinic import Gender, Slot, VisitStatus
from ivr.speech.port import Speaker
from scripts_library.conditions import holds_with
from scripts_library.engine import chosen_slot, current, start
from scripts_library.facts import AboutVisit, ClinicWords, Facts, OperatorWords
from scripts_library.loader import Library
from scripts_library.model import Script
from scripts_library.robot import choose, go_on
from scripts_library.texts import render
from scripts_library.walk import Walk

_USUAL = "new_patient"
"""The script of a call for which none says that it opens it."""
_FIRST_DAY = datetime(2026, 11, 23, tzinfo=UTC)
_MOST_STEPS = 30
_COMING = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LedStep:
    """One step of a demo call, as both sides say it."""

    script: Script
    walk: Walk
    """At this step."""
    said: str
    reply: str


def demo_calls(clinic: DemoClinic, library: Library) -> Iterator[DemoCall]:
    """One call for each caller who waits until somebody answers; the days of the free places differ."""
    answered = [caller for caller in clinic.callers if caller.patience is None]
    for number, caller in enumerate(answered):
        operator = clinic.operators[number % 2]
        facts = demo_facts(clinic, caller, operator, _FIRST_DAY + timedelta(days=3 * number))
        yield DemoCall(caller.id, tuple(_turns(library, facts, caller, _voices(operator.gender, caller.voice))))


def led_call(library: Library, facts: Facts, caller: DemoCaller) -> Iterator[LedStep]:
    """The steps of one caller's call, from the script that opens it over those that it comes to, to its end."""
    language, holds, said = facts.language, holds_with(facts), Counter[str]()
    script = library.opening(language, Direction.INBOUND, holds) or library.get(_USUAL, language)
    walk = start(script, holds)
    for _ in range(_MOST_STEPS):
        step, agreed = current(script, walk), chosen_slot(walk)
        slot = facts.slots[agreed] if agreed is not None and agreed < len(facts.slots) else None
        now = replace(facts, slot=slot, said=walk.captured)
        yield LedStep(
            script=script,
            walk=walk,
            said=render(step, now, again=step.id in walk.said).spoken,
            reply=caller.reply(step.id, said[step.id]),
        )
        said[step.id] += 1
        answer = None if caller.hangs_up_after == step.id else choose(script, walk, caller.answers, holds)
        if answer is None:
            return
        script, walk = go_on(library, script, walk, answer, holds)


def demo_facts(clinic: DemoClinic, caller: DemoCaller, operator: DemoOperator, day: datetime) -> Facts:
    """What the texts of this caller's call speak of on that day (UTC)."""
    known = clinic.known(caller)
    return Facts(
        language=clinic.language,
        clinic=ClinicWords(name=clinic.name, address=clinic.address, hours=clinic.hours),
        operator=OperatorWords(name=operator.operator.name, gender=operator.gender),
        zone=clinic.zone,
        patient=known.patient if known else None,
        slots=tuple(_slots(clinic, day)),
        price=clinic.services[0].price_words,
        today=day.date(),
        visit=_coming_visit(clinic, known, day) if known else None,
    )


def _voices(operator: Gender, patient: Gender) -> tuple[Speaker, Speaker]:
    return (
        Speaker.OPERATOR_MALE if operator is Gender.MALE else Speaker.OPERATOR_FEMALE,
        Speaker.PATIENT_MALE if patient is Gender.MALE else Speaker.PATIENT_FEMALE,
    )


def _turns(library: Library, facts: Facts, caller: DemoCaller, voices: tuple[Speaker, Speaker]) -> Iterator[SaidTurn]:
    for step in led_call(library, facts, caller):
        yield SaidTurn("administrator", voices[0], step.said)
        yield SaidTurn("patient", voices[1], step.reply)


def _slots(clinic: DemoClinic, day: datetime) -> Iterator[Slot]:
    """Four free places on the next two days."""
    for number in range(4):
        doctor = clinic.doctors[number % 2].doctor
        starts = (day + timedelta(days=number // 2 + 1)).replace(
            hour=9 + 2 * number, minute=30 * (number % 2), tzinfo=clinic.zone
        )
        yield Slot(doctor=doctor.id, doctor_name=doctor.name, starts_at=starts, length=timedelta(minutes=30))


def _coming_visit(clinic: DemoClinic, known: DemoPatient, day: datetime) -> AboutVisit | None:
    coming = [visit for visit in known.visits if visit.day > 0 and visit.status in _COMING]
    if not coming:
        return None
    visit = min(coming, key=lambda one: one.day)
    doctor = next(one.doctor for one in clinic.doctors if one.doctor.id == visit.doctor)
    service = next(one for one in clinic.services if one.id == visit.service)
    starts = datetime.combine(day.date() + timedelta(days=visit.day), visit.at, clinic.zone)
    return AboutVisit(
        place=Slot(doctor=doctor.id, doctor_name=doctor.name, starts_at=starts, length=service.length),
        service=service.title,
        kind=service.id,
    )
