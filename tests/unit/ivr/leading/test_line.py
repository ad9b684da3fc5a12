"""One call's line: commands in order, one answer a question, whatever comes when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from ivr.answers.names import Asked
from ivr.flow.commands import AnyCommand, HangUp, Listen, Play, Said
from ivr.flow.inputs import Heard, Silence
from ivr.flow.outcomes import FlowOutcome
from ivr.hearing.ending import Ending
from ivr.leading.line import Line
from ivr.leading.orders import FallSilent, Order, PutDown, Speak, Tell

BEGIN = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def said(number: int, *, barge_in: bool = False) -> Play:
    words = Said(prompt="p", text="are you there", spoken="are you there", private=False, fixed=True)
    return Play(number=number, said=(words,), barge_in=barge_in)


def asks(number: int) -> Listen:
    return Listen(
        number=number, asked=Asked.YES_NO, language=Language.EN, keys="12", seconds=6, longest_s=15, pause_s=0.9
    )


def at(seconds: float) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


@pytest.fixture
def line() -> Line:
    return Line(lambda listen, now: lambda text: Ending.PLAIN)


def answers(orders: list[Order]) -> list[Heard | Silence]:
    return [one.given for one in orders if isinstance(one, Tell) and isinstance(one.given, Heard | Silence)]


def test_prompts_are_said_one_after_the_other(line: Line) -> None:
    assert [type(one) for one in line.give([said(1), said(2)], at(0))] == [Speak]
    assert [type(one) for one in line.played(1, at(1))] == [Speak]
    assert line.played(1, at(1)) == []


def test_a_call_is_ended_only_when_the_last_words_are_out(line: Line) -> None:
    bye: list[AnyCommand] = [said(1), HangUp(number=2, outcome=FlowOutcome.CONFIRMED)]
    assert [type(one) for one in line.give(bye, at(0))] == [Speak]
    assert line.played(1, at(2)) == [PutDown()]


def test_a_key_into_the_prompt_stops_it_and_answers(line: Line) -> None:
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert line.key("1", at(0.5)) == [FallSilent(), Tell(Heard(command=2, at=at(0.5), keys="1"))]


def test_a_key_before_its_question_changes_nothing(line: Line) -> None:
    line.give([said(1), said(2, barge_in=True), asks(3)], at(0))
    assert line.key("1", at(0.5)) == []


def test_the_rest_of_a_burst_of_keys_does_not_answer_the_next_question(line: Line) -> None:
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert line.key("1", at(1.0))
    line.give([said(3, barge_in=True), asks(4)], at(1.1))
    assert [line.key("1", at(1.2 + each / 5)) for each in range(10)] == [[]] * 10
    assert answers(line.key("1", at(9.0)))


def test_an_answer_told_twice_and_late_does_not_answer_the_next_question(line: Line) -> None:
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert answers(line.spoke("yes", at(3), at(3)))
    line.give([said(3, barge_in=True), asks(4)], at(3.1))
    assert line.spoke("yes", at(9), at(3)) == []
    assert answers(line.spoke("no", at(10), at(8)))


def test_a_key_told_late_does_not_answer_the_next_question(line: Line) -> None:
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert answers(line.key("1", at(3), at(3)))
    line.give([said(3, barge_in=True), asks(4)], at(3.1))
    assert line.key("1", at(9), at(3)) == []
    assert line.key("1", at(9), at(2)) == []
    assert answers(line.key("2", at(10), at(8)))


def test_hello_of_who_picks_up_is_no_answer_though_it_is_told_late() -> None:
    line = Line(lambda listen, now: lambda text: Ending.PLAIN, is_greeted=True)
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert line.spoke("hello", at(6), at(1)) == []
    assert answers(line.spoke("yes it is me", at(7), at(5)))


def test_hello_of_who_picks_up_is_no_answer() -> None:
    line = Line(lambda listen, now: lambda text: Ending.PLAIN, is_greeted=True)
    line.give([said(1, barge_in=True), asks(2)], at(0))
    assert line.spoke("hello", at(1)) == []
    assert answers(line.spoke("yes it is me", at(4)))


def test_a_prompt_of_whose_end_nobody_tells_does_not_strand_the_caller(line: Line) -> None:
    line.give([said(1, barge_in=True), asks(2)], at(0))
    told: list[Heard | Silence] = []
    for _ in range(10):
        if (moment := line.next_at) is not None:
            told += answers(line.tick(moment))
    assert told == [Silence(command=2)]


_VERBS = st.lists(
    st.tuples(
        st.sampled_from(["key", "spoke", "played", "played_other", "tick"]), st.floats(min_value=0, max_value=40)
    ),
    max_size=25,
)


@given(_VERBS, st.booleans())
def test_a_question_has_one_answer_whatever_comes_in_whatever_order(
    happens: list[tuple[str, float]], is_greeted: bool
) -> None:
    line = Line(lambda listen, now: lambda text: Ending.PLAIN, is_greeted=is_greeted)
    told = answers(line.give([said(1, barge_in=True), asks(2)], at(0)))
    for verb, seconds in happens:
        now = at(seconds)
        match verb:
            case "key":
                told += answers(line.key("1", now))
            case "spoke":
                told += answers(line.spoke("yes", now))
            case "tick":
                told += answers(line.tick(now))
            case _:
                told += answers(line.played(1 if verb == "played" else 9, now))
    for _ in range(10):
        if (moment := line.next_at) is not None:
            told += answers(line.tick(max(moment, at(60))))
    assert [one.command for one in told] == [2]
