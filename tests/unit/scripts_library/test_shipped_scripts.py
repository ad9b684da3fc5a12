"""The shipped scripts as they are heard: every demo call is led to its end and meets the phone standard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest

from callcenter.clinic.demo.cast import DemoCaller
from callcenter.clinic.demo.load import load_demo
from callcenter.domain.outcomes import Outcome
from callcenter.kit.languages import Language
from recordings.demo_model.demo_calls import demo_facts, led_call
from recordings.scoring.card import Verdict
from recordings.scoring.engine import RULES
from recordings.scoring.loader import load_rulebook
from recordings.transcript import CallTranscript, Speaker, Turn
from scripts_library.loader import shipped_library

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
    "moves": Outcome.RESCHEDULED,
    "keeps": Outcome.CONFIRMED,
}
SCRIPTS = {
    "maria": ("repeat_visit",),
    "family": ("new_patient",),
    "hidden": ("new_patient",),
    "moves": ("repeat_visit", "reschedule"),
    "keeps": ("repeat_visit", "cancel"),
}
"""The way of a caller whom the number tells, and of one whom it does not."""


@dataclass(frozen=True, slots=True)
class Led:
    """A demo call led by the robot with the scripts."""

    scripts: tuple[str, ...]
    """Those that the call walked, in order."""
    steps: tuple[str, ...]
    turns: tuple[Turn, ...]
    outcome: Outcome | None


@cache
def lead(language: Language, caller_id: str) -> Led:
    """The call from the greeting to its end, as both sides say it."""
    clinic = load_demo(language)
    caller = next(one for one in clinic.callers if one.id == caller_id)
    facts = demo_facts(clinic, caller, clinic.operators[0], datetime(2026, 11, 23, tzinfo=UTC))
    steps = list(led_call(LIBRARY, facts, caller))
    said = [pair for one in steps for pair in ((Speaker.ADMINISTRATOR, one.said), (Speaker.PATIENT, one.reply))]
    return Led(
        scripts=tuple(dict.fromkeys(one.script.id for one in steps)),
        steps=tuple(one.walk.step for one in steps),
        turns=tuple(_turns(said)),
        outcome=steps[-1].walk.outcome,
    )


def _turns(said: list[tuple[Speaker, str]]) -> Iterator[Turn]:
    for number, (speaker, text) in enumerate(said):
        yield Turn(speaker=speaker, start=5.0 * number, end=5.0 * number + 4.5, text=text)


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_demo_call_comes_to_its_natural_end(language: Language, caller: DemoCaller) -> None:
    led = lead(language, caller.id)
    assert led.outcome == OUTCOMES.get(caller.id, led.outcome)
    assert led.scripts == SCRIPTS.get(caller.id, led.scripts)
    assert len(led.steps) <= 20


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_caller_has_a_reply_of_his_own_to_nearly_every_step(language: Language, caller: DemoCaller) -> None:
    led = lead(language, caller.id)
    assert [step for step in led.steps if step not in caller.replies] == []


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_picks_and_replies_name_steps_and_answers_of_the_script(language: Language, caller: DemoCaller) -> None:
    scripts = LIBRARY.incoming(language)
    known = {step.id: set[str]() for script in scripts for step in script.steps.values()}
    for step in (step for script in scripts for step in script.steps.values()):
        known[step.id] |= {answer.id for answer in step.answers}
    assert set(caller.replies) - {"default"} <= set(known)
    for name, picks in caller.answers.items():
        assert set(picks) <= known[name]


@pytest.mark.parametrize("language", list(Language))
def test_patients_ring_off_at_steps_that_end_every_script(language: Language) -> None:
    steps = [step for script in LIBRARY.incoming(language) for step in script.steps.values()]
    assert {step.id for step in steps if step.is_exit} & {step.id for step in steps if not step.is_exit} == set()


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_nothing_said_aloud_holds_a_figure(language: Language, caller: DemoCaller) -> None:
    assert [turn.text for turn in lead(language, caller.id).turns if re.search(r"[0-9№%]", turn.text)] == []


@pytest.mark.parametrize(("language", "caller"), CALLS)
def test_a_call_led_by_the_script_meets_the_phone_standard(language: Language, caller: DemoCaller) -> None:
    led, clinic = lead(language, caller.id), load_demo(language)
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
