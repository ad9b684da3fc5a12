"""The shipped scripts as they are heard: every demo call is led to its end and meets the phone standard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from callcenter.clinic.demo.cast import DemoCaller, DemoClinic
from callcenter.clinic.demo.load import load_demo
from callcenter.domain.clinic import Slot
from callcenter.domain.outcomes import Outcome
from callcenter.kit.languages import Language
from recordings.scoring.card import Verdict
from recordings.scoring.engine import RULES
from recordings.scoring.loader import load_rulebook
from recordings.transcript import CallTranscript, Speaker, Turn
from scripts_library.engine import chosen_slot, current, start, take
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.loader import shipped_library
from scripts_library.robot import choose
from scripts_library.texts import render

LIBRARY = shipped_library()
CAST = [(language, caller) for language in Language for caller in load_demo(language).callers]
CALLS = [pytest.param(language, caller, id=f"{language}-{caller.id}") for language, caller in CAST]
OUTCOMES = {
    "maria": Outcome.BOOKED,
    "hidden": Outcome.THINKING,
    "family": Outcome.BOOKED,
    "wrong": Outcome.WRONG_NUMBER,
    "drops": None,
    "impatient": Outcome.BOOKED,
    "urgent": Outcome.EMERGENCY,
}
ASKED_FIRST = {"family", "impatient"}
"""Callers who ask for a visit themselves, as does the one who takes another time: nothing is left to offer."""
NO_VISIT = {Outcome.WRONG_NUMBER, Outcome.EMERGENCY}


@dataclass(frozen=True, slots=True)
class Led:
    """A demo call led by the robot with the script."""

    steps: tuple[str, ...]
    turns: tuple[Turn, ...]
    outcome: Outcome | None


def facts_of(clinic: DemoClinic, caller: DemoCaller) -> Facts:
    operator = clinic.operators[0]
    doctor = clinic.doctors[0].doctor
    first = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    return Facts(
        language=clinic.language,
        clinic=ClinicWords(name=clinic.name, address=clinic.address, hours=clinic.hours),
        operator=OperatorWords(name=operator.operator.name, gender=operator.gender),
        zone=clinic.zone,
        patient=next((known.patient for known in clinic.patients if known.patient.id == caller.patient), None),
        slots=tuple(
            Slot(
                doctor=doctor.id,
                doctor_name=doctor.name,
                starts_at=first + timedelta(hours=19 * place),
                length=timedelta(hours=1),
            )
            for place in range(4)
        ),
        price=clinic.services[0].price_words,
    )


def lead(language: Language, caller: DemoCaller) -> Led:
    """The call from the greeting to its end, as both sides say it."""
    clinic, script = load_demo(language), LIBRARY.get("new_patient", language)
    known, walk = facts_of(clinic, caller), start(script)
    steps: list[str] = []
    said: list[tuple[Speaker, str]] = []
    while True:
        step, place = current(script, walk), chosen_slot(walk)
        agreed = known.slots[place] if place is not None else None
        said.append((Speaker.ADMINISTRATOR, render(step, replace(known, slot=agreed)).spoken))
        said.append((Speaker.PATIENT, caller.reply(step.id, steps.count(step.id))))
        steps.append(step.id)
        answer = None if step.id == caller.hangs_up_after else choose(script, walk, caller.answers)
        if answer is None:
            return Led(tuple(steps), tuple(_turns(said)), walk.outcome)
        walk = take(script, walk, answer.id)


def _turns(said: list[tuple[Speaker, str]]) -> Iterator[Turn]:
    for number, (speaker, text) in enumerate(said):
        yield Turn(speaker=speaker, start=5.0 * number, end=5.0 * number + 4.5, text=text)


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_demo_call_comes_to_its_natural_end(language: Language, caller: DemoCaller) -> None:
    led = lead(language, caller)
    assert led.outcome == OUTCOMES.get(caller.id, led.outcome)
    assert len(led.steps) <= 20


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_caller_has_a_reply_of_his_own_to_nearly_every_step(language: Language, caller: DemoCaller) -> None:
    led = lead(language, caller)
    assert [step for step in led.steps if step not in caller.replies] == []


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_picks_and_replies_name_steps_and_answers_of_the_script(language: Language, caller: DemoCaller) -> None:
    script = LIBRARY.get("new_patient", language)
    assert set(caller.replies) - {"default"} <= set(script.steps)
    for step, picks in caller.answers.items():
        assert set(picks) <= {answer.id for answer in script.step(step).answers}


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_nothing_said_aloud_holds_a_figure(language: Language, caller: DemoCaller) -> None:
    assert [turn.text for turn in lead(language, caller).turns if re.search(r"[0-9№%]", turn.text)] == []


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_call_led_by_the_script_meets_the_phone_standard(language: Language, caller: DemoCaller) -> None:
    led, clinic = lead(language, caller), load_demo(language)
    call = CallTranscript(
        id="demo",
        language=language,
        clinic=clinic.name,
        administrator=clinic.operators[0].operator.name,
        turns=led.turns,
    )
    findings = load_rulebook().score(call).findings
    served = ("greeting", "clinic_name", "self_introduction", "offer_help", "offer_appointment", "no_forbidden_phrases")
    failed = {
        name: (findings[name].rule, findings[name].quote) for name in served if findings[name].verdict is Verdict.FAIL
    }
    assert not failed


@pytest.mark.parametrize("language", list(Language))
def test_every_farewell_thanks_or_wishes_and_says_goodbye(language: Language) -> None:
    wishes = {
        Language.RU: ("спасибо|хорошего|всего доброго|здоров|выздор|берегите", "до свидания"),
        Language.UK: ("дякую|гарного|усього доброго|здоров|одуж|бережіть", "до побачення"),
        Language.PL: ("dziękuję|miłego|wszystkiego dobrego|zdrowia|spokojn", "do widzenia|do usłyszenia"),
        Language.EN: ("thank you|lovely|recovery|all the best|take care|wish", "goodbye"),
        Language.ZH: ("谢谢|祝您|感谢", "再见"),
    }
    good, farewell = wishes[language]
    own = [script for script in LIBRARY.scripts if script.language is language]
    exits = [step for script in own for step in script.steps.values() if step.is_exit]
    assert len({step.exit for step in exits}) >= 12
    for step in exits:
        assert re.search(good, step.say.lower()), step.say
        assert re.search(farewell, step.say.lower()), step.say


@pytest.mark.parametrize("language", list(Language))
def test_every_verbal_criterion_of_the_phone_standard_is_served_by_a_step_or_a_sentence(language: Language) -> None:
    own = [script for script in LIBRARY.scripts if script.language is language]
    by_steps = {name for script in own for step in script.steps.values() for name in step.criteria}
    by_phrases = {name for script in own for phrase in script.phrases for name in phrase.criteria}
    assert set(RULES) <= by_steps | by_phrases
