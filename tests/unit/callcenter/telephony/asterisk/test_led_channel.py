"""A call that a robot leads: one thing at a time, the newest wish first."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.asterisk.led_channel import REMOTE_STOP, LedChannel, Order, Step
from callcenter.telephony.voice_port import MessageRecorded, NotPutThrough, Played, Prompt

AT = datetime(2026, 11, 24, 7, tzinfo=UTC)
STOP = Order()


def prompt(name: str) -> Prompt:
    return Prompt(id=name, text=name, language=Language.EN, sound=Path(f"/p/{name}.wav"))


def led() -> LedChannel:
    return LedChannel(ProviderCallId("1.1"))


def names(step: Step) -> list[str]:
    return [order.name or "stop" for order in step.orders]


def played(step: Step) -> list[tuple[int, bool, tuple[str, ...]]]:
    return [(one.command, one.is_whole, one.missing) for one in step.news if isinstance(one, Played)]


def test_prompts_follow_one_another_and_are_told_once() -> None:
    call = led()
    assert names(call.play(1, [prompt("a"), prompt("b")], AT)) == ["callcenter/play/1/0"]
    assert names(call.step_ended(("play", 1, 0), AT, "SUCCESS")) == ["callcenter/play/1/1"]
    assert played(call.step_ended(("play", 1, 1), AT, "SUCCESS")) == [(1, True, ())]
    assert call.step_ended(("play", 1, 1), AT, "SUCCESS") == Step()


def test_a_prompt_without_a_file_or_whose_file_is_gone_is_left_out() -> None:
    call = led()
    silent = Prompt(id="silent", text="x", language=Language.EN)
    assert names(call.play(1, [silent, prompt("gone")], AT)) == ["callcenter/play/1/1"]
    assert played(call.step_ended(("play", 1, 1), AT, "ERROR")) == [(1, False, ("silent", "gone"))]
    assert played(call.play(2, [silent], AT)) == [(2, False, ("silent",))]


def test_a_new_prompt_waits_until_the_old_one_has_fallen_silent() -> None:
    call = led()
    call.play(1, [prompt("a"), prompt("b")], AT)
    assert call.play(2, [prompt("c")], AT).orders == [STOP]
    step = call.step_ended(("play", 1, 0), AT, REMOTE_STOP)
    assert played(step) == [(1, False, ())]
    assert names(step) == ["callcenter/play/2/0"]


def test_a_stop_that_came_too_late_for_its_prompt_does_not_cut_the_next_one() -> None:
    call = led()
    call.play(1, [prompt("a")], AT)
    call.stop(AT)
    call.step_ended(("play", 1, 0), AT, "SUCCESS")
    call.play(2, [prompt("b")], AT)
    assert names(call.step_ended(("play", 2, 0), AT, REMOTE_STOP)) == ["callcenter/play/2/0"]


def test_nothing_is_played_while_the_call_is_put_through_and_it_comes_back_with_why() -> None:
    call = led()
    assert names(call.put_through(5, "GOSUB", AT)) == ["callcenter/through/5/0"]
    assert call.away == 5
    assert call.play(6, [prompt("a")], AT) == Step()
    call.why = "busy"
    back = call.step_ended(("through", 5, 0), AT)
    assert [(one.command, one.why) for one in back.news if isinstance(one, NotPutThrough)] == [(5, "busy")]
    assert call.away is None


def test_what_the_exchange_refuses_is_told_and_the_next_command_is_carried_out() -> None:
    call = led()
    refused = call.refused(call.play(1, [prompt("a"), prompt("b")], AT).orders[0], "no", AT)
    assert (played(refused), names(refused)) == ([(1, False, ())], [])
    refused = call.refused(call.record(2, "EXEC Record", AT).orders[0], "no", AT)
    assert [(one.command, one.seconds) for one in refused.news if isinstance(one, MessageRecorded)] == [(2, 0.0)]
    refused = call.refused(call.put_through(3, "GOSUB", AT).orders[0], "not allowed", AT)
    assert [(one.command, one.why) for one in refused.news if isinstance(one, NotPutThrough)] == [(3, "not allowed")]
    assert names(call.play(4, [prompt("c")], AT)) == ["callcenter/play/4/0"]


def test_a_refusal_of_what_is_over_already_is_no_news() -> None:
    call = led()
    (order,) = call.play(1, [prompt("a")], AT).orders
    call.step_ended(("play", 1, 0), AT, "SUCCESS")
    assert call.refused(order, "no", AT) == Step()


def test_a_command_of_which_nothing_is_told_is_overdue_after_the_longest_that_it_may_take() -> None:
    call = led()
    assert call.overdue(AT) is None
    call.record(1, "EXEC Record", AT, timedelta(seconds=120))
    assert call.overdue(AT + timedelta(seconds=130)) is None
    assert call.overdue(AT + timedelta(seconds=150)) == ("record", 1, 0)
    call.step_ended(("record", 1, 0), AT)
    call.put_through(2, "GOSUB", AT)
    soon = AT + timedelta(seconds=20)
    assert call.overdue(soon) == ("through", 2, 0)
    call.wait_on(soon)
    assert call.overdue(soon) is None


@given(st.lists(st.sampled_from(["play", "stop", "end", "stopped", "gone"]), max_size=30))
def test_every_prompt_is_answered_exactly_once_whatever_happens(steps: list[str]) -> None:
    call, asked = led(), 0
    told: list[int] = []
    running: list[tuple[str, int, int]] = []

    def follow(step: Step) -> None:
        told.extend(command for command, _, _ in played(step))
        for order in step.orders:
            if order.name:
                _, what, command, place = order.name.split("/")
                running.append((what, int(command), int(place)))

    for what in steps:
        if what == "play":
            asked += 1
            follow(call.play(asked, [prompt("a"), prompt("b")], AT))
        elif what == "stop":
            follow(call.stop(AT))
        elif running:
            status = {"end": "SUCCESS", "stopped": REMOTE_STOP, "gone": "ERROR"}[what]
            follow(call.step_ended(running.pop(), AT, status))
    while running:
        follow(call.step_ended(running.pop(), AT, "SUCCESS"))
    assert sorted(told) == list(range(1, asked + 1))
