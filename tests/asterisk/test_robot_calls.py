"""Robots lead calls on a real Asterisk: what the patient hears, what the robot hears, and what is kept of it."""

import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import Answered, Arrived, Ended, ExchangeError, Offered, Recorded
from callcenter.telephony.voice_port import (
    Destination,
    Dial,
    KeyPressed,
    MessageRecorded,
    NotPutThrough,
    Played,
    PutThrough,
    SoundFrame,
    Taken,
)
from tests.contract.telephony.driver import OPERATOR_TONE_HZ, PATIENT_TONE_HZ
from tests.contract.telephony.reading import told
from tests.contract.telephony.voice_driver import Telephone
from tests.support.asterisk.listener import Listener
from tests.support.asterisk.sound import RATE_HZ, likeness, murmur, read_wav, share_of_tone, tone
from tests.support.asterisk.voice import PROMPT_TONE_HZ, AsteriskVoice

pytestmark = pytest.mark.asterisk

NUMBER = "+79161234567"
PATIENCE_S = 30.0
_DIAL = Dial(tag="t", number=NUMBER, entrance="confirm_visit")


def taken(pbx: AsteriskVoice) -> ProviderCallId:
    leg = pbx.patient_calls_the_robot(NUMBER)
    pbx.leg(leg).wait_answered()
    return pbx.first(Taken).call


