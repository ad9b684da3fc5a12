"""Targets of campaigns in the database."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.many import add_new, in_parts
from callcenter.storage.tables import target as table
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.planning import Key
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.rules.reasons import Reason


def add_targets(connection: Connection, new: Iterable[Target]) -> int:
    """Store targets; where the patient has one of the purpose for that fact already, that one stays. Returns how many
    were new."""
    rows = ({"id": one.id, "purpose": one.purpose.value, "basis": one.basis, **_values(one)} for one in new)
    return add_new(connection, table, rows)


def save_target(connection: Connection, changed: Target, before: TargetState) -> bool:
    """Store a changed target; False where it is no longer in the state `before`, and nothing is changed."""
    where = (table.c.id == changed.id) & (table.c.state == before.value)
    return bool(connection.execute(update(table).where(where).values(**_values(changed))).rowcount)


def get_target(connection: Connection, target: TargetId) -> Target:
    """The target of that id; there must be one."""
    return _target(connection.execute(select(table).where(table.c.id == target)).mappings().one())


def targets_by_id(connection: Connection, ids: Iterable[TargetId]) -> dict[TargetId, Target]:
    """Targets by their ids; those that are gone are left out."""
    found: dict[TargetId, Target] = {}
    for part in in_parts(ids):
        for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
            found[TargetId(row["id"])] = _target(row)
    return found


def targets_of(connection: Connection, purpose: Purpose, patients: Iterable[PatientId]) -> Mapping[Key, Target]:
    """The targets of some patients for a purpose, in whatever campaign, by what they are about."""
    found: dict[Key, Target] = {}
    for part in in_parts(patients):
        where = (table.c.purpose == purpose.value) & table.c.patient.in_(part)
        for row in connection.execute(select(table).where(where)).mappings():
            found[Key(PatientId(row["patient"]), row["basis"])] = _target(row)
    return found


def next_targets(connection: Connection, campaign: CampaignId, now: datetime, limit: int) -> list[TargetId]:
    """Who may be called now, the first in turn first."""
    where = (
        (table.c.campaign == campaign)
        & (table.c.state == TargetState.PLANNED.value)
        & (table.c.not_before <= now)
        & (table.c.not_after > now)
    )
    query = select(table.c.id).where(where).order_by(table.c.rank, table.c.not_before, table.c.id).limit(limit)
    return [TargetId(one) for one in connection.execute(query).scalars()]


def lock_target(connection: Connection, target: TargetId) -> Target | None:
    """A target that nobody else changes before this transaction ends; None where somebody does just now."""
    query = select(table).where(table.c.id == target).with_for_update(skip_locked=True)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _target(row)


def let_next_have_it(connection: Connection, of: Target, now: datetime) -> None:
    """Who else waits for the place of a target, whose call is over, is looked at now and no later."""
    where = (
        (table.c.purpose == of.purpose.value)
        & (table.c.basis == of.basis)
        & (table.c.id != of.id)
        & (table.c.state == TargetState.PLANNED.value)
        & (table.c.not_before > now)
    )
    connection.execute(update(table).where(where).values(not_before=now))


def overdue(connection: Connection, now: datetime, limit: int) -> list[Target]:
    """Planned targets whose time is over, which nobody called: of running campaigns and of others."""
    where = (table.c.state == TargetState.PLANNED.value) & (table.c.not_after <= now)
    rows = connection.execute(select(table).where(where).order_by(table.c.not_after).limit(limit)).mappings()
    return [_target(row) for row in rows]


def unreached(connection: Connection, since: datetime, limit: int) -> list[Target]:
    """Targets of evenings whom nobody reached, tried in vain or not called before the hours were over, and whose first
    visit begins after `since`."""
    is_left = (table.c.state == TargetState.LEFT_OUT.value) & (table.c.reason == Reason.OUTSIDE_WINDOW.value)
    where = (
        (table.c.purpose == Purpose.CONFIRMATION.value)
        & (table.c.rank > since.timestamp())  # of confirmations the rank is the first visit's beginning
        & ((table.c.state == TargetState.UNREACHED.value) | is_left)
    )
    rows = connection.execute(select(table).where(where).order_by(table.c.rank, table.c.id).limit(limit)).mappings()
    return [_target(row) for row in rows]


def counts(connection: Connection, campaign: CampaignId, basis: str | None = None) -> dict[tuple[str, str], int]:
    """How many targets of a campaign stand where: by state and last result. `basis` narrows it to one evening."""
    query = select(table.c.state, table.c.result, func.count()).where(table.c.campaign == campaign)
    if basis is not None:
        query = query.where(table.c.basis == basis)
    rows = connection.execute(query.group_by(table.c.state, table.c.result))
    return {(state, result): number for state, result, number in rows}


def _values(one: Target) -> dict[str, object]:
    return {
        "campaign": one.campaign,
        "patient": one.patient,
        "family": one.family,
        "number": None if one.number is None else one.number.e164,
        "language": one.language.value,
        "visits": list(one.visits),
        "state": one.state.value,
        "reason": one.reason,
        "blocks": [[reason, until.isoformat() if until else None] for reason, until in one.blocks],
        "result": "" if one.result is None else one.result.value,
        "not_before": one.not_before,
        "not_after": one.not_after,
        "tries": one.tries,
        "rank": one.rank,
        "risk": one.risk,
        "planned_at": one.planned_at,
        "changed_at": one.changed_at,
    }


def _target(row: RowMapping) -> Target:
    return Target(
        id=TargetId(row["id"]),
        campaign=CampaignId(row["campaign"]),
        purpose=Purpose(row["purpose"]),
        basis=row["basis"],
        patient=PatientId(row["patient"]),
        family=row["family"],
        number=PhoneNumber(row["number"]) if row["number"] else None,
        language=Language(row["language"]),
        visits=tuple(VisitId(one) for one in row["visits"]),
        state=TargetState(row["state"]),
        reason=row["reason"],
        blocks=tuple((reason, datetime.fromisoformat(until) if until else None) for reason, until in row["blocks"]),
        result=ContactResult(row["result"]) if row["result"] else None,
        not_before=row["not_before"],
        not_after=row["not_after"],
        tries=row["tries"],
        rank=row["rank"],
        risk=row["risk"],
        planned_at=row["planned_at"],
        changed_at=row["changed_at"],
    )
