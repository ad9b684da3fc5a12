"""Tasks and counts of the desk, read from calls and what the desk knows of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, Select, func, or_, select

from callcenter.desk.desk_call import NO_SCRIPT
from callcenter.desk.tasks import Counts, DoneCall, Task, TaskKind
from callcenter.domain.calls import Direction
from callcenter.domain.clinic import whole_name
from callcenter.domain.outcomes import Outcome
from callcenter.domain.people import Operator, Role
from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.heard_facts import differs
from callcenter.storage.tables import call, desk_call, operator, patient, recording, scorecard

_owner = operator.alias("owner")
LOOK_BACK = timedelta(days=2)
"""Older missed calls and unfinished calls are not tasks any more; they stay in the list of calls."""

ABOUT_A_VISIT = (
    Outcome.BOOKED,
    Outcome.REFUSED,
    Outcome.THINKING,
    Outcome.CALLBACK,
    Outcome.WAITLIST,
    Outcome.NO_SERVICE,
)
"""Outcomes of calls in which a visit could have been booked."""


def missed_calls(connection: Connection, who: Operator, now: datetime) -> list[Task]:
    """Callers who were not answered and have not been spoken to since, one task a number: their last attempt."""
    later, noted = call.alias("later"), desk_call.alias("noted")
    settled_since = (
        select(later.c.id)
        .outerjoin(noted, noted.c.call == later.c.id)
        .where(later.c.caller == call.c.caller, later.c.started_at > call.c.started_at)
        .where(later.c.started_at >= now - LOOK_BACK)  # follows from the above; lets the database use its index
        .where(or_(later.c.answered_at.is_not(None), noted.c.outcome.is_not(None)))
        .exists()
    )
    query = (
        _with_people()
        .where(
            call.c.direction == Direction.INBOUND.value,
            call.c.ended_at.is_not(None),
            call.c.answered_at.is_(None),
            call.c.caller.is_not(None),
            call.c.started_at >= now - LOOK_BACK,
            desk_call.c.outcome.is_(None),
            ~settled_since,
        )
        .order_by(call.c.started_at)
    )
    last: dict[str, RowMapping] = {row["caller"]: row for row in connection.execute(query).mappings()}
    return [_task(TaskKind.CALL_BACK, row, row["ended_at"], who) for row in last.values()]


def calls_to_finish(connection: Connection, who: Operator, now: datetime) -> list[Task]:
    """Calls that this operator answered and that have ended without an outcome."""
    if not who.extension:
        return []
    query = _with_people().where(
        call.c.ended_at.is_not(None),
        call.c.answered_at.is_not(None),
        call.c.started_at >= now - LOOK_BACK,
        desk_call.c.outcome.is_(None),
        or_(desk_call.c.operator == who.id, desk_call.c.call.is_(None) & (call.c.offered_to == who.extension)),
    )
    return [_task(TaskKind.FINISH, row, row["ended_at"], who) for row in connection.execute(query).mappings()]


def promises_due(connection: Connection, who: Operator, until: datetime) -> list[Task]:
    """What was promised to patients for a moment before `until` and is not done."""
    query = _with_people().where(desk_call.c.next_step_at < until, desk_call.c.next_step_done_at.is_(None))
    return [_task(TaskKind.NEXT_STEP, row, row["next_step_at"], who) for row in connection.execute(query).mappings()]


def finished_since(connection: Connection, who: Operator, midnight: datetime, limit: int) -> list[DoneCall]:
    """What this operator finished last since the day began, the newest first."""
    query = (
        _with_people()
        .add_columns(differs().label("differs"))
        .outerjoin(recording, recording.c.call == call.c.id)
        .outerjoin(scorecard, scorecard.c.recording == recording.c.id)
        .where(desk_call.c.operator == who.id, desk_call.c.outcome.is_not(None), desk_call.c.finished_at >= midnight)
        .where(call.c.ended_at.is_not(None), call.c.started_at >= midnight - LOOK_BACK)
        .order_by(desk_call.c.finished_at.desc(), call.c.id.desc())
        .limit(limit)
    )
    return [
        DoneCall(
            call=CallId(row["id"]),
            at=row["ended_at"],
            who=_name(row),
            number=_number(row),
            outcome=Outcome(row["outcome"]),
            differs=bool(row["differs"]),
        )
        for row in connection.execute(query).mappings()
    ]


def open_promise(connection: Connection, who: PatientId, but_for: CallId) -> str:
    """What was promised to a patient last, in another call, and is not done; empty for nothing."""
    query = (
        select(desk_call.c.next_step)
        .where(desk_call.c.patient == who, desk_call.c.call != but_for)
        .where(desk_call.c.next_step_at.is_not(None), desk_call.c.next_step_done_at.is_(None))
        .order_by(desk_call.c.call.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or ""


def who_answers_for_service(connection: Connection) -> OperatorId | None:
    """Who takes up what patients complain of: a manager, else the owner, of several the first by name; or nobody."""
    query = (
        select(operator.c.id)
        .where(operator.c.is_active, operator.c.role.in_([Role.MANAGER.value, Role.OWNER.value]))
        .order_by(operator.c.role, operator.c.name, operator.c.id)
        .limit(1)
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else OperatorId(found)


def counts_since(connection: Connection, who: Operator, midnight: datetime) -> Counts:
    """What this operator has done since the day began."""
    query = (
        select(desk_call.c.outcome, func.count())
        .join(call, call.c.id == desk_call.c.call)
        .where(desk_call.c.operator == who.id, call.c.answered_at.is_not(None), call.c.started_at >= midnight)
        .group_by(desk_call.c.outcome)
    )
    found: dict[str | None, int] = {row[0]: row[1] for row in connection.execute(query)}
    return Counts(
        calls=sum(found.values()),
        about_a_visit=_sum(found, ABOUT_A_VISIT),
        booked=_sum(found, (Outcome.BOOKED,)),
    )


def _sum(found: dict[str | None, int], outcomes: Iterable[Outcome]) -> int:
    return sum(found.get(outcome.value, 0) for outcome in outcomes)


def _with_people() -> Select[tuple[object, ...]]:
    """Calls with what the desk knows of them, the patient's name and the operator's."""
    return (
        select(
            call.c.id,
            call.c.caller,
            call.c.caller_name,
            call.c.started_at,
            call.c.ended_at,
            desk_call.c.operator,
            desk_call.c.script,
            desk_call.c.note,
            desk_call.c.outcome,
            desk_call.c.next_step,
            desk_call.c.next_step_at,
            desk_call.c.put_aside,
            desk_call.c.patient,
            patient.c.given_name,
            patient.c.surname,
            operator.c.name.label("operator_name"),
            _owner.c.name.label("owner_name"),
        )
        .select_from(call)
        .outerjoin(desk_call, desk_call.c.call == call.c.id)
        .outerjoin(patient, patient.c.id == desk_call.c.patient)
        .outerjoin(operator, operator.c.id == desk_call.c.operator)
        .outerjoin(_owner, _owner.c.id == desk_call.c.next_step_owner)
    )


def _task(kind: TaskKind, row: RowMapping, at: datetime, who: Operator) -> Task:
    taken_up = row["script"] == NO_SCRIPT and not row["put_aside"]
    busy_other = kind is TaskKind.CALL_BACK and taken_up and row["operator"] != who.id
    return Task(
        kind=kind,
        call=CallId(row["id"]),
        at=at,
        who=_name(row),
        number=_number(row),
        patient=PatientId(row["patient"]) if row["patient"] else None,
        text=(row["next_step"] if kind is TaskKind.NEXT_STEP else row["note"]) or "",
        waited=(row["ended_at"] or at) - row["started_at"],
        owner=(row["owner_name"] or "") if kind is TaskKind.NEXT_STEP else "",
        taken_by=row["operator_name"] if busy_other else "",
    )


def _name(row: RowMapping) -> str:
    return whole_name(row["given_name"] or "", row["surname"] or "") or str(row["caller_name"])


def _number(row: RowMapping) -> PhoneNumber | None:
    return None if row["caller"] is None else PhoneNumber(row["caller"])
