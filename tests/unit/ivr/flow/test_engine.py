"""Calls as the clinic's voice leads them."""

from dataclasses import replace

import pytest

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from ivr.flow import commands
from ivr.flow.engine import FlowError, Tools, begin, resume, step
from ivr.flow.inputs import Heard, HungUp, Recorded, Result, Silence, Started
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.samples import made_up
from ivr.flow.state import State
from ivr.flow.walking import MOST_TURNS
from tests.support.flows import EVENING, Talk, by_name


def test_first_sentence_says_who_calls_and_why_and_asks_for_the_patient() -> None:
    talk = Talk("confirm_visit").start()
    [hello] = talk.said
    assert hello.text == (
        "Hello, this is the automated assistant of Camomile clinic, calling about an appointment. "
        "Am I speaking with Anna?"
    )
    assert not hello.private


def test_patient_confirms_by_voice() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "keep")
    assert talk.done == ["confirm_visit"]
    assert talk.state.outcome is FlowOutcome.CONFIRMED
    assert "Tuesday 24 November" in talk.said[-1].text
    assert "half past eleven in the morning" in talk.said[-1].spoken


def test_patient_confirms_by_keys_alone() -> None:
    assert Talk("confirm_visit").start().hear("1", "1").state.outcome is FlowOutcome.CONFIRMED


def test_visit_is_moved_to_a_live_place_in_the_same_call() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "move", "when afternoon", "no", "yes")
    assert talk.done == ["offer_slots", "move_visit"]
    [moved] = [one for one in talk.commands if isinstance(one, commands.Perform) and one.action == "move_visit"]
    assert moved.offer is not None
    assert moved.offer.id == "free-1"
    assert talk.state.outcome is FlowOutcome.RESCHEDULED


def test_wish_said_with_the_move_is_not_asked_for_again() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "move afternoon")
    [asked] = [one for one in talk.commands if isinstance(one, commands.Perform)]
    assert asked.values == {"part": "afternoon"}
    assert "when_suits" not in talk.prompts


def test_place_taken_in_the_meantime_leads_to_the_next_one() -> None:
    talk = Talk("confirm_visit", results={"move_visit": "taken"}).start().hear("yes", "move afternoon", "yes")
    assert talk.prompts[-2:] == ["was_taken", "offer"]


def test_cancelling_is_asked_twice_and_its_reason_once() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "cancel")
    assert talk.done == []
    talk.hear("yes", "comment")
    assert talk.done == ["cancel_visit", "record_comment"]
    assert talk.state.outcome is FlowOutcome.CANCELLED


def test_cancelled_visit_stays_cancelled_when_the_reason_is_not_told() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "cancel", "yes")
    talk.give(HungUp())
    assert talk.state.outcome is FlowOutcome.CANCELLED


def test_several_visits_are_told_in_one_call_and_answered_apart() -> None:
    talk = Talk("confirm_visit", facts=made_up(Language.EN, visits=2)).start().hear("yes", "split keep cancel")
    assert talk.said[-1].text == (
        "Let me check: on Tuesday 24 November at 11:30 am, you are coming; at 12:30 pm, for Tom, to be cancelled. "
        "Is that right?"
    )
    assert talk.done == []
    talk.hear("yes")
    [each] = [one for one in talk.commands if isinstance(one, commands.Perform)]
    assert each.values == {"by_visit": ["keep", "cancel"]}
    assert talk.state.outcome is FlowOutcome.ANSWERED_APART


def test_no_to_what_was_understood_of_each_visit_promises_no_new_time() -> None:
    talk = Talk("confirm_visit", facts=made_up(Language.EN, visits=2)).start().hear("yes", "split keep cancel", "no")
    assert talk.prompts[-2:] == ["person_will_help", "connecting"]
    assert talk.done == []


def test_several_visits_are_named_before_a_caller_cancels_them() -> None:
    talk = Talk("cancel_visit", facts=made_up(Language.EN, visits=2)).start().hear("yes")
    assert talk.prompts[-1] == "confirm_visits"


