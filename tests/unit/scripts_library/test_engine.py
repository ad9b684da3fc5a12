"""Walking a script answer by answer."""

from dataclasses import replace

import pytest

from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import BadInputError
from scripts_library.engine import (
    WalkError,
    back,
    capture,
    chosen_slot,
    current,
    raise_objection,
    start,
    take,
    take_key,
)
from scripts_library.walk import Walk
from tests.unit.scripts_library.small import small_script

SCRIPT = small_script()


def test_a_call_that_is_booked_ends_with_that_outcome() -> None:
    walk = take(SCRIPT, take_key(SCRIPT, start(SCRIPT), 1), "first_slot")
    assert [move.step for move in walk.trail] == ["greet", "offer"]
    assert (walk.is_over, walk.outcome) == (True, Outcome.BOOKED)
    assert chosen_slot(walk) == 0


def test_an_answer_fills_in_fields_and_going_back_restores_them() -> None:
    asked = take(SCRIPT, start(SCRIPT), "pain")
    booked = take(SCRIPT, asked, "first_slot")
    assert booked.captured == {"need": "visit", "slot": "0"}
    assert back(SCRIPT, booked) == asked
    assert back(SCRIPT, asked) == start(SCRIPT)


def test_going_back_from_the_first_step_stays_there() -> None:
    assert back(SCRIPT, start(SCRIPT)) == start(SCRIPT)


def test_what_was_typed_stays_when_going_back() -> None:
    walk = capture(SCRIPT, take(SCRIPT, start(SCRIPT), "other"), "need", " crown ")
    assert back(SCRIPT, walk).captured == {"need": "crown"}


def test_an_empty_value_takes_a_field_back() -> None:
    walk = capture(SCRIPT, start(SCRIPT), "need", "crown")
    assert capture(SCRIPT, walk, "need", "").captured == {}


def test_an_objection_is_met_and_leads_back_to_the_offer() -> None:
    walk = raise_objection(SCRIPT, start(SCRIPT), "price")
    assert current(SCRIPT, walk).say == "The check is included."
    assert take(SCRIPT, walk, "agreed").step == "offer"
    assert back(SCRIPT, walk) == start(SCRIPT)


@pytest.mark.parametrize(
    ("move", "says"),
    [
        (lambda: take(SCRIPT, start(SCRIPT), "first_slot"), "step 'greet' offers no answer 'first_slot'"),
        (lambda: take_key(SCRIPT, start(SCRIPT), 9), "step 'greet' has no answer on key 9"),
        (lambda: capture(SCRIPT, start(SCRIPT), "colour", "red"), "no field 'colour'"),
        (lambda: raise_objection(SCRIPT, start(SCRIPT), "far"), "knows no objection 'far'"),
        (lambda: take(replace(SCRIPT, version=2), start(SCRIPT), "pain"), "runs script 'small' version 1"),
    ],
)
def test_a_move_that_is_not_offered_says_why(move: object, says: str) -> None:
    assert callable(move)
    with pytest.raises(WalkError, match=says):
        move()


def test_nothing_is_objected_after_the_goodbye() -> None:
    over = take(SCRIPT, take(SCRIPT, start(SCRIPT), "pain"), "first_slot")
    with pytest.raises(WalkError, match="the script has ended"):
        raise_objection(SCRIPT, over, "price")


def test_a_walk_is_the_same_after_a_restart() -> None:
    walk = take(SCRIPT, capture(SCRIPT, take(SCRIPT, start(SCRIPT), "pain"), "need", "зуб"), "first_slot")
    assert Walk.from_json(walk.to_json()) == walk


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"script": 1}', "not json"])
def test_a_damaged_walk_says_what_to_do(text: str) -> None:
    with pytest.raises(BadInputError, match="start the script again"):
        Walk.from_json(text)
