"""Reading sums and lists of calls for the pages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, select

from callcenter.storage import tables
from callcenter.storage.step_tables import TIME_COLUMNS
from scripts_library.statistics.figures import CallAtStep, Choices, Wish
from scripts_library.statistics.sums import EVERYBODY, WHOLE, AnswerSum, StepSum

_shown, _day, _answer_day = tables.step_shown, tables.step_day, tables.step_answer_day
_SUMS = ("calls", "lost", "goal", "came", *TIME_COLUMNS)


def step_sums(connection: Connection, wish: Wish, today: date) -> dict[str, StepSum]:
    """Sums by step; the whole script under WHOLE."""
    sums = [func.sum(_day.c[name]) for name in _SUMS]
    query = select(_day.c.step, *sums).where(_day.c.script == wish.script, *_within_sums(_day, wish, today))
    return {step: _step_sum(found) for step, *found in connection.execute(query.group_by(_day.c.step))}


def whole_sums(connection: Connection, wish: Wish, today: date) -> dict[str, StepSum]:
    """Sums of whole scripts, by script."""
    sums = [func.sum(_day.c[name]) for name in _SUMS]
    query = select(_day.c.script, *sums).where(_day.c.step == WHOLE, *_within_sums(_day, wish, today))
    return {script: _step_sum(found) for script, *found in connection.execute(query.group_by(_day.c.script))}


def answer_sums(connection: Connection, wish: Wish, today: date) -> Mapping[str, Mapping[tuple[str, str], AnswerSum]]:
    """Sums by step, and within it by kind and answer."""
    c = _answer_day.c
    query = (
        select(c.step, c.kind, c.answer, func.sum(c.calls), func.sum(c.goal), func.sum(c.came))
        .where(c.script == wish.script, *_within_sums(_answer_day, wish, today))
        .group_by(c.step, c.kind, c.answer)
    )
    found: dict[str, dict[tuple[str, str], AnswerSum]] = {}
    for step, kind, answer, calls, goal, came in connection.execute(query):
        found.setdefault(step, {})[kind, answer] = AnswerSum(calls=int(calls), goal=int(goal), came=int(came))
    return found


def choices(connection: Connection, script: str) -> Choices:
    """What there are calls of."""
    c = _day.c
    query = select(c.language, c.version).where(c.script == script, c.step == WHOLE, c.operator == EVERYBODY).distinct()
    versions = sorted(
        ((row.language, row.version) for row in connection.execute(query)), key=lambda one: (one[0], -one[1])
    )
    people = tables.operator.c
    wanted = select(c.operator).where(c.script == script, c.step == WHOLE).distinct()
    names = connection.execute(select(people.id, people.name).where(people.id.in_(wanted)).order_by(people.name))
    return Choices(
        languages=sorted({language for language, _ in versions}),
        versions=versions,
        operators=[(row.id, row.name) for row in names],
    )


def calls_at(
    connection: Connection, wish: Wish, step: str, today: date, number: int, page: int
) -> Sequence[CallAtStep]:
    """The calls that stood at a step, the newest first; of one page, and one more where there are more."""
    c, recording, person, desk = _shown.c, tables.recording.c, tables.operator.c, tables.desk_call.c
    query = (
        select(
            *(c.call, c.at, c.second, c.seconds, c.is_lost, c.is_goal, c.has_come),
            *(recording.lead_seconds, person.name, desk.outcome),
        )
        .select_from(
            _shown.outerjoin(tables.recording, recording.call == c.call)
            .outerjoin(tables.operator, person.id == c.operator)
            .outerjoin(tables.desk_call, desk.call == c.call)
        )
        .where(c.script == wish.script, c.step == step, *_which(wish), *_within(_shown, wish, today))
        .order_by(c.at.desc(), c.call.desc(), c.place)
        .offset(number * page)
        .limit(page + 1)
    )
    return [
        CallAtStep(
            call=row["call"],
            at=row["at"],
            second=max(0.0, row["second"] + (row["lead_seconds"] or 0.0)),
            seconds=row["seconds"],
            operator=row["name"] or "",
            has_sound=row["lead_seconds"] is not None,
            is_lost=row["is_lost"],
            is_goal=row["is_goal"],
            has_come=row["has_come"],
            outcome=row["outcome"] or "",
        )
        for row in connection.execute(query).mappings()
    ]


def _which(wish: Wish) -> Iterable[ColumnElement[bool]]:
    """One row a call: where it was lost, where it went on so, else its first time at the step."""
    if wish.is_lost:
        return (_shown.c.is_lost.is_(True),)
    if wish.answer:
        return (_shown.c.next_answer == wish.answer, _shown.c.is_undone.is_(False))
    return (_shown.c.is_first.is_(True),)


def _within_sums(table: Table, wish: Wish, today: date) -> list[ColumnElement[bool]]:
    found = _within(table, wish, today)
    return found if wish.operator else [table.c.operator == EVERYBODY, *found]


def _within(table: Table, wish: Wish, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    begin = wish.period.begin(today)
    if begin is not None:
        found.append(table.c.day >= begin)
    for column, value in (("language", wish.language), ("operator", wish.operator), ("version", wish.version)):
        if value:
            found.append(table.c[column] == value)
    return found


def _step_sum(found: Sequence[int]) -> StepSum:
    calls, lost, goal, came, *times = (int(one or 0) for one in found)
    return StepSum(calls=calls, lost=lost, goal=goal, came=came, times=times)