def test_undecided_patient_is_not_told_that_there_are_no_other_places() -> None:
    talk = Talk("checkup_invitation").start().hear("yes", "yes", "when", "unsure")
    assert talk.prompts[-1] == "think_it_over"
    assert talk.state.outcome is FlowOutcome.THINKING


def test_visit_that_the_clinic_cannot_keep_is_never_said_to_stay() -> None:
    talk = Talk("reschedule").start().hear("yes", "yes", "when", "no", "no", "no")
    assert talk.prompts[-2:] == ["none_suits", "must_move_refused"]
    assert talk.done[-1] == "request_callback"
    assert talk.state.outcome is FlowOutcome.CALLBACK


def test_third_person_hears_nothing_private_and_is_asked_for_a_call_back() -> None:
    talk = Talk("confirm_visit").start().hear("third_person")
    assert talk.state.outcome is FlowOutcome.THIRD_PERSON
    assert not any(said.private for said in talk.said)
    assert "oh one one three" in talk.said[-1].spoken


def test_patient_who_is_fetched_is_asked_again_before_anything_private() -> None:
    talk = Talk("confirm_visit").start().hear("no", "yes", "yes")
    assert talk.prompts == ["hello", "fetch", "hold_on", "confirm_visit"]


def test_doubtful_answer_is_asked_again_in_other_words_then_by_keys_then_by_a_person() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "keep?", "blah", "blah")
    assert talk.prompts[1:] == [
        "confirm_visit", "confirm_visit_again", "confirm_visit_keys", "connecting"
    ]  # fmt: skip
    assert talk.state.outcome is FlowOutcome.CONNECTED


def test_nobody_speaking_ends_in_peace() -> None:
    talk = Talk("confirm_visit").start().hear("", "", "")
    assert talk.prompts == ["hello", "hello_again", "hello_keys", "safe"]
    assert talk.state.outcome is FlowOutcome.NO_CONTACT


def test_question_is_repeated_and_returned_to_after_who_are_you() -> None:
    talk = Talk("confirm_visit").start().hear("who", "repeat", "yes")
    assert talk.prompts == ["hello", "who_calls", "hello_again", "hello", "confirm_visit"]


def test_question_is_not_repeated_for_ever() -> None:
    talk = Talk("confirm_visit").start().hear("yes", *["repeat"] * (MOST_TURNS - 1))
    assert not talk.state.is_over
    assert talk.hear("repeat").state.outcome is FlowOutcome.CONNECTED


def test_answer_to_an_older_question_changes_nothing() -> None:
    talk = Talk("confirm_visit").start()
    first = talk.state.awaits
    talk.hear("yes")
    before = talk.state
    made = talk.give(Heard(command=first, at=EVENING, text="cancel"))
    assert (made.state, made.commands) == (before, ())


def test_same_result_twice_is_taken_once() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "keep")
    before = talk.state
    number = next(one.number for one in talk.commands if isinstance(one, commands.Perform))
    assert talk.give(Result(command=number, value="gone")).state == before


def test_twenty_keys_mean_nothing_and_one_key_pressed_twice_means_it_once() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "13213213213213213213")
    assert talk.prompts[-1] == "confirm_visit_again"
    assert talk.hear("11").state.outcome is FlowOutcome.CONFIRMED


def test_key_after_the_end_changes_nothing() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "keep")
    before = talk.state
    for number in range(before.command + 2):
        assert talk.give(Heard(command=number, at=EVENING, keys="3")).state == before


def test_result_that_comes_after_the_patient_has_put_down_still_counts() -> None:
    talk = Talk("confirm_visit").start()
    talk.hear("yes")
    number = talk.give(Heard(command=talk.state.awaits, at=EVENING, keys="1")).state.awaits
    assert talk.give(HungUp()).state.outcome is FlowOutcome.HUNG_UP
    assert talk.give(Result(command=number, value="done")).state.outcome is FlowOutcome.CONFIRMED


def test_message_is_kept_though_the_caller_puts_down_before_it_is_stored() -> None:
    talk = Talk("voicemail")
    number = talk.give(Started()).state.awaits
    assert talk.give(HungUp()).state.outcome is FlowOutcome.HUNG_UP
    [keep] = talk.give(Recorded(command=number, recording="message-1", seconds=9.0)).commands
    assert isinstance(keep, commands.Perform)
    assert keep.values == {"recording": "message-1", "seconds": 9.0}
    assert talk.give(Result(command=keep.number, value="done")).state.outcome is FlowOutcome.MESSAGE


