"""Whatever happens to a call, in whatever order: it ends or waits, and no stranger hears a private word."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from ivr.answers.names import Meaning
from ivr.flow import commands
from ivr.flow.engine import Step, Tools, begin, resume, step
from ivr.flow.facts import Facts
from ivr.flow.inputs import (
    AnsweredBy,
    Connected,
    Detected,
    Heard,
    HungUp,
    Input,
    NotConnected,
    Recorded,
    Result,
    Silence,
    Started,
)
from ivr.flow.model import Ask
from ivr.flow.samples import made_up
from ivr.flow.state import State
from tests.support.flows import BOOK, EVENING, FIRST_RESULTS, Talk, by_name, private_words

flows = st.sampled_from(sorted(BOOK.flows))
languages = st.sampled_from(sorted(BOOK.prompts))
words = st.sampled_from([*(meaning.value for meaning in Meaning if meaning is not Meaning.RATE), "rate 2", "rate 5"])
keys = st.text("0123456789*#", min_size=1, max_size=3)
numbers = st.integers(-3, 3)
"""A command counted from the one that is waited for: 0 answers it, the others are late, twice or made up."""
results = st.sampled_from(["done", "found", "none", "taken", "gone", "to_move", "told", "unknown", "failed", "??"])
facts_of_results = st.sampled_from([{}, {"offers": [{"id": "a", "at": "2026-11-25T10:00+00:00"}]}, {"offers": "?"}])
calls = st.builds(
    lambda visits, offers, is_open, is_known: (visits, offers, is_open, is_known),
    st.integers(0, 3), st.integers(0, 2), st.booleans(), st.booleans(),
)  # fmt: skip


def _inputs(number: int) -> st.SearchStrategy[Input]:
    return st.one_of(
        st.builds(lambda text: Heard(command=number, at=EVENING, text=text), words),
        st.builds(lambda pressed: Heard(command=number, at=EVENING, keys=pressed), keys),
        st.just(Silence(command=number)),
        st.builds(lambda value, facts: Result(command=number, value=value, facts=facts), results, facts_of_results),
        st.builds(
            lambda seconds: Recorded(command=number, recording="r", seconds=seconds), st.sampled_from([0.0, 3.0])
        ),
        st.just(Connected(command=number)),
        st.just(NotConnected(command=number)),
        st.builds(lambda who: Detected(answered_by=who), st.sampled_from(AnsweredBy)),
        st.builds(lambda who: Started(answered_by=who), st.sampled_from(AnsweredBy)),
    )


def _facts(language: Language, made: tuple[int, int, bool, bool]) -> Facts:
    visits, offers, is_open, is_known = made
    facts = replace(made_up(language, visits=visits, offers=offers), is_open=is_open)
    return facts if is_known else replace(facts, listener=None)


def _fits(tools: Tools, state: State, made: Step) -> None:
    """What holds after every step."""
    assert [one.number for one in made.commands] == sorted({one.number for one in made.commands})
    assert all(one.number > state.command for one in made.commands)
    assert made.state.is_over or not made.state.node or made.state.awaits
    assert State.from_json(made.state.to_json()) == made.state
    if made.state.answered_by is not AnsweredBy.HUMAN and tools.flow.direction is Direction.OUTBOUND:
        assert all(said.for_anybody for one in made.commands if isinstance(one, commands.Play) for said in one.said)
    if not made.state.known:
        heard = [said for one in made.commands if isinstance(one, commands.Play) for said in one.said]
        assert not any(said.private for said in heard)
        for word in private_words(state.facts, state.language):
            assert not any(word in said.text or word in said.spoken for said in heard)


@settings(max_examples=300, deadline=None)
@given(flow=flows, language=languages, made=calls, data=st.data())
def test_any_inputs_late_twice_or_out_of_order_leave_a_call_that_ends_or_waits(
    flow: str, language: Language, made: tuple[int, int, bool, bool], data: st.DataObject
) -> None:
    tools = Tools(flow=BOOK.flow(flow), prompts=BOOK.words(language), understand=by_name)
    state = begin(tools.flow, language, _facts(language, made))
    given_before: list[Input] = []
    for _ in range(25):
        number = max(0, state.awaits + data.draw(numbers))
        one = data.draw(st.one_of(_inputs(number), st.sampled_from(given_before)) if given_before else _inputs(number))
        given_before.append(one)
        after = step(tools, state, one)
        if getattr(one, "command", state.awaits) != state.awaits:
            assert after == Step(state)
        _fits(tools, state, after)
        _fits(tools, after.state, resume(tools, after.state))
        state = after.state
    ended = step(tools, state, HungUp()).state
    assert ended.is_over
    after = step(tools, ended, data.draw(_inputs(ended.awaits)))
    assert after.state.is_over
    assert not any(isinstance(one, commands.Play | commands.Listen | commands.Connect) for one in after.commands)


@settings(max_examples=300, deadline=None)
@given(flow=flows, language=languages, made=calls, data=st.data())
def test_every_call_with_answers_of_a_patient_ends(
    flow: str, language: Language, made: tuple[int, int, bool, bool], data: st.DataObject
) -> None:
    """The patient says whatever fits the question, or anything that fits every question."""
    talk = Talk(flow, language, facts=_facts(language, made), is_anybody_there=data.draw(st.booleans()))
    talk.results = data.draw(st.fixed_dictionaries(dict.fromkeys(FIRST_RESULTS, results)))
    talk.start(data.draw(st.sampled_from(AnsweredBy)))
    most = sum(6 for node in talk.tools.flow.nodes.values() if isinstance(node, Ask))
    for _ in range(most + 1):
        if talk.state.is_over:
            break
        talk.hear(data.draw(st.one_of(words, st.sampled_from(["", "1", "2", "9"]))))
    assert talk.state.is_over
    assert talk.state.trail


@given(flow=flows, answers=st.lists(words, max_size=12))
def test_same_answers_lead_to_the_same_commands(flow: str, answers: list[str]) -> None:
    def lead() -> list[commands.AnyCommand]:
        talk = Talk(flow).start()
        for answer in answers:
            if not talk.state.is_over:
                talk.hear(answer)
        return talk.commands

    assert lead() == lead()
