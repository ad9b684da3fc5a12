"""What may be said next is known while somebody still answers."""

from dataclasses import replace

import pytest

from callcenter.kit.languages import Language
from ivr.flow.engine import Tools, begin, step
from ivr.flow.inputs import Heard, Started
from ivr.flow.samples import made_up
from ivr.flow.state import State
from ivr.leading.ahead import likely
from tests.support.flows import BOOK, EVENING, by_name


def tools(flow: str, language: Language) -> Tools:
    return Tools(flow=BOOK.flow(flow), prompts=BOOK.words(language), understand=by_name)


def begun(made_with: Tools, language: Language) -> State:
    state = begin(made_with.flow, language, made_up(language))
    return step(made_with, state, Started()).state


def test_the_visit_is_made_ready_while_the_patient_says_who_it_is() -> None:
    made_with = tools("confirm_visit", Language.EN)
    state = begun(made_with, Language.EN)
    ahead = [one.prompt for one in likely(made_with, state)]
    assert "confirm_visit" in ahead
    following = step(made_with, state, Heard(command=state.awaits, at=EVENING, text="yes"))
    said = [one for command in following.commands for one in getattr(command, "said", ())]
    assert {one.spoken for one in said if not one.fixed} <= {one.spoken for one in likely(made_with, state)}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("flow", sorted(BOOK.flows))
def test_every_question_of_every_flow_can_be_looked_ahead_from(flow: str, language: Language) -> None:
    made_with = tools(flow, language)
    state = begun(made_with, language)
    for node in made_with.flow.nodes:
        ahead = likely(made_with, replace(state, node=node, known=True, outcome=None))
        assert all(not one.fixed for one in ahead)
