"""What came of the steps of a script, counted from the calls of a desk."""

from random import Random

from sqlalchemy import select, update

from callcenter.domain.clinic import VisitStatus
from callcenter.storage import tables
from scripts_library.statistics.figures import Period, StepFigures, Wish
from scripts_library.statistics.service import StepStatistics
from tests.support.clinic import ANNA, BORIS
from tests.support.step_calls import StepBench

WISH = Wish(script="new_patient", period=Period.ALL)


def figures(bench: StepBench, wish: Wish = WISH) -> StepFigures:
    return bench.statistics.figures(wish)


def rows(bench: StepBench) -> list[tuple[object, ...]]:
    with bench.desk.database.read() as connection:
        found: list[tuple[object, ...]] = []
        for table in (tables.step_shown, tables.step_day, tables.step_answer_day):
            found += [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        return found


def test_each_step_tells_how_many_came_were_lost_and_booked(bench: StepBench) -> None:
    booked = bench.call("ready", "named", "first_slot")
    bench.book(booked)
    bench.call("ready", "named")
    bench.call("ready", "!expensive")
    bench.read()
    found = figures(bench)
    assert found.whole.calls == 3
    assert {step: one.calls for step, one in found.steps.items()} == {
        "greet": 3,
        "name": 3,
        "offer": 2,
        "price": 1,
        "goodbye": 1,
    }
    assert {step for step, one in found.steps.items() if one.lost.hits} == {"offer", "price"}
    assert (found.steps["offer"].goal.hits, found.steps["offer"].goal.of) == (1, 2)
    assert [(one.kind, one.answer, one.chosen.hits) for one in found.answers["name"]] == [
        ("answer", "named", 2),
        ("objection", "expensive", 1),
    ]
    times = found.steps["greet"].times
    assert times is not None
    assert 8.0 <= times.median <= 11.0


def test_a_call_that_lasts_or_that_nobody_answered_is_not_counted(bench: StepBench) -> None:
    bench.call("ready", ends=False)
    bench.read()
    assert figures(bench).whole.calls == 0


def test_who_came_is_known_later_and_changes_the_day(bench: StepBench) -> None:
    call = bench.call("ready", "named", "first_slot")
    bench.read()
    assert figures(bench).whole.goal.hits == 0
    bench.book(call)
    assert bench.statistics.take_up_late() == 1
    assert figures(bench).whole.goal.hits == 1
    with bench.desk.database.work() as work:
        work.connection.execute(
            update(tables.visit).values(status=VisitStatus.CAME.value).where(tables.visit.c.booked_in_call == call)
        )
    assert bench.statistics.take_up_late() == 1
    assert figures(bench).steps["offer"].came.hits == 1
    assert bench.statistics.take_up_late() == 0


def test_news_twice_and_in_another_order_gives_the_same(bench: StepBench) -> None:
    bench.call("ready", "named", "<", "named", "first_slot")
    bench.call("ready", "!expensive", "agreed")
    bench.read()
    once = rows(bench)
    again = [one for one in bench.events() if isinstance(one, StepStatistics.ASKED_BY)] * 2
    Random(7).shuffle(again)  # noqa: S311 - an order, no secret
    for event in again:
        bench.statistics.on_event(event)
    assert rows(bench) == once


def test_figures_narrow_to_an_operator_a_version_and_a_period(bench: StepBench) -> None:
    bench.call("ready", who=ANNA)
    bench.call("ready", number="+79000000105", who=BORIS)
    bench.read()
    assert figures(bench, Wish(script="new_patient", operator="boris")).whole.calls == 1
    assert figures(bench, Wish(script="new_patient", version=3, language="ru")).whole.calls == 2
    assert figures(bench, Wish(script="new_patient", version=2, language="ru")).whole.calls == 0
    bench.desk.wait(days=8)
    assert figures(bench, Wish(script="new_patient", period=Period.WEEK)).whole.calls == 0
    assert figures(bench, Wish(script="new_patient", period=Period.MONTH)).whole.calls == 2
    choices = bench.statistics.choices("new_patient")
    assert choices.operators == [("anna", "Анна"), ("boris", "Борис")]
    assert list(choices.versions) == [("ru", 3)]


def test_a_step_lists_its_calls_newest_first_with_the_second_at_which_it_began(bench: StepBench) -> None:
    first = bench.call("ready", "named")
    second = bench.call("ready", "!expensive", "agreed")
    bench.read()
    calls = bench.statistics.calls(WISH, "offer", 0, 10)
    assert [(one.call, one.second) for one in calls] == [(second, 30.0), (first, 20.0)]
    assert [one.call for one in bench.statistics.calls(WISH, "offer", 1, 1)] == [first]
    with_answer = Wish(script="new_patient", period=Period.ALL, answer="expensive")
    assert [one.call for one in bench.statistics.calls(with_answer, "name", 0, 10)] == [second]
    lost = Wish(script="new_patient", period=Period.ALL, is_lost=True)
    assert [one.call for one in bench.statistics.calls(lost, "name", 0, 10)] == []
    assert len(bench.statistics.calls(lost, "offer", 0, 10)) == 2
