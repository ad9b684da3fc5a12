"""What a campaign's calls came to, counted in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from callcenter.storage.tables import attempt as table
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import target
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import TargetId, TargetState

_MEASURED = 200
"""So many of the last calls say how long one takes."""
_UNSURE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCounts:
    """The calls of a campaign."""

    made: int
    open_now: int
    by_result: Mapping[str, int]
    """Of those that are over; '' where nobody was rung."""
    mean_length: timedelta | None
    """How long a line was taken by one, ringing included; None: none is over yet."""
    measured: int


def calls_of(connection: Connection, campaign: CampaignId) -> CallCounts:
    """The calls of a campaign until now."""
    query = select(table.c.ended_at.is_(None), table.c.result, func.count()).where(table.c.campaign == campaign)
    rows = connection.execute(query.group_by(table.c.ended_at.is_(None), table.c.result)).all()
    took = (
        select(call_table.c.started_at, call_table.c.ended_at)
        .join(table, table.c.call == call_table.c.id)
        .where(table.c.campaign == campaign, call_table.c.ended_at.is_not(None))
        .order_by(table.c.begun_at.desc())
        .limit(_MEASURED)
    )
    lengths = [row.ended_at - row.started_at for row in connection.execute(took)]
    return CallCounts(
        made=sum(number for _, _, number in rows),
        open_now=sum(number for is_open, _, number in rows if is_open),
        by_result={result: number for is_open, result, number in rows if not is_open},
        mean_length=sum(lengths, timedelta(0)) / len(lengths) if lengths else None,
        measured=len(lengths),
    )


def planned_between(connection: Connection, campaign: CampaignId) -> tuple[datetime | None, datetime | None]:
    """From when to when the calls that are planned may be made; None, None where none is."""
    where = (target.c.campaign == campaign) & (target.c.state == TargetState.PLANNED.value)
    query = select(func.min(target.c.not_before), func.max(target.c.not_after)).where(where)
    first, last = connection.execute(query).one()
    return first, last


def uncertain_of(connection: Connection, campaign: CampaignId) -> list[TargetId]:
    """Targets of which nobody knows whether the patient was rung: the first hundred."""
    where = (target.c.campaign == campaign) & (target.c.state == TargetState.UNCERTAIN.value)
    rows = connection.execute(select(target.c.id).where(where).order_by(target.c.changed_at).limit(_UNSURE)).scalars()
    return [TargetId(one) for one in rows]
