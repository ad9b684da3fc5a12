"""What every exchange on which robots lead calls does, whatever it is made of."""

import dataclasses
from pathlib import Path

import pytest

from callcenter.app.robot_calls import exchange_queues
from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import Answered, Arrived, Connected, Disconnected, Ended, Offered, Queued, Recorded
from callcenter.telephony.voice_port import (
    Destination,
    Dial,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    NotRungError,
    Played,
    PutThrough,
    Taken,
)
from ivr.flow.loader import load_book
from ivr.flow.model import Connect, Whom
from tests.contract.telephony.reading import story, told, wait_for
from tests.contract.telephony.voice_driver import ENTRANCE, Telephone, VoicePbxUnderTest

NUMBER = "+79161234567"
QUEUES_OF_FLOWS = sorted(
    {
        node.to
        for flow in load_book().flows.values()
        for node in flow.nodes.values()
        if isinstance(node, Connect) and node.whom is Whom.QUEUE
    }
)


def robots_call(pbx: VoicePbxUnderTest) -> ProviderCallId:
    pbx.patient_calls_the_robot(NUMBER)
    return wait_for(pbx, Taken).call


def dialled(pbx: VoicePbxUnderTest, telephone: Telephone, tag: str = "attempt-1", ring_s: float = 5) -> ProviderCallId:
    pbx.exchange.dial(Dial(tag=tag, number=pbx.number_of(telephone), entrance="confirm_visit", ring_s=ring_s))
    return wait_for(pbx, Arrived).call


def test_a_robot_takes_a_call_that_comes_to_its_number_and_is_told_what_to_begin_with(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    taken = wait_for(voice, Taken)
    assert (taken.entrance, taken.tag) == (ENTRANCE, "")
    assert story(voice.news, call).call.state is CallState.IN_MENU


def test_a_prompt_is_played_to_its_end_and_told_once(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("welcome", 0.5), voice.prompt("menu", 0.5)])
    played = wait_for(voice, Played)
    assert (played.command, played.is_whole, played.missing) == (1, True, ())
    assert 0.9 < (played.at - wait_for(voice, Taken).at).total_seconds() < 4


def test_a_prompt_falls_silent_when_it_is_stopped(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("long", 20)])
    voice.exchange.stop_playing(call)
    played = wait_for(voice, Played)
    assert (played.command, played.is_whole) == (1, False)


def test_a_new_prompt_takes_the_place_of_the_one_that_is_played(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("long", 20)])
    voice.exchange.play(call, 2, [voice.prompt("short", 0.3)])
    voice.wait_for(lambda news: len(told(news, Played)) == 2, "both prompts")
    assert [(one.command, one.is_whole) for one in told(voice.news, Played)] == [(1, False), (2, True)]


def test_a_prompt_whose_file_is_gone_is_told_as_missing_and_the_rest_is_said(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    gone = dataclasses.replace(voice.prompt("gone", 0.3), sound=Path("/nowhere/gone.wav"))
    voice.exchange.play(call, 1, [gone, voice.prompt("there", 0.3)])
    played = wait_for(voice, Played)
    assert (played.command, played.missing) == (1, ("gone",))


def test_keys_are_told_one_by_one_while_a_prompt_plays_and_after_it(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("question", 1)])
    voice.patient_presses(call, "1*")
    voice.wait_for(lambda news: len(told(news, KeyPressed)) == 2, "two keys")
    wait_for(voice, Played)
    voice.patient_presses(call, "#")
    voice.wait_for(lambda news: len(told(news, KeyPressed)) == 3, "a third key")
    assert "".join(one.key for one in told(voice.news, KeyPressed)) == "1*#"


