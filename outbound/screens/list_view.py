"""The list of campaigns, and the head of one, as their templates need them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.domain.outreach import Purpose
from outbound.campaigns.campaign import Campaign, CampaignState, orders_of
from outbound.campaigns.forecast import Load, ends_at
from outbound.campaigns.pacing import Trunk
from outbound.screens.tally import Tally
from outbound.screens.words import Words

_TRIES_EXPECTED = 1.4
"""How many calls one patient takes on average, the repeated ones included, before anything is known of a clinic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When a campaign will be done."""

    ends_at: datetime
    too_late: bool
    """After the hours of calling: some will not be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShown:
    """One button."""

    order: str
    words: str
    meaning: str
    key: str
    is_first: bool
    is_danger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """One campaign."""

    id: str
    title: str
    purpose: str
    mode: str
    flow: str
    state: str
    tone: str
    calls: bool
    """It begins calls by itself now."""
    tally: Tally
    forecast: Forecast | None
    orders: Sequence[OrderShown]
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of campaign that can be made."""

    purpose: Purpose
    words: str
    what_it_does: str


def row_of(campaign: Campaign, tally: Tally, forecast: Forecast | None, words: Words, flow: str) -> CampaignRow:
    """One row; `flow`: what the robot's conversation is called."""
    state, tone = words.campaign_state(campaign.state)
    return CampaignRow(
        id=campaign.id,
        title=campaign.title,
        purpose=words.purpose(campaign.purpose),
        mode=words.mode(campaign.mode),
        flow=flow,
        state=state,
        tone=tone,
        calls=campaign.state is CampaignState.RUNNING,
        tally=tally,
        forecast=forecast,
        orders=orders_shown(campaign.state, words),
        edition=campaign.edition,
    )


def orders_shown(state: CampaignState, words: Words) -> tuple[OrderShown, ...]:
    """The buttons of a campaign in a state: what goes on first, stopping at once last."""
    shown = []
    for place, order in enumerate(orders_of(state)):
        text, meaning, key = words.order(order)
        is_danger = order.value == "stop"
        shown.append(
            OrderShown(
                order=order.value, words=text, meaning=meaning, key=key, is_first=place == 0, is_danger=is_danger
            )
        )
    return tuple(shown)


def kinds(words: Words) -> tuple[Kind, ...]:
    """What can be made, in the order of what is called first."""
    return tuple(Kind(purpose=one, words=words.purpose(one), what_it_does=words.what_it_does(one)) for one in Purpose)


def forecast_of(
    tally: Tally, measured: tuple[timedelta, int], hours: tuple[datetime, datetime] | None, trunk: Trunk, now: datetime
) -> Forecast | None:
    """When the calls that are left are over, if all lines stay free for this campaign; None where nothing is left.

    `hours`: the moment before which the last planned call waits, and the end of the last hours of calling.
    """
    left = tally.still_to_call + tally.in_hand
    if not left or hours is None:
        return None
    length, calls = measured
    earliest, last = hours
    load = Load(attempts=left * _TRIES_EXPECTED, measured=length, measured_calls=calls, earliest_end=earliest)
    begin = max(now, min(earliest, now)) if earliest <= now else now
    end = ends_at(load, trunk, begin, lines=trunk.lines)
    return None if end is None else Forecast(ends_at=end, too_late=end > last)
