"""Which wording a call is shown: always the same one, half of the calls each, and what holds after a trial."""

from dataclasses import replace
from datetime import timedelta

from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.languages import Language
from scripts_library.loader import parse_script
from scripts_library.wordings.chart import chart_of
from scripts_library.wordings.trial import Trial, script_for, wording_of
from tests.support.clinic import NOW
from tests.support.desk import SCRIPT

TALK = parse_script(SCRIPT)
OWN = TALK.step("greet").say
TRIAL = Trial(
    id=7,
    script="new_patient",
    language=Language.RU,
    step="greet",
    say_a=OWN,
    say_b="Добрый день!",
    begun_at=NOW,
    begun_by=OperatorId("marta"),
)
LATER = NOW + timedelta(hours=1)
CALLS = [CallId(f"call-{number}") for number in range(2_000)]


def shown(trial: Trial, call: CallId, hours: float = 1) -> str:
    script = script_for([trial], call, NOW + timedelta(hours=hours), TALK)
    return script.step("greet").say


def test_half_of_the_calls_are_shown_b_and_each_call_always_the_same() -> None:
    lots = [TRIAL.lot(call) for call in CALLS]
    assert 900 < lots.count("B") < 1_100
    assert lots == [TRIAL.lot(call) for call in CALLS]
    other = replace(TRIAL, id=8)
    both = sum(TRIAL.lot(call) == other.lot(call) for call in CALLS)
    assert 900 < both < 1_100  # the lots of two trials have nothing to do with each other


def test_a_call_keeps_its_wording_when_the_trial_stops_meanwhile() -> None:
    with_b = next(call for call in CALLS if TRIAL.lot(call) == "B")
    stopped = replace(TRIAL, stopped_at=LATER + timedelta(minutes=1), closed_at=LATER + timedelta(minutes=1))
    assert shown(TRIAL, with_b) == shown(stopped, with_b) == "Добрый день!"
    assert shown(stopped, with_b, hours=2) == OWN
    found = wording_of([stopped], with_b, LATER, TALK, "greet")
    assert found is not None
    assert found.id == "7B"


def test_the_winner_is_shown_to_all_until_it_is_put_away_and_is_not_counted() -> None:
    with_a = next(call for call in CALLS if TRIAL.lot(call) == "A")
    decided = replace(TRIAL, stopped_at=LATER, winner="B", reason="decided")
    assert shown(decided, with_a, hours=2) == "Добрый день!"
    found = wording_of([decided], with_a, NOW + timedelta(hours=2), TALK, "greet")
    assert found is not None
    assert found.id == "7won"
    assert shown(replace(decided, closed_at=LATER), with_a, hours=2) == OWN


def test_calls_before_the_trial_and_a_script_that_says_something_else_by_now_are_left_alone() -> None:
    assert all(shown(TRIAL, call, hours=-1) == OWN for call in CALLS[:20])
    changed = replace(TRIAL, say_a="something of before")
    assert all(shown(changed, call) == OWN for call in CALLS[:20])
    assert script_for([changed], CALLS[0], LATER, TALK) is TALK


def test_the_picture_needs_some_calls_of_both() -> None:
    assert chart_of([]) is None
    history = [(NOW, "AB"[number % 2], number % 3 == 0) for number in range(100)]
    found = chart_of(history)
    assert found is not None
    assert found.calls == 100
    assert len(found.line.split()) > 50
