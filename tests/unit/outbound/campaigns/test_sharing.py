"""One free line and several campaigns: confirmations first, and no small campaign waits behind a large one."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.sharing import Claim, whose_turn

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def _claim(name: str, priority: int = 5, share: int = 1, open_calls: int = 0) -> Claim:
    return Claim(campaign=CampaignId(name), priority=priority, share=share, open_calls=open_calls)


def _ten_lines(*claims: Claim) -> Counter[str]:
    """Who has how many of ten lines once all are taken."""
    state = {one.campaign: one for one in claims}
    for number in range(10):
        turn = whose_turn(state.values())
        assert turn is not None
        now = NOW + timedelta(seconds=number)
        state[turn] = replace(state[turn], open_calls=state[turn].open_calls + 1, last_begun=now)
    return Counter({name: one.open_calls for name, one in state.items()})


def test_nobody_wants_a_line() -> None:
    assert whose_turn([]) is None


def test_confirmations_go_before_recalls() -> None:
    assert _ten_lines(_claim("confirm", 1), _claim("recall", 5)) == {"confirm": 10, "recall": 0}


def test_campaigns_of_one_priority_share_the_lines() -> None:
    assert _ten_lines(_claim("large"), _claim("small")) == {"large": 5, "small": 5}


def test_a_campaign_with_four_parts_gets_four_times_as_many_lines() -> None:
    assert _ten_lines(_claim("large", share=4), _claim("small")) == {"large": 8, "small": 2}


def test_a_campaign_that_begins_late_is_not_kept_waiting() -> None:
    assert whose_turn([_claim("old", open_calls=6), _claim("new")]) == "new"
