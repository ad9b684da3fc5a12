"""A call that goes on in another script, and comes back."""

from dataclasses import replace

import pytest

from scripts_library.engine import WalkError, back, back_over, capture, enter, raise_objection, start, take
from scripts_library.loader import parse_script
from scripts_library.walk import Walk
from tests.support.three_scripts import MOVE, NEW

FIRST, OTHER = parse_script(NEW), parse_script(MOVE)


def test_call_enters_where_it_is_not_greeted_again() -> None:
    walk = enter(OTHER, start(FIRST))
    assert (walk.script, walk.step, walk.trail) == ("reschedule", "which", ())
    assert [(one.script, one.version, one.step) for one in walk.earlier] == [("new_patient", 3, "greet")]


def test_answer_that_leads_over_is_undone_by_going_back() -> None:
    begun = start(FIRST)
    over = enter(OTHER, take(FIRST, begun, "has_visit"))
    assert over.captured == {"need": "move"}
    assert back_over(FIRST, over) == begun


def test_script_chosen_by_hand_leads_back_to_the_step_that_it_left() -> None:
    walk = raise_objection(FIRST, take(FIRST, start(FIRST), "ready"), "expensive")
    again = back_over(FIRST, enter(OTHER, walk))
    assert again == walk
    assert take(FIRST, again, "agreed").step == "name"


def test_what_the_other_script_does_not_ask_for_is_there_again_after_going_back() -> None:
    walk = capture(FIRST, capture(FIRST, start(FIRST), "first_name", "Кирилл"), "need", "боль")
    over = enter(OTHER, walk)
    assert over.captured == {"need": "боль"}
    assert back_over(FIRST, capture(OTHER, over, "need", "перенос")).captured == {
        "first_name": "Кирилл",
        "need": "перенос",
    }


def test_nothing_leads_back_to_another_version_or_from_a_later_step() -> None:
    over = enter(OTHER, start(FIRST))
    with pytest.raises(WalkError, match="not there any more"):
        back_over(replace(FIRST, version=4), over)
    with pytest.raises(WalkError, match="not there any more"):
        back_over(FIRST, take(OTHER, over, "move"))
    assert back(OTHER, over) == over


def test_walk_through_several_scripts_is_the_same_after_a_restart() -> None:
    walk = raise_objection(FIRST, capture(FIRST, start(FIRST), "first_name", "Кирилл"), "expensive")
    over = enter(FIRST, take(OTHER, enter(OTHER, walk), "move"))
    assert Walk.from_json(over.to_json()) == over
