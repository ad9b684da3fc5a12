"""What the clinic's voice promises: only what was done; and what it asks before a word ends all calls."""

import pytest

from callcenter.domain.calls import Direction
from ivr.flow.outcomes import FlowOutcome
from tests.support.flows import BOOK, Talk


def test_call_back_that_could_not_be_noted_is_not_promised() -> None:
    talk = Talk("callback_request", results={"request_callback": "failed"}).start().hear("yes", "when")
    assert talk.prompts[-1] == "not_noted"
    assert talk.state.outcome is FlowOutcome.FAILED


def test_wrong_number_and_stop_are_stored_before_they_are_acknowledged() -> None:
    for meaning, action, outcome in (
        ("stop", "stop_calling", FlowOutcome.STOPPED),
        ("wrong_number", "note_wrong_number", FlowOutcome.WRONG_NUMBER),
    ):
        talk = Talk("checkup_invitation").start().hear(meaning)
        assert talk.done == [action]
        assert talk.state.outcome is outcome


@pytest.mark.parametrize("flow", ["checkup_invitation", "front_menu"])
def test_stop_in_doubt_is_asked_once_more_before_all_calls_end(flow: str) -> None:
    talk = Talk(flow).start().hear("stop?")
    assert talk.prompts[-1] == "sure_to_stop"
    assert talk.done == []
    assert talk.hear("yes").done == ["stop_calling"]
    assert talk.state.outcome is FlowOutcome.STOPPED


def test_stop_that_was_not_meant_leads_back_to_the_question() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "stop?", "no", "keep")
    assert talk.prompts[-3:] == ["sure_to_stop", "confirm_visit_again", "confirmed"]
    assert talk.done == ["confirm_visit"]


def test_stop_said_twice_in_doubt_is_meant() -> None:
    for flow in ("checkup_invitation", "stop_calling"):
        talk = Talk(flow).start().hear("stop?")
        assert (talk if talk.state.is_over else talk.hear("stop?")).done == ["stop_calling"]


def test_emergency_counts_even_where_the_parser_is_not_sure() -> None:
    assert "emergency" in Talk("checkup_invitation").start().hear("emergency?").prompts


def test_busy_reception_means_an_offer_to_be_called_back() -> None:
    talk = Talk("confirm_visit", is_anybody_there=False).start().hear("person", "yes")
    assert talk.done == ["request_callback"]
    assert talk.state.outcome is FlowOutcome.CALLBACK


@pytest.mark.parametrize(
    ("flow", "answers", "action", "prompt", "outcome"),
    [
        ("confirm_visit", "stop", "stop_calling", "not_noted", FlowOutcome.STOPPED),
        ("confirm_visit", "wrong_number", "note_wrong_number", "trouble_sorry", FlowOutcome.WRONG_NUMBER),
        ("confirm_visit", "later when", "request_callback", "not_noted", FlowOutcome.FAILED),
        ("satisfaction", "yes 1 comment", "request_callback", "not_noted", FlowOutcome.COMPLAINT),
    ],
)
def test_what_could_not_be_done_is_not_promised(
    flow: str, answers: str, action: str, prompt: str, outcome: FlowOutcome
) -> None:
    talk = Talk(flow, results={action: "failed"}).start().hear(*answers.split())
    assert talk.done[-1] == action
    assert talk.prompts[-1] == prompt
    assert talk.state.outcome is outcome


def test_caller_whose_wish_for_no_more_calls_cannot_be_stored_gets_a_person() -> None:
    talk = Talk("front_menu", results={"stop_calling": "failed"}).start().hear("stop", "yes")
    assert talk.prompts[-2:] == ["sorry", "connecting"]


@pytest.mark.parametrize("flow", sorted(one.id for one in BOOK.flows.values() if one.direction is Direction.INBOUND))
def test_a_caller_is_asked_before_a_wish_for_no_more_calls_is_stored_however_sure_it_is(flow: str) -> None:
    talk = Talk(flow).start()
    if not talk.state.is_over:  # a mailbox asks nothing
        talk.hear("stop")
        assert talk.prompts[-1] == "sure_to_stop" or flow == "stop_calling"
        assert ("stop_calling" in talk.done) is (flow == "stop_calling")  # there it was asked before


def test_caller_whom_nobody_takes_hears_the_place_in_the_queue_and_may_be_called_back() -> None:
    talk = Talk("front_menu", is_anybody_there=False).start().hear("book")
    assert talk.prompts[-2:] == ["queue_position", "busy"]
    assert talk.hear("yes").state.outcome is FlowOutcome.CALLBACK
    unknown = Talk("front_menu", is_anybody_there=False, results={"queue_position": "unknown"}).start().hear("book")
    assert unknown.prompts[-1] == "offer_callback"
