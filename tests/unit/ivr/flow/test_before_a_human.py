"""What machines and strangers hear, whatever a flow says."""

from dataclasses import replace

from callcenter.kit.languages import Language
from ivr.flow import commands
from ivr.flow.engine import Tools, begin, step
from ivr.flow.inputs import AnsweredBy, Detected, Started
from ivr.flow.model import Say
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.samples import made_up
from tests.support.flows import BOOK, Talk, by_name


def test_machine_gets_the_clinics_name_and_number_only() -> None:
    talk = Talk("unfinished_treatment").start(AnsweredBy.MACHINE)
    [safe] = talk.said
    assert safe.text == "This is Camomile clinic. Our number is 0113 496 0000. Goodbye."
    assert talk.state.outcome is FlowOutcome.MACHINE


def test_unsure_detector_gives_the_name_and_number_until_somebody_answers() -> None:
    talk = Talk("unfinished_treatment").start(AnsweredBy.UNSURE)
    assert talk.prompts == ["hello_unsure"]
    assert "Anna" not in talk.said[0].text
    assert talk.hear("yes").prompts == ["hello_unsure", "hello"]


def test_machine_found_out_late_ends_the_call_with_the_safe_text() -> None:
    talk = Talk("confirm_visit").start()
    talk.give(Detected(answered_by=AnsweredBy.MACHINE))
    assert talk.prompts == ["hello", "safe"]
    assert talk.state.outcome is FlowOutcome.MACHINE


def test_late_detector_does_not_hang_up_on_a_patient_who_has_answered() -> None:
    talk = Talk("confirm_visit").start().hear("yes")
    talk.give(Detected(answered_by=AnsweredBy.MACHINE))
    assert not talk.state.is_over


def _of_the_clinics_own(talk: Talk) -> Talk:
    """A flow that would ask whoever may be a machine for the patient; lint tells it, and the engine does not do it."""
    flow = talk.tools.flow
    more = Say(id="machine", prompts=("safe", "hello_again"), then="end_machine")
    talk.tools = replace(talk.tools, flow=replace(flow, nodes={**flow.nodes, "machine": more}))
    return talk


def test_machine_never_hears_the_patients_name_whatever_a_flow_says() -> None:
    for talk in (
        _of_the_clinics_own(Talk("confirm_visit")).start(AnsweredBy.MACHINE),
        _of_the_clinics_own(Talk("confirm_visit")).start(AnsweredBy.UNSURE).hear("", ""),
        _of_the_clinics_own(Talk("confirm_visit")).start().hear("machine"),
    ):
        assert not any("Anna" in one.spoken for one in talk.said if one.prompt != "hello")
        assert talk.prompts[-1] == "safe"
        assert talk.state.outcome is FlowOutcome.MACHINE


def test_whoever_answers_as_a_human_does_is_asked_for_the_patient() -> None:
    talk = Talk("confirm_visit").start(AnsweredBy.UNSURE).hear("yes")
    assert talk.prompts == ["hello_unsure", "hello"]
    talk = Talk("confirm_visit").start(AnsweredBy.UNSURE)
    talk.give(Detected(answered_by=AnsweredBy.HUMAN))
    assert talk.state.answered_by is AnsweredBy.HUMAN


def test_private_words_are_kept_back_even_where_a_flow_of_the_clinics_own_would_say_them() -> None:
    flow = replace(BOOK.flow("confirm_visit"), start="purpose")
    tools = Tools(flow=flow, prompts=BOOK.words(Language.EN), understand=by_name)
    made = step(tools, begin(flow, Language.EN, made_up(Language.EN)), Started())
    assert [said.prompt for one in made.commands if isinstance(one, commands.Play) for said in one.said] == ["safe"]
    assert made.state.outcome is FlowOutcome.NO_CONTACT
