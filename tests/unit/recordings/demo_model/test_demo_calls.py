"""The demo's own calls in words, as the models are measured on them."""

import pytest

from callcenter.clinic.demo.load import load_demo
from callcenter.kit.languages import Language
from ivr.speech.port import Speaker
from recordings.demo_model.demo_calls import DemoCall, demo_calls
from scripts_library.loader import shipped_library


def calls(language: Language) -> list[DemoCall]:
    return list(demo_calls(load_demo(language), shipped_library()))


@pytest.mark.parametrize("language", Language)
def test_every_caller_who_waits_is_answered_in_turns(language: Language) -> None:
    patient = [caller for caller in load_demo(language).callers if caller.patience is None]

    made = calls(language)

    assert [call.id for call in made] == [caller.id for caller in patient]
    for call in made:
        assert {turn.side for turn in call.turns[::2]} == {"administrator"}
        assert {turn.side for turn in call.turns[1::2]} == {"patient"}
        assert all(turn.text for turn in call.turns)


def test_a_womans_words_are_said_by_a_womans_voice() -> None:
    maria = next(call for call in calls(Language.RU) if call.id == "maria")

    assert {turn.speaker for turn in maria.turns if turn.side == "patient"} == {Speaker.PATIENT_FEMALE}