def test_the_patient_hears_the_prompts_whole_one_right_after_the_other(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    first, second = murmur(1.0, seed=1), murmur(1.0, seed=2)
    pbx.exchange.play(call, 1, [pbx.prompt_of("first", first), pbx.prompt_of("second", second)])
    pbx.first(Played)
    heard = pbx.patient().audio.heard_in_order()
    (same_first, begin), (same_second, then) = likeness(heard, first), likeness(heard, second)
    assert same_first > 0.95
    assert same_second > 0.95
    assert abs(then - begin - len(first)) / RATE_HZ < 0.05


def test_a_stopped_prompt_is_heard_no_longer(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    audio = pbx.patient().audio
    pbx.exchange.play(call, 1, [pbx.prompt("long", 20)])
    assert audio.wait_until_heard(1.0, PATIENCE_S)
    pbx.exchange.stop_playing(call)
    frames_at_stop = audio.frames_heard
    pbx.first(Played)
    pbx.exchange.play(call, 2, [pbx.prompt_of("silence", tone(1, 0.5))])
    pbx.wait_for(lambda news: len(told(news, Played)) == 2, "the silence")
    after = audio.heard_in_order()[(frames_at_stop + 10) * 160 :]
    assert share_of_tone(after, PROMPT_TONE_HZ) < 0.05


def test_a_key_is_told_while_the_prompt_plays_and_the_prompt_goes_on(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.play(call, 1, [pbx.prompt("question", 2)])
    assert pbx.patient().audio.wait_until_heard(0.4, PATIENCE_S)
    pbx.patient_presses(call, "2")
    key = pbx.first(KeyPressed)
    assert key.key == "2"
    played = pbx.first(Played)
    assert played.is_whole
    assert key.at < played.at


def test_twenty_keys_are_told_in_their_order(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    keys = "1234567890*#11223344"
    pbx.patient_presses(call, keys)
    pbx.wait_for(lambda news: len(told(news, KeyPressed)) == len(keys), "twenty keys")
    assert "".join(one.key for one in told(pbx.news, KeyPressed)) == keys


def test_keys_of_a_call_that_is_over_are_not_told(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.hang_up(call)
    pbx.first(Ended)
    pbx.patient_presses(call, "1")
    pbx.exchange.play(call, 1, [pbx.prompt("late", 0.3)])
    pbx.patient().wait_over()
    assert told(pbx.news, KeyPressed) == []
    assert told(pbx.news, Played) == []


def test_the_robot_hears_the_patient_and_not_itself(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    listener = Listener()
    pbx.exchange.listen(call, listener)
    listener.wait_for(0.2)
    pbx.exchange.play(call, 1, [pbx.prompt("prompt", 3)])
    pbx.patient().audio.play(tone(PATIENT_TONE_HZ, 1.5))
    listener.wait_for(2.0)
    heard = listener.samples()
    assert share_of_tone(heard, PATIENT_TONE_HZ) > 0.9
    assert share_of_tone(heard, PROMPT_TONE_HZ) < 0.01
    frames = listener.frames
    assert [frame.sequence for frame in frames] == list(range(len(frames)))
    came = listener.moments[: len(frames)]
    gaps = zip(pairwise(frames), pairwise(came), strict=True)  # where the machine is busy, sound comes late in earnest
    assert all(0.019 < later.at - frame.at < 0.2 + (then - when) for (frame, later), (when, then) in gaps)
    assert {(frame.rate, len(frame.samples)) for frame in frames} == {(8000, 320)}


def test_somebody_else_can_go_on_listening(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    first, second = Listener(), Listener()
    pbx.exchange.listen(call, first)
    first.wait_for(0.2)
    pbx.exchange.listen(call, second)
    second.wait_for(0.2)
    assert second.frames[0].sequence > first.frames[0].sequence


def test_listening_ends_with_the_call(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    listener = Listener()
    pbx.exchange.listen(call, listener)
    listener.wait_for(0.2)
    pbx.patient().hang_up()
    pbx.first(Ended)
    pbx.all_channels_are_gone()


def test_a_silent_patient_leaves_a_message_of_no_seconds(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.record_message(call, 1, longest_s=5, pause_s=1)
    assert pbx.first(MessageRecorded).seconds == 0


def test_a_message_ends_with_a_key_and_holds_what_was_said(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    said = murmur(1.5, seed=7)
    pbx.exchange.record_message(call, 4, longest_s=30, pause_s=5)
    audio = pbx.patient().audio
    assert audio.wait_until_heard(0.3, PATIENCE_S)  # the beep
    pbx.wait_for_time(0.5)
    audio.play(said)
    pbx.wait_for_time(1.8)
    pbx.patient_presses(call, "#")
    kept = pbx.first(MessageRecorded)
    assert kept.command == 4
    assert likeness(read_wav(Path(kept.file)), said)[0] > 0.9
    assert 1.5 < kept.seconds < 4


def test_a_message_is_kept_though_the_patient_puts_down_in_the_middle(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.record_message(call, 1, longest_s=30, pause_s=5)
    pbx.patient().audio.play(tone(PATIENT_TONE_HZ, 20))
    pbx.wait_for_time(2.5)
    pbx.patient().hang_up()
    pbx.first(Ended)
    kept = pbx.first(MessageRecorded)
    assert kept.seconds > 1
    assert share_of_tone(read_wav(Path(kept.file)), PATIENT_TONE_HZ) > 0.9


def test_a_call_is_put_through_to_one_telephone(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.put_through(call, 3, Destination.EXTENSION, "op1")
    assert pbx.first(Offered).extension == "op1"
    pbx.operator_picks_up()
    assert pbx.first(Answered).extension == "op1"
    assert pbx.first(PutThrough).command == 3
    pbx.both_talk()
    pbx.operator_hangs_up()
    assert pbx.first(Ended).reason is EndReason.COMPLETED
    recorded = pbx.first(Recorded)
    assert share_of_tone(read_wav(Path(recorded.patient_file)), PATIENT_TONE_HZ) > 0.5
    assert share_of_tone(read_wav(Path(recorded.administrator_file)), OPERATOR_TONE_HZ) > 0.5
    assert recorded.patient_offset < 0  # the recording begins with the robot, before the operator's answer


def test_a_call_whose_operator_from_the_queue_hangs_up_is_over(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.put_through(call, 3, Destination.QUEUE, "")
    pbx.first(Offered)
    pbx.operator_picks_up()
    assert pbx.first(PutThrough).command == 3
    pbx.operator_hangs_up()
    assert pbx.first(Ended).reason is EndReason.COMPLETED
    pbx.patient().wait_over()
    assert told(pbx.news, NotPutThrough) == []


def test_a_telephone_that_is_busy_gives_the_call_back(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.put_through(call, 3, Destination.EXTENSION, "op1")
    pbx.phone.wait_for_call().reject("486 Busy Here")
    back = pbx.first(NotPutThrough)
    assert (back.command, back.why) == (3, "busy")
    pbx.exchange.play(call, 4, [pbx.prompt("sorry", 0.2)])
    assert pbx.first(Played).command == 4


def test_a_call_is_put_through_to_a_number_outside(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    pbx.exchange.put_through(call, 3, Destination.NUMBER, pbx.number_of(Telephone.ANSWERS))
    outside = pbx.outside.answered()
    assert pbx.first(PutThrough).command == 3
    outside.hang_up()
    assert pbx.first(Ended).reason is EndReason.COMPLETED


def test_both_sides_of_a_robots_call_are_as_long_as_the_call(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    asked, answered = murmur(1.0, seed=3), murmur(1.0, seed=4)
    pbx.exchange.play(call, 1, [pbx.prompt_of("asked", asked)])
    pbx.first(Played)
    pbx.patient().audio.play(answered)
    pbx.wait_for_time(1.5)
    pbx.exchange.hang_up(call)
    recorded = pbx.first(Recorded)
    patient, robot = (read_wav(Path(name)) for name in (recorded.patient_file, recorded.administrator_file))
    (same_answer, answer_at), (same_question, question_at) = likeness(patient, answered), likeness(robot, asked)
    assert same_answer > 0.9
    assert same_question > 0.9
    assert 0.9 < (answer_at - question_at) / RATE_HZ < 1.8  # the two sides stand as they were heard
    talked = (pbx.first(Ended).at - pbx.first(Taken).at).total_seconds()
    assert abs(len(patient) / RATE_HZ - talked) < 0.5


def test_a_number_that_does_not_exist_is_a_failure(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    pbx.exchange.dial(Dial(tag="wrong", number="+79990000000", entrance="confirm_visit"))
    arrived, ended = pbx.first(Arrived), pbx.first(Ended)
    assert arrived.caller == "+79990000000"
    assert (ended.call, ended.reason) == (arrived.call, EndReason.FAILED)


def test_a_line_that_does_not_exist_is_a_failure_and_told_like_any_other(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    pbx.exchange.dial(Dial(tag="no-line", number=NUMBER, entrance="confirm_visit", trunk="nowhere"))
    assert pbx.first(Arrived).tag == "no-line"
    assert pbx.first(Ended).reason is EndReason.FAILED


@pytest.mark.parametrize(
    "dial",
    [
        replace(_DIAL, number="112&PJSIP/op1"),
        replace(_DIAL, number="+7916,,,A(x)"),
        replace(_DIAL, tag="a b"),
        replace(_DIAL, entrance="x)\r\nAction: Hangup"),
        replace(_DIAL, trunk="trunk&PJSIP/op1"),
        replace(_DIAL, caller_id="Anna <1>"),
    ],
)
def test_what_could_ring_somebody_else_is_refused(asterisk_voice: AsteriskVoice, dial: Dial) -> None:
    with pytest.raises(ExchangeError) as refused:
        asterisk_voice.exchange.dial(dial)
    assert not refused.value.retryable
    assert told(asterisk_voice.news, Arrived) == []


def test_a_dialled_patient_sees_the_number_that_was_chosen(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    number = pbx.number_of(Telephone.ANSWERS)
    pbx.exchange.dial(Dial(tag="seen", number=number, entrance="confirm_visit", caller_id="+74951234567"))
    assert "+74951234567" in pbx.patient().caller_seen
    call = pbx.first(Taken).call
    pbx.exchange.play(call, 1, [pbx.prompt_of("hello", murmur(1.0))])
    pbx.first(Played)
    assert likeness(pbx.patient().audio.heard_in_order(), murmur(1.0))[0] > 0.9
    pbx.patient().hang_up()
    assert pbx.first(Ended).reason is EndReason.COMPLETED


def test_two_calls_at_once_are_kept_apart(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    legs = [pbx.patient_calls_the_robot(NUMBER), pbx.patient_calls_the_robot("+79167654321")]
    pbx.wait_for(lambda news: len(told(news, Taken)) == 2, "both calls")
    calls = {one.caller: one.call for one in told(pbx.news, Arrived)}
    mine, other = calls[NUMBER], calls["+79167654321"]
    heard: dict[ProviderCallId, Listener] = {mine: Listener(), other: Listener()}
    for call, listener in heard.items():
        pbx.exchange.listen(call, listener)
    pbx.exchange.play(mine, 1, [pbx.prompt_of("mine", murmur(1.0, seed=1))])
    pbx.exchange.play(other, 1, [pbx.prompt_of("other", murmur(1.0, seed=2))])
    pbx.leg(legs[0]).audio.play(tone(PATIENT_TONE_HZ, 2))
    pbx.leg(legs[1]).audio.play(tone(OPERATOR_TONE_HZ, 2))
    pbx.wait_for(lambda news: len(told(news, Played)) == 2, "both prompts")
    for listener in heard.values():
        listener.wait_for(1.0)
    assert likeness(pbx.leg(legs[0]).audio.heard_in_order(), murmur(1.0, seed=1))[0] > 0.95
    assert likeness(pbx.leg(legs[1]).audio.heard_in_order(), murmur(1.0, seed=2))[0] > 0.95
    assert share_of_tone(heard[mine].samples(), PATIENT_TONE_HZ) > 0.9
    assert share_of_tone(heard[other].samples(), OPERATOR_TONE_HZ) > 0.9


def test_ears_that_raise_hurt_no_other_call(asterisk_voice: AsteriskVoice) -> None:
    pbx = asterisk_voice
    call = taken(pbx)
    raised = threading.Event()

    def broken(frame: SoundFrame) -> None:
        raised.set()
        raise ValueError("broken")

    pbx.exchange.listen(call, broken)
    assert raised.wait(PATIENCE_S)
    listener = Listener()
    pbx.exchange.listen(call, listener)
    listener.wait_for(0.2)
