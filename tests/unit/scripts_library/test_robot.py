"""The robot operator of the demo."""

from callcenter.kit.languages import Language
from scripts_library.engine import start, take
from scripts_library.loader import shipped_library
from scripts_library.robot import choose, go_on
from tests.unit.scripts_library.small import small_script

SCRIPT = small_script()


def chosen(picks: dict[str, list[str]]) -> list[str]:
    walk, answers = start(SCRIPT), []
    while answer := choose(SCRIPT, walk, picks):
        answers.append(answer.id)
        walk = take(SCRIPT, walk, answer.id)
    return answers


def test_the_robot_takes_first_answers_until_the_goodbye() -> None:
    assert chosen({}) == ["pain", "first_slot"]


def test_the_robot_changes_its_answer_at_the_second_visit_of_a_step() -> None:
    picks = {"greet": ["other", "pain"], "offer": ["greet_again", "first_slot"]}
    assert chosen(picks) == ["other", "greet_again", "pain", "first_slot"]


def test_a_pick_that_the_step_does_not_offer_is_passed_over() -> None:
    assert chosen({"greet": ["gone"]}) == ["pain", "first_slot"]


def test_the_robot_goes_over_to_another_script_and_counts_a_step_of_the_same_name_once_more() -> None:
    library = shipped_library()
    script = library.get("repeat_visit", Language.EN)
    walk, picks = start(script), {"request": ["move", "other_visit"]}
    while walk.script == "repeat_visit":
        answer = choose(script, walk, picks)
        assert answer is not None
        script, walk = go_on(library, script, walk, answer)
    picked = choose(script, walk, picks)
    assert (script.id, walk.step) == ("reschedule", "request")
    assert picked is not None
    assert picked.id == "other_visit"
