"""Attempts in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.many import in_parts
from callcenter.storage.tables import attempt as table
from callcenter.storage.tables import target
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.campaign import CampaignId, Mode
from outbound.campaigns.target import TargetId


@dataclass(frozen=True, slots=True)
class Load:
    """What a campaign has in hand."""

    open_calls: int
    last_begun: datetime | None


def add_attempt(connection: Connection, new: Attempt) -> None:
    """Store an attempt that begins. A second one of the same number for a target is refused by the database."""
    connection.execute(
        insert(table).values(
            call=new.call,
            target=new.target,
            number=new.number,
            campaign=new.campaign,
            edition=new.edition,
            mode=new.mode.value,
            operator=new.operator,
            begun_at=new.begun_at,
            ended_at=new.ended_at,
            result="" if new.result is None else new.result.value,
            problem=new.problem,
        )
    )


def end_attempt(
    connection: Connection, call: CallId, at: datetime, result: ContactResult | None, problem: str = ""
) -> bool:
    """How it came out; False where that is known already, and nothing is changed."""
    where = (table.c.call == call) & table.c.ended_at.is_(None)
    values = {"ended_at": at, "result": "" if result is None else result.value, "problem": problem}
    return bool(connection.execute(update(table).where(where).values(**values)).rowcount)


def find_attempt(connection: Connection, call: CallId) -> Attempt | None:
    """The attempt that a call is, or None for a call of no campaign."""
    row = connection.execute(select(table).where(table.c.call == call)).mappings().one_or_none()
    return None if row is None else _attempt(row)


def attempts_of(connection: Connection, of: TargetId) -> list[Attempt]:
    """Every attempt to reach a target, in order."""
    rows = connection.execute(select(table).where(table.c.target == of).order_by(table.c.number)).mappings()
    return [_attempt(row) for row in rows]


def attempts_of_all(connection: Connection, targets: Iterable[TargetId]) -> Mapping[TargetId, Sequence[Attempt]]:
    """Every attempt to reach some targets, each target's in order."""
    found: dict[TargetId, list[Attempt]] = {}
    for part in in_parts(targets):
        query = select(table).where(table.c.target.in_(part)).order_by(table.c.number)
        for row in connection.execute(query).mappings():
            found.setdefault(TargetId(row["target"]), []).append(_attempt(row))
    return found


def open_attempts(connection: Connection, limit: int) -> list[Attempt]:
    """Attempts that are not known to be over, the oldest first."""
    query = select(table).where(table.c.ended_at.is_(None)).order_by(table.c.begun_at, table.c.call).limit(limit)
    return [_attempt(row) for row in connection.execute(query).mappings()]


def loads(connection: Connection) -> Mapping[CampaignId, Load]:
    """What each campaign that has calls in hand has in hand."""
    query = select(table.c.campaign, func.count(), func.max(table.c.begun_at)).where(table.c.ended_at.is_(None))
    rows = connection.execute(query.group_by(table.c.campaign))
    return {CampaignId(campaign): Load(number, last) for campaign, number, last in rows}


def last_begun(connection: Connection) -> datetime | None:
    """When the last attempt of all began."""
    query = select(table.c.begun_at).order_by(table.c.begun_at.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none()


def is_being_called(connection: Connection, number: PhoneNumber, patients: Iterable[PatientId], family: str) -> bool:
    """Whether any campaign has a call in hand to a number, to one of these patients, or to anybody of the family."""
    who = or_(target.c.number == number.e164, target.c.patient.in_(list(patients)), target.c.family == family)
    query = select(table.c.call).join(target, target.c.id == table.c.target).where(table.c.ended_at.is_(None), who)
    return connection.execute(query.limit(1)).first() is not None


def _attempt(row: RowMapping) -> Attempt:
    return Attempt(
        call=CallId(row["call"]),
        target=TargetId(row["target"]),
        number=row["number"],
        campaign=CampaignId(row["campaign"]),
        edition=row["edition"],
        mode=Mode(row["mode"]),
        operator=None if row["operator"] is None else OperatorId(row["operator"]),
        begun_at=row["begun_at"],
        ended_at=row["ended_at"],
        result=ContactResult(row["result"]) if row["result"] else None,
        problem=row["problem"],
    )
