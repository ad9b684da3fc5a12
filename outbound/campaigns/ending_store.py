"""What of a campaign's calls is still to be ended, in the database."""

from collections.abc import Collection

from sqlalchemy import Connection, exists, select, update

from callcenter.domain.calls import CallState
from callcenter.kit.ids import ProviderCallId
from callcenter.storage.tables import attempt, campaign, wished_call
from callcenter.storage.tables import call as call_table
from outbound.campaigns.campaign import CampaignId, CampaignState
from outbound.wished_store import WishState


def withdraw_wishes(connection: Connection, of: CampaignId, problem: str) -> int:
    """Refuse the calls of a campaign that are wished and that nobody has begun to dial; returns how many."""
    open_calls = select(attempt.c.call).where(attempt.c.campaign == of, attempt.c.ended_at.is_(None))
    where = (wished_call.c.state == WishState.WISHED.value) & wished_call.c.id.in_(open_calls)
    changed = update(wished_call).where(where).values(state=WishState.REFUSED.value, problem=problem)
    return connection.execute(changed).rowcount


def campaigns_to_end(connection: Connection) -> list[CampaignId]:
    """Campaigns that were to end with their last call, and have none any more."""
    has_calls = exists().where(attempt.c.campaign == campaign.c.id, attempt.c.ended_at.is_(None))
    query = select(campaign.c.id).where(campaign.c.state == CampaignState.DRAINING.value, ~has_calls)
    return [CampaignId(one) for one in connection.execute(query).scalars()]


def calls_to_put_down(connection: Connection, exchange: str, limit: int = 1_000) -> Collection[ProviderCallId]:
    """Calls of stopped campaigns that go on at an exchange."""
    query = (
        select(call_table.c.provider_call)
        .join(attempt, attempt.c.call == call_table.c.id)
        .join(campaign, campaign.c.id == attempt.c.campaign)
        .where(
            attempt.c.ended_at.is_(None),
            campaign.c.state == CampaignState.STOPPED.value,
            call_table.c.exchange == exchange,
            call_table.c.state != CallState.ENDED.value,
        )
        .limit(limit)
    )
    return [ProviderCallId(one) for one in connection.execute(query).scalars()]