def test_a_message_is_recorded(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.record_message(call, 1, longest_s=6, pause_s=1)
    voice.patient_talks(call)
    kept = wait_for(voice, MessageRecorded)
    assert kept.command == 1
    assert kept.seconds > 0.5
    assert Path(kept.file).stat().st_size > 8000


def test_a_call_is_put_through_to_the_queue_and_answered_by_an_operator(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.put_through(call, 1, Destination.QUEUE, "")
    wait_for(voice, Queued)
    wait_for(voice, Offered)
    voice.operator_picks_up()
    wait_for(voice, Answered)
    assert wait_for(voice, PutThrough).command == 1
    assert story(voice.news, call).call.is_talking


def test_a_call_that_nobody_takes_comes_back_to_the_robot(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.put_through(call, 1, Destination.QUEUE, "")
    assert wait_for(voice, NotPutThrough).command == 1
    voice.exchange.play(call, 2, [voice.prompt("sorry", 0.3)])
    assert wait_for(voice, Played).command == 2


@pytest.mark.parametrize("whom", [Destination.QUEUE, Destination.EXTENSION])
def test_a_queue_or_telephone_that_the_exchange_does_not_have_gives_the_call_back(
    voice: VoicePbxUnderTest, whom: Destination
) -> None:
    call = robots_call(voice)
    voice.exchange.put_through(call, 1, whom, "not-there")
    assert wait_for(voice, NotPutThrough).command == 1
    assert not told(voice.news, Queued)
    voice.exchange.play(call, 2, [voice.prompt("sorry", 0.3)])
    assert wait_for(voice, Played).command == 2


@pytest.mark.parametrize("name", QUEUES_OF_FLOWS)
def test_a_queue_that_flows_name_is_one_of_the_exchange(voice: VoicePbxUnderTest, name: str) -> None:
    call = robots_call(voice)
    voice.exchange.put_through(call, 1, Destination.QUEUE, exchange_queues("")[name])
    wait_for(voice, Queued)
    voice.exchange.put_through(call, 1, Destination.QUEUE, exchange_queues("")[name])  # again is no error
    wait_for(voice, Offered)
    voice.operator_picks_up()
    assert wait_for(voice, PutThrough).command == 1


def test_the_robot_ends_the_call_and_it_counts_as_served(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("goodbye", 0.3)])
    wait_for(voice, Played)
    voice.exchange.hang_up(call)
    assert wait_for(voice, Ended).reason is EndReason.COMPLETED


def test_a_caller_who_puts_down_on_the_robot_has_given_up(voice: VoicePbxUnderTest) -> None:
    leg = voice.patient_calls_the_robot(NUMBER)
    wait_for(voice, Taken)
    voice.patient_hangs_up(leg)
    assert wait_for(voice, Ended).reason is EndReason.ABANDONED


def test_both_sides_of_a_robots_call_are_recorded(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.exchange.play(call, 1, [voice.prompt("question", 1)])
    wait_for(voice, Played)
    voice.patient_talks(call)
    voice.exchange.play(call, 2, [voice.prompt("goodbye", 2)])
    voice.wait_for(lambda news: len(told(news, Played)) == 2, "the goodbye")
    voice.exchange.hang_up(call)
    recorded = wait_for(voice, Recorded)
    assert Path(recorded.patient_file).stat().st_size > 8000
    assert Path(recorded.administrator_file).stat().st_size > 8000


def test_a_patient_who_is_dialled_answers_and_the_robot_has_the_call(voice: VoicePbxUnderTest) -> None:
    call = dialled(voice, Telephone.ANSWERS)
    arrived, taken = wait_for(voice, Arrived), wait_for(voice, Taken)
    assert (arrived.direction, arrived.tag) == (Direction.OUTBOUND, "attempt-1")
    assert (taken.call, taken.entrance, taken.tag) == (call, "confirm_visit", "attempt-1")
    voice.exchange.hang_up(call)
    assert wait_for(voice, Ended).reason is EndReason.COMPLETED


@pytest.mark.parametrize(
    ("telephone", "reason"),
    [
        (Telephone.BUSY, EndReason.BUSY),
        (Telephone.REFUSES, EndReason.REJECTED),
        (Telephone.SILENT, EndReason.NO_ANSWER),
    ],
)
def test_why_a_dialled_patient_was_not_reached_is_told(
    voice: VoicePbxUnderTest, telephone: Telephone, reason: EndReason
) -> None:
    dialled(voice, telephone)
    assert wait_for(voice, Ended).reason is reason
    assert told(voice.news, Taken) == []


def test_the_same_attempt_rings_nobody_twice(voice: VoicePbxUnderTest) -> None:
    call = dialled(voice, Telephone.ANSWERS)
    wait_for(voice, Taken)
    voice.exchange.dial(
        Dial(tag="attempt-1", number=voice.number_of(Telephone.ANSWERS), entrance="confirm_visit", ring_s=5)
    )
    voice.exchange.hang_up(call)
    wait_for(voice, Ended)
    assert len({one.call for one in told(voice.news, Arrived)}) == 1


def test_commands_for_a_call_that_is_over_are_no_error(voice: VoicePbxUnderTest) -> None:
    leg = voice.patient_calls_the_robot(NUMBER)
    call = wait_for(voice, Taken).call
    voice.patient_hangs_up(leg)
    wait_for(voice, Ended)
    voice.exchange.play(call, 1, [voice.prompt("late", 0.3)])
    voice.exchange.stop_playing(call)
    voice.exchange.put_through(call, 2, Destination.QUEUE, "")
    voice.exchange.hang_up(call)


def test_after_the_link_was_lost_a_waiting_call_is_told_again(voice: VoicePbxUnderTest) -> None:
    call = robots_call(voice)
    voice.cut_link()
    voice.restore_link()
    voice.wait_for(lambda news: len(told(news, Connected)) >= 2 and len(told(news, Taken)) >= 2, "the call, once more")
    assert {one.call for one in told(voice.news, Taken)} == {call}
    voice.exchange.play(call, 1, [voice.prompt("again", 0.3)])
    assert wait_for(voice, Played).command == 1


def test_a_call_that_is_to_be_dialled_while_the_link_is_down_rings_nobody_and_may_be_dialled_later(
    voice: VoicePbxUnderTest,
) -> None:
    voice.cut_link()
    voice.wait_for(lambda news: bool(told(news, Disconnected)), "the link to be lost")
    with pytest.raises(NotRungError):
        voice.exchange.dial(Dial(tag="later", number=voice.number_of(Telephone.ANSWERS), entrance="confirm_visit"))
    voice.restore_link()
    voice.wait_for(lambda news: len(told(news, Connected)) >= 2, "the link to be back")
    assert dialled(voice, Telephone.ANSWERS, "later")
    assert wait_for(voice, Taken).tag == "later"
