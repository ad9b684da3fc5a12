"""Whose turn is it? One free line, several campaigns that want it. Pure.

A campaign of a lower priority number goes first as long as it has anybody to call: confirmations before recalls. Among
campaigns of one priority the line goes to the one that uses the least of what is its share: weighted fair queueing with
calls in hand as the measure (A. Demers, S. Keshav, S. Shenker, 1989, in its simplest form), so that a campaign of
100,000 patients does not keep one of 50 waiting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from outbound.campaigns.campaign import CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A campaign that has somebody to call now."""

    campaign: CampaignId
    priority: int
    """Lower goes first."""
    share: int
    """Parts of the lines beside others of the same priority; 1 or more."""
    open_calls: int
    """Its calls in hand."""
    last_begun: datetime | None = None
    """When its last call began; None: none yet."""


def whose_turn(claims: Iterable[Claim]) -> CampaignId | None:
    """The campaign that gets the next free line; None where nobody wants it."""
    best = min(claims, key=_rank, default=None)
    return None if best is None else best.campaign


def _rank(claim: Claim) -> tuple[int, float, float, str]:
    waited_since = claim.last_begun.timestamp() if claim.last_begun else 0.0
    return claim.priority, (claim.open_calls + 1) / claim.share, waited_since, claim.campaign