def test_silence_on_the_recorder_is_no_message() -> None:
    talk = Talk("voicemail")
    number = talk.give(Started()).state.awaits
    made = talk.give(Recorded(command=number, recording="message-1", seconds=0.0))
    assert made.state.outcome is FlowOutcome.NO_CONTACT


def test_low_rate_becomes_a_complaint_that_a_person_follows_up() -> None:
    talk = Talk("satisfaction").start().hear("yes", "rate 2", "comment")
    assert talk.done == ["record_score", "record_comment", "request_callback"]
    assert talk.state.outcome is FlowOutcome.COMPLAINT
    assert Talk("satisfaction").start().hear("1", "5", "no").state.outcome is FlowOutcome.RATED


def test_place_of_the_waiting_list_is_taken_by_one_key() -> None:
    talk = Talk("waitlist_offer").start().hear("yes", "1")
    assert talk.done == ["take_place"]
    assert talk.state.outcome is FlowOutcome.BOOKED


def test_caller_hears_the_visit_only_after_saying_who_calls() -> None:
    talk = Talk("front_menu").start().hear("my_visit")
    assert talk.prompts[-1] == "identity"
    assert talk.hear("yes").prompts[-1] == "confirm_visit"


def test_unknown_caller_who_asks_for_a_visit_is_put_through() -> None:
    unknown = replace(made_up(Language.EN), listener=None)
    assert Talk("front_menu", facts=unknown).start().hear("2").state.outcome is FlowOutcome.CONNECTED


def test_closed_clinic_offers_a_call_back_and_takes_a_message() -> None:
    closed = replace(made_up(Language.EN), is_open=False)
    assert Talk("front_menu", facts=closed).start().hear("yes").state.outcome is FlowOutcome.CALLBACK
    assert Talk("after_hours", facts=closed).start().hear("no").state.outcome is FlowOutcome.MESSAGE


def test_what_was_settled_counts_where_the_end_settles_nothing() -> None:
    assert Talk("front_menu").start().hear("address", "no").state.outcome is FlowOutcome.INFORMATION
    assert Talk("front_menu").start().hear("later").state.outcome is FlowOutcome.NO_CONTACT


def test_words_that_mean_nothing_else_are_a_remark_where_a_reason_is_asked_for() -> None:
    talk = Talk("confirm_visit").start().hear("yes", "cancel", "yes", "influenza")
    assert talk.state.said["comment"] == "influenza"


def test_call_goes_on_after_a_restart_with_the_question_it_waited_in() -> None:
    talk = Talk("confirm_visit").start().hear("yes")
    old = talk.state.awaits
    again = resume(talk.tools, State.from_json(talk.state.to_json()))
    assert [type(one) for one in again.commands] == [commands.Play, commands.Listen]
    assert again.state.awaits > old
    assert resume(talk.tools, begin(talk.tools.flow, Language.EN, made_up(Language.EN))).commands == ()


def test_second_start_changes_nothing() -> None:
    talk = Talk("confirm_visit").start()
    assert talk.give(Started()).commands == ()


def test_call_keeps_the_flow_that_it_began_with() -> None:
    talk = Talk("confirm_visit").start()
    edited = Tools(flow=replace(talk.tools.flow, version=2), prompts=talk.tools.prompts, understand=by_name)
    with pytest.raises(FlowError, match="version 2"):
        step(edited, talk.state, Silence(command=1))


def test_stored_state_that_is_broken_is_refused_with_advice() -> None:
    with pytest.raises(BadInputError, match="put the caller through"):
        State.from_json('{"flow": "confirm_visit"}')


def test_somebody_who_cannot_decide_between_two_marks_is_asked_once_more() -> None:
    talk = Talk("satisfaction").start().hear("yes", "unsure")
    assert talk.prompts[-1] == "rate_again"
    assert not talk.state.is_over
