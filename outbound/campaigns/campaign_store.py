"""Campaigns and their editions in the database."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.domain.outreach import Purpose
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import OperatorId
from callcenter.kit.words import N_
from callcenter.storage.tables import campaign as table
from callcenter.storage.tables import campaign_edition
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode


def add_campaign(connection: Connection, new: Campaign) -> None:
    """Store a new campaign with its first edition."""
    connection.execute(
        insert(table).values(
            id=new.id,
            purpose=new.purpose.value,
            state=new.state.value,
            created_at=new.created_at,
            created_by=new.created_by,
            **_values(new),
        )
    )
    _add_edition(connection, new, new.created_by)


def change_campaign(connection: Connection, changed: Campaign, before: int, by: OperatorId) -> bool:
    """Store what a person changed, as a new edition; False where somebody else was quicker, so that `before` is no
    longer the edition in force, and nothing is changed. The state stays as it is."""
    where = (table.c.id == changed.id) & (table.c.edition == before)
    if not connection.execute(update(table).where(where).values(**_values(changed))).rowcount:
        return False
    _add_edition(connection, changed, by)
    return True


def turn_campaign(
    connection: Connection, campaign: CampaignId, before: CampaignState, after: CampaignState, now: datetime
) -> bool:
    """Move a campaign from one state to another; False where it is not in the first, and nothing is changed."""
    where = (table.c.id == campaign) & (table.c.state == before.value)
    changed = update(table).where(where).values(state=after.value, changed_at=now)
    return bool(connection.execute(changed).rowcount)


def note_planned(connection: Connection, campaign: CampaignId, now: datetime) -> None:
    """It was planned as a whole."""
    connection.execute(update(table).where(table.c.id == campaign).values(planned_at=now))


def planned_at(connection: Connection, campaign: CampaignId) -> datetime | None:
    """When it was last planned as a whole; None: never."""
    return connection.execute(select(table.c.planned_at).where(table.c.id == campaign)).scalar_one_or_none()


def get_campaign(connection: Connection, campaign: CampaignId) -> Campaign:
    """The campaign of that id. Raises NotFoundError."""
    row = connection.execute(select(table).where(table.c.id == campaign)).mappings().one_or_none()
    if row is None:
        raise NotFoundError(N_("There is no such campaign. Choose one from the list."))
    return _campaign(row)


def rules_of_edition(connection: Connection, campaign: CampaignId, edition: int) -> Mapping[str, object] | None:
    """The rules of one edition, or None where there is no such."""
    where = (campaign_edition.c.campaign == campaign) & (campaign_edition.c.edition == edition)
    found: Mapping[str, object] | None = connection.execute(select(campaign_edition.c.rules).where(where)).scalar()
    return found


def campaigns(connection: Connection, states: Collection[CampaignState] = tuple(CampaignState)) -> list[Campaign]:
    """Campaigns in one of these states: by priority, then the oldest first."""
    query = select(table).where(table.c.state.in_([one.value for one in states]))
    rows = connection.execute(query.order_by(table.c.priority, table.c.created_at, table.c.id)).mappings()
    return [_campaign(row) for row in rows]


def _add_edition(connection: Connection, of: Campaign, by: OperatorId) -> None:
    connection.execute(
        insert(campaign_edition).values(
            campaign=of.id,
            edition=of.edition,
            flow=of.flow,
            script=of.script,
            mode=of.mode.value,
            rules=dict(of.rules),
            at=of.changed_at,
            by=by,
        )
    )


def _values(one: Campaign) -> dict[str, object]:
    """What a person can change."""
    return {
        "title": one.title,
        "mode": one.mode.value,
        "priority": one.priority,
        "share": one.share,
        "flow": one.flow,
        "script": one.script,
        "rules": dict(one.rules),
        "edition": one.edition,
        "changed_at": one.changed_at,
    }


def _campaign(row: RowMapping) -> Campaign:
    return Campaign(
        id=CampaignId(row["id"]),
        purpose=Purpose(row["purpose"]),
        title=row["title"],
        mode=Mode(row["mode"]),
        state=CampaignState(row["state"]),
        priority=row["priority"],
        share=row["share"],
        flow=row["flow"],
        script=row["script"],
        rules=row["rules"],
        edition=row["edition"],
        created_at=row["created_at"],
        created_by=OperatorId(row["created_by"]),
        changed_at=row["changed_at"],
    )
