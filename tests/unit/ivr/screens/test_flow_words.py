"""Everything that can happen in a flow has words in every language."""

from dataclasses import replace

import pytest

from callcenter.kit.languages import Language
from callcenter.web.texts import read_texts
from ivr.answers.names import Meaning
from ivr.flow.actions import ACTIONS, FAILED
from ivr.flow.conditions import CONDITIONS
from ivr.flow.model import Flow
from ivr.flow.outcomes import FlowOutcome
from ivr.screens import words
from ivr.screens.titles import purpose_of, title_of
from tests.support.flows import BOOK


def test_every_name_that_flows_use_has_words() -> None:
    results = {result for action in ACTIONS.values() for result in (*action.results, FAILED)}
    assert set(Meaning) <= set(words.MEANINGS)
    assert set(FlowOutcome) == set(words.OUTCOMES)
    assert set(ACTIONS) == set(words.ACTIONS)
    assert set(CONDITIONS) == set(words.CONDITIONS)
    assert results <= set(words.RESULTS)


@pytest.mark.parametrize("flow", BOOK.flows.values(), ids=lambda flow: flow.id)
def test_every_shipped_flow_has_a_title_and_a_purpose_in_the_readers_language(flow: Flow) -> None:
    texts = read_texts(Language.ZH)
    assert title_of(flow, texts.gettext) != flow.title
    assert purpose_of(flow, texts.gettext)


def test_a_flow_that_the_clinic_has_called_otherwise_keeps_its_title() -> None:
    own = replace(BOOK.flow("front_menu"), title="Наше меню")
    assert title_of(own, read_texts(Language.EN).gettext) == "Наше меню"
    assert purpose_of(own, read_texts(Language.EN).gettext) == ""
