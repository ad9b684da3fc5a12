"""Visits of steps and their sums in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, insert, literal, select

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.events import ScriptStepShown
from callcenter.domain.outcomes import Outcome
from callcenter.storage import tables
from callcenter.storage.step_tables import TIME_COLUMNS
from scripts_library.statistics.sums import EVERYBODY, AnswerKey, AnswerSum, CallVisits, StepKey, StepSum
from scripts_library.statistics.visits import CallFacts, Shown, StepVisit

_shown, _day, _answer_day = tables.step_shown, tables.step_day, tables.step_answer_day
_MOST_LATE = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """What is summed up at once."""

    day: date
    operator: str


def has_ended(connection: Connection, call: str) -> bool:
    """Whether a call is over; False where there is none."""
    ended = select(tables.call.c.ended_at).where(tables.call.c.id == call)
    return connection.execute(ended).scalar_one_or_none() is not None


def call_facts(connection: Connection, call: str, zone: ZoneInfo) -> CallFacts | None:
    """What is known of a call; None while it lasts, and where nobody answered. Keeps it from other writers."""
    c, desk = tables.call.c, tables.desk_call.c
    row = (
        connection.execute(select(c.started_at, c.answered_at, c.ended_at).where(c.id == call).with_for_update())
        .mappings()
        .one_or_none()
    )
    if row is None or row["answered_at"] is None or row["ended_at"] is None:
        return None
    found = connection.execute(select(desk.operator, desk.outcome, desk.walk).where(desk.call == call)).one_or_none()
    statuses = frozenset(
        connection.execute(select(tables.visit.c.status).where(tables.visit.c.booked_in_call == call)).scalars()
    )
    outcome = Outcome(found.outcome) if found and found.outcome else None
    return CallFacts(
        call=call,
        day=row["started_at"].astimezone(zone).date(),
        operator=(found.operator or "") if found else "",
        answered_at=row["answered_at"],
        ended_at=row["ended_at"],
        outcome=outcome,
        is_booked=bool(statuses) or outcome is Outcome.BOOKED,
        has_come=VisitStatus.CAME.value in statuses,
        is_at_exit=bool(found and found.walk and found.walk.get("outcome")),
    )


def shown_in(connection: Connection, call: str) -> list[Shown]:
    """What the screen showed in a call, as the log of events tells it, in order."""
    c = tables.event.c
    query = select(c.at, c.data).where(c.subject == call, c.kind == ScriptStepShown.kind).order_by(c.id)
    return [_shown_of(at, data) for at, data in connection.execute(query)]


def replace_visits(connection: Connection, facts: CallFacts, visits: Sequence[StepVisit]) -> frozenset[Slice]:
    """Store the visits of a call in place of those that were there; returns the slices whose sums are old now."""
    before = connection.execute(
        select(_shown.c.day, _shown.c.operator).distinct().where(_shown.c.call == facts.call)
    ).all()
    connection.execute(delete(_shown).where(_shown.c.call == facts.call))
    if visits:
        connection.execute(insert(_shown), [row_of(facts, place, one) for place, one in enumerate(visits)])
    touched = {Slice(day, operator) for day, operator in before}
    return frozenset(touched | ({Slice(facts.day, facts.operator)} if visits else set()))


def row_of(facts: CallFacts, place: int, one: StepVisit) -> dict[str, object]:
    """A visit as a row of the table."""
    return {
        "call": facts.call,
        "place": place,
        "day": facts.day,
        "operator": facts.operator,
        **{name: getattr(one, name) for name in _FIELDS},
        "has_come": facts.has_come,
        "is_complaint": facts.is_complaint,
    }


def calls_in(connection: Connection, one: Slice) -> Iterable[CallVisits]:
    """All visits of a slice, call by call."""
    query = select(_shown).where(_shown.c.day == one.day, _shown.c.operator == one.operator)
    visits: dict[str, list[StepVisit]] = {}
    came: dict[str, bool] = {}
    for row in connection.execute(query.order_by(_shown.c.call, _shown.c.place)).mappings():
        visits.setdefault(row["call"], []).append(StepVisit(**{name: row[name] for name in _FIELDS}))
        came[row["call"]] = row["has_come"]
    return [CallVisits(visits=tuple(found), has_come=came[call]) for call, found in visits.items()]


def replace_sums(
    connection: Connection, one: Slice, steps: Mapping[StepKey, StepSum], answers: Mapping[AnswerKey, AnswerSum]
) -> None:
    """Store the sums of a slice in place of those that were there."""
    for table in (_day, _answer_day):
        connection.execute(delete(table).where(table.c.day == one.day, table.c.operator == one.operator))
    add_sums(connection, one, steps, answers)


def sum_up_day(connection: Connection, day: date) -> None:
    """Store the sums of a day over all operators, in place of those that were there."""
    for table, sums in (
        (_day, ("calls", "lost", "goal", "came", *TIME_COLUMNS)),
        (_answer_day, ("calls", "goal", "came")),
    ):
        c = table.c
        connection.execute(delete(table).where(c.day == day, c.operator == EVERYBODY))
        about = [one for one in table.primary_key.columns if one.name not in {"day", "operator"}]
        added = [func.sum(c[name]) for name in sums]
        query = select(c.day, literal(EVERYBODY), *about, *added).where(c.day == day).group_by(c.day, *about)
        names = ["day", "operator", *(one.name for one in about), *sums]
        connection.execute(insert(table).from_select(names, query))


def add_sums(
    connection: Connection, one: Slice, steps: Mapping[StepKey, StepSum], answers: Mapping[AnswerKey, AnswerSum]
) -> None:
    """Store the sums of a slice that has none yet."""
    about = {"day": one.day, "operator": one.operator}
    if steps:
        connection.execute(insert(_day), [{**about, **_step_row(key, sums)} for key, sums in steps.items()])
    if answers:
        rows = [{**about, **_answer_row(key, sums)} for key, sums in answers.items()]
        connection.execute(insert(_answer_day), rows)


def calls_with_late_news(connection: Connection) -> list[str]:
    """Calls whose visit was booked, or kept, after their rows were written."""
    visit = tables.visit
    came = visit.c.status == VisitStatus.CAME.value
    query = (
        select(_shown.c.call)
        .distinct()
        .select_from(visit.join(_shown, (_shown.c.call == visit.c.booked_in_call) & (_shown.c.place == 0)))
        .where(
            (came & _shown.c.has_come.is_(False)) | (~came & _shown.c.has_come.is_(True)) | _shown.c.is_goal.is_(False)
        )
        .limit(_MOST_LATE)
    )
    return list(connection.execute(query).scalars())


_FIELDS = (
    *("at", "script", "version", "language", "step", "second", "seconds", "came_by", "answer", "wording"),
    *("next_by", "next_answer", "next_step", "is_undone", "is_first", "is_lost", "is_goal"),
)


def _shown_of(at: datetime, data: Mapping[str, object]) -> Shown:
    version = data.get("version")
    return Shown(
        at=at,
        script=str(data.get("script") or ""),
        version=version if isinstance(version, int) else 0,
        language=str(data.get("language") or ""),
        step=str(data.get("step") or ""),
        came_by=str(data.get("came_by") or ""),
        answer=str(data.get("answer") or ""),
        wording=str(data.get("wording") or ""),
    )


def _step_row(key: StepKey, sums: StepSum) -> dict[str, object]:
    return {
        "script": key.script,
        "step": key.step,
        "version": key.version,
        "language": key.language,
        "wording": key.wording,
        "calls": sums.calls,
        "lost": sums.lost,
        "goal": sums.goal,
        "came": sums.came,
        **dict(zip(TIME_COLUMNS, sums.times, strict=True)),
    }


def _answer_row(key: AnswerKey, sums: AnswerSum) -> dict[str, object]:
    return {
        "script": key.script,
        "step": key.step,
        "version": key.version,
        "language": key.language,
        "kind": key.kind,
        "answer": key.answer,
        "calls": sums.calls,
        "goal": sums.goal,
        "came": sums.came,
    }
