"""Whatever is answered, objected, typed or taken back: every walk can be ended, and is the same after a restart."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.domain.outcomes import Outcome
from callcenter.kit.languages import Language
from scripts_library.engine import back, capture, current, raise_objection, start, take
from scripts_library.loader import shipped_library
from scripts_library.model import Script
from scripts_library.samples import bare_facts, full_facts
from scripts_library.shape import way_out
from scripts_library.texts import LAST_RESORT, render
from scripts_library.walk import Walk

LIBRARY = shipped_library()
scripts = st.sampled_from(LIBRARY.scripts)
moves = st.lists(st.tuples(st.sampled_from(["answer", "back", "object", "type"]), st.integers(0, 20)), max_size=40)


def wander(script: Script, plan: list[tuple[str, int]]) -> list[Walk]:
    """The walks after each move of a plan; numbers choose among what is possible."""
    walks = [start(script)]
    for move, number in plan:
        walk = walks[-1]
        step = current(script, walk)
        if move == "back":
            walk = back(script, walk)
        elif move == "type":
            names = list(script.fields)
            walk = capture(script, walk, names[number % len(names)], f"value {number}")
        elif step.is_exit:
            continue
        elif move == "object":
            walk = raise_objection(script, walk, script.objections[number % len(script.objections)].id)
        else:
            walk = take(script, walk, step.answers[number % len(step.answers)].id)
        walks.append(walk)
    return walks


@given(script=scripts, plan=moves)
def test_every_walk_ends_at_an_exit_with_an_outcome(script: Script, plan: list[tuple[str, int]]) -> None:
    walk = wander(script, plan)[-1]
    way = way_out(script, walk.step)
    assert way is not None
    for answer in way:
        assert not walk.is_over
        walk = take(script, walk, answer.id)
    assert walk.is_over
    assert isinstance(walk.outcome, Outcome)


@given(script=scripts, plan=moves)
def test_a_walk_is_unchanged_by_storing_it(script: Script, plan: list[tuple[str, int]]) -> None:
    for walk in wander(script, plan):
        assert Walk.from_json(walk.to_json()) == walk


@given(script=scripts, plan=moves)
def test_going_back_all_the_way_leads_to_the_first_step(script: Script, plan: list[tuple[str, int]]) -> None:
    walk = wander(script, plan)[-1]
    for _ in range(len(walk.trail)):
        walk = back(script, walk)
    assert walk.step == script.start
    assert walk.trail == ()
    assert walk.outcome is None


@given(script=scripts, plan=moves)
def test_going_back_undoes_a_move_exactly(script: Script, plan: list[tuple[str, int]]) -> None:
    walks = wander(script, [move for move in plan if move[0] != "back"])
    for before, after in pairwise(walks):
        if len(after.trail) > len(before.trail):
            assert back(script, after) == before


@settings(max_examples=30)
@given(language=st.sampled_from(list(Language)), known=st.booleans())
def test_every_step_has_something_to_say(language: Language, known: bool) -> None:
    told = full_facts(language) if known else bare_facts(language)
    for step in LIBRARY.get("new_patient", language).steps.values():
        text = render(step, told)
        assert text.screen
        assert text.spoken
        assert text.screen != LAST_RESORT[language]
        assert "None" not in text.screen
