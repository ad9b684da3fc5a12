"""From what a screen showed to visits of steps, and their sums."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.domain.outcomes import Outcome
from scripts_library.statistics.shares import Share, wilson
from scripts_library.statistics.sums import WHOLE, AnswerKey, CallVisits, StepKey, sums_of
from scripts_library.statistics.times import BUCKETS, bucket_of, times_of
from scripts_library.statistics.visits import CallFacts, Shown, StepVisit, visits_of
from tests.support.clinic import NOW

CALL = CallFacts(
    call="c1",
    day=date(2026, 11, 24),
    operator="anna",
    answered_at=NOW,
    ended_at=NOW + timedelta(seconds=100),
    outcome=None,
    is_booked=False,
    has_come=False,
    is_at_exit=False,
)


def shown(second: float, step: str, came_by: str = "answer", answer: str = "yes", script: str = "new") -> Shown:
    at = NOW + timedelta(seconds=second)
    return Shown(at=at, script=script, version=1, language="ru", step=step, came_by=came_by, answer=answer)


def visits(*news: Shown, call: CallFacts = CALL) -> list[StepVisit]:
    return visits_of(news, call, lambda *_: (Outcome.BOOKED,))


START = shown(-8, "greet", "start", "")


def test_time_at_a_step_counts_from_the_answer_to_the_next_step_or_the_end() -> None:
    greet, name = visits(START, shown(12, "name", answer="ready"))
    assert (greet.second, greet.seconds, greet.next_by, greet.next_answer, greet.next_step) == (
        0.0,
        12.0,
        "answer",
        "ready",
        "name",
    )
    assert (name.second, name.seconds, name.next_by) == (12.0, 88.0, "")


def test_a_call_is_lost_where_it_ended_without_an_exit_and_without_a_visit() -> None:
    def lost(call: CallFacts) -> list[str]:
        return [one.step for one in visits(START, shown(12, "name"), call=call) if one.is_lost]

    assert lost(CALL) == ["name"]
    assert lost(replace(CALL, is_at_exit=True)) == []
    assert lost(replace(CALL, is_booked=True)) == []
    assert lost(replace(CALL, outcome=Outcome.BOOKED)) == []


def test_moves_that_were_taken_back_count_nowhere() -> None:
    news = (
        START,
        shown(10, "name", answer="ready"),
        shown(20, "price", "objection", "expensive"),
        shown(21, "name", "back", ""),
        shown(22, "greet", "back", ""),
        shown(30, "emergency", answer="pain"),
    )
    found = visits(*news)
    assert [one.step for one in found if one.is_undone] == ["name", "price", "name"]
    assert [one.step for one in found if one.is_first] == ["greet", "emergency"]
    steps, answers = sums_of([CallVisits(visits=tuple(found), has_come=False)])
    assert {key.step: sums.calls for key, sums in steps.items()} == {"greet": 1, "emergency": 1, WHOLE: 1}
    assert {key.answer for key in answers} == {"pain"}
    assert sum(one.seconds for one in found if one.step == "greet") == 18.0


def test_an_objection_and_the_way_back_from_it_are_both_chosen_at_their_steps() -> None:
    found = visits(
        START,
        shown(10, "price", "objection", "expensive"),
        shown(20, "greet", "return", "agreed"),
        shown(30, "name", answer="ready"),
    )
    steps, answers = sums_of([CallVisits(visits=tuple(found), has_come=True)])
    assert steps[StepKey("new", "greet", 1, "ru", "")].calls == 1
    assert set(answers) == {
        AnswerKey("new", "greet", 1, "ru", "objection", "expensive"),
        AnswerKey("new", "price", 1, "ru", "return", "agreed"),
        AnswerKey("new", "greet", 1, "ru", "answer", "ready"),
    }
    assert all(one.came == 1 for one in answers.values())


def test_a_call_that_goes_over_counts_in_both_scripts() -> None:
    found = visits(START, shown(10, "ask", "script", "has_visit", script="move"))
    steps, _ = sums_of([CallVisits(visits=tuple(found), has_come=False)])
    assert steps[StepKey("new", WHOLE, 1, "ru", "")].calls == 1
    assert steps[StepKey("move", WHOLE, 1, "ru", "")].calls == 1
    assert steps[StepKey("move", "ask", 1, "ru", "")].lost == 1


_MOVES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["answer", "objection", "return", "back", "script"])),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(moves=_MOVES, seed=st.integers(0, 1000))
def test_any_order_of_news_gives_the_same_rows_and_every_second_is_at_one_step(
    moves: list[tuple[str, str]], seed: int
) -> None:
    news = [START, *(shown(3 * place + 3, step, by) for place, (step, by) in enumerate(moves))]
    mixed = list(news)
    Random(seed).shuffle(mixed)  # noqa: S311 - an order, no secret
    found = visits(*news)
    assert visits(*mixed) == found
    assert sum(one.seconds for one in found) == 100.0
    assert sum(one.is_lost for one in found) <= 1
    first = [(one.script, one.step) for one in found if one.is_first]
    assert len(first) == len(set(first))


def test_an_interval_holds_the_share_and_is_narrower_with_more_calls() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)  # as in Wilson's tables
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 50)[0] < 1e-9
    assert Share(hits=800, of=1000).high - Share(hits=800, of=1000).low < high - low
    assert Share(hits=3, of=7).is_few


@given(st.lists(st.floats(0.0, 300.0), min_size=200, max_size=400))
def test_quartiles_from_buckets_are_near_the_true_ones(seconds: list[float]) -> None:
    counts = [0] * BUCKETS
    for one in seconds:
        counts[bucket_of(one)] += 1
    found = times_of(counts)
    assert found is not None
    ordered = sorted(seconds)
    for share, value in ((0.25, found.low), (0.5, found.median), (0.75, found.high)):
        assert abs(bucket_of(value) - bucket_of(ordered[int(share * (len(ordered) - 1))])) <= 1
