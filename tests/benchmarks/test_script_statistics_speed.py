"""The page of a script's statistics over 200,000 calls that walked it, 2.4 million visits of steps, on both databases.

Calls are spread over a year, ten operators, two languages and six versions. Budget: each page at most 1 s.
`python -m pytest tests/benchmarks/test_script_statistics_speed.py -m benchmark -s`
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert, text

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import CallId
from callcenter.storage import tables
from callcenter.storage.work import Database
from scripts_library.loader import Library
from scripts_library.statistics import store
from scripts_library.statistics.figures import Period, Wish
from scripts_library.statistics.service import StepStatistics
from scripts_library.statistics.sums import CallVisits, sums_of
from scripts_library.statistics.visits import CallFacts, StepVisit

pytestmark = pytest.mark.benchmark

CALLS = 200_000
STEPS_A_CALL = 12
STEPS = 40
DAYS = 365
BUDGET_S = 1.0
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_AT_ONCE = 5_000
_SCRIPT = "new_patient"


def test_statistics_over_two_hundred_thousand_walks_take_at_most_a_second(engine: Engine) -> None:
    database = Database(engine)
    begin = time.perf_counter()
    _fill(database)
    _tell(f"\n{engine.dialect.name}: {CALLS} calls, {CALLS * STEPS_A_CALL} visits; filled in {_since(begin):.0f} s")
    statistics = StepStatistics(database, JumpingClock(NOW), Library({}), ZoneInfo("Europe/Moscow"))
    for name, wish in {
        "all time": Wish(script=_SCRIPT, period=Period.ALL),
        "a quarter": Wish(script=_SCRIPT, period=Period.QUARTER),
        "all time, one operator": Wish(script=_SCRIPT, period=Period.ALL, operator="op3"),
        "all time, one language": Wish(script=_SCRIPT, period=Period.ALL, language="ru"),
        "a year, one version": Wish(script=_SCRIPT, period=Period.YEAR, language="ru", version=4),
    }.items():
        _measured(f"figures, {name}", lambda wish=wish: (statistics.figures(wish), statistics.choices(_SCRIPT)))  # type: ignore[misc] # lambda defaults have no types
    every = Wish(script=_SCRIPT, period=Period.ALL)
    _measured("all scripts", lambda: statistics.scripts(every))
    _measured("calls at the first step", lambda: statistics.calls(every, "step00", 0, 25))
    _measured("its page 100", lambda: statistics.calls(every, "step00", 100, 25))
    rare = replace(every, answer="answer07", operator="op3")
    _measured("calls of one answer and operator", lambda: statistics.calls(rare, "step12", 0, 25))
    _measured("lost calls at a step", lambda: statistics.calls(replace(every, is_lost=True), "step12", 0, 25))
    _measured("looking for late news", statistics.take_up_late)
    _measured("counting one call anew", lambda: statistics.count(CallId("call0100000")))


def _measured(name: str, work: Callable[[], object]) -> None:
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        work()
        taken.append(_since(begin))
    over = "  OVER THE BUDGET" if max(taken) > BUDGET_S else ""
    _tell(f"  {name:36} median {sorted(taken)[2] * 1000:7.1f}  most {max(taken) * 1000:7.1f} ms{over}")


def _fill(database: Database) -> None:
    chance = Random(5)  # noqa: S311 - invented calls, the same each time
    slices: dict[store.Slice, list[CallVisits]] = {}
    with database.engine.begin() as connection:
        for calls in _in_lots(_calls(chance)):
            connection.execute(insert(tables.call), [_call_row(facts) for facts, _ in calls])
            rows = [store.row_of(facts, place, one) for facts, visits in calls for place, one in enumerate(visits)]
            connection.execute(insert(tables.step_shown), rows)
            for facts, visits in calls:
                found = CallVisits(visits=tuple(visits), has_come=facts.has_come)
                slices.setdefault(store.Slice(facts.day, facts.operator), []).append(found)
        for one, whole in slices.items():
            store.add_sums(connection, one, *sums_of(whole))
        for day in {one.day for one in slices}:
            store.sum_up_day(connection, day)
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def _calls(chance: Random) -> Iterator[tuple[CallFacts, list[StepVisit]]]:
    for number in range(CALLS):
        at = NOW - timedelta(days=DAYS) + timedelta(days=DAYS * number / CALLS)
        is_booked = chance.random() < 0.6
        facts = CallFacts(
            call=f"call{number:07}",
            day=at.date(),
            operator=f"op{chance.randrange(10)}",
            answered_at=at,
            ended_at=at + timedelta(minutes=3),
            outcome=None,
            is_booked=is_booked,
            has_come=is_booked and chance.random() < 0.8,
            is_at_exit=is_booked,
        )
        language = "ru" if chance.random() < 0.7 else "uk"
        yield facts, list(_visits(facts, language, 1 + 6 * number // CALLS, chance))


def _visits(facts: CallFacts, language: str, version: int, chance: Random) -> Iterator[StepVisit]:
    step, second = 0, 0.0
    for place in range(STEPS_A_CALL):
        ahead, seconds = step + chance.randrange(1, 6), chance.expovariate(1 / 14)
        is_last = place == STEPS_A_CALL - 1
        yield StepVisit(
            at=facts.answered_at + timedelta(seconds=second),
            script=_SCRIPT,
            version=version,
            language=language,
            step=f"step{step % STEPS:02}",
            second=second,
            seconds=seconds,
            came_by="answer" if place else "start",
            answer=f"answer{step % 9:02}" if place else "",
            wording="",
            next_by="" if is_last else "answer",
            next_answer="" if is_last else f"answer{ahead % 9:02}",
            next_step="" if is_last else f"step{ahead % STEPS:02}",
            is_first=step < STEPS,
            is_lost=is_last and not facts.is_booked,
            is_goal=facts.is_booked,
        )
        step, second = ahead, second + seconds


def _call_row(facts: CallFacts) -> dict[str, object]:
    return {
        "id": facts.call,
        "exchange": "simulator",
        "provider_call": facts.call,
        "direction": Direction.INBOUND.value,
        "caller_name": "",
        "line": "",
        "state": CallState.ENDED.value,
        "started_at": facts.answered_at,
        "changed_at": facts.ended_at,
        "offered_to": "",
        "answered_at": facts.answered_at,
        "holds": [],
        "ended_at": facts.ended_at,
        "end_reason": EndReason.COMPLETED.value,
    }


def _since(begin: float) -> float:
    return time.perf_counter() - begin


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _in_lots(calls: Iterator[tuple[CallFacts, list[StepVisit]]]) -> Iterator[list[tuple[CallFacts, list[StepVisit]]]]:
    while lot := list(islice(calls, _AT_ONCE)):
        yield lot
