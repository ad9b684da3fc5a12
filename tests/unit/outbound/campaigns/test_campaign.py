"""What can be done with a campaign, and where it stands then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbound.campaigns.campaign import CampaignState, Order, WrongOrderError, after, orders_of

ORDERS = st.sampled_from(Order)


def test_a_started_campaign_calls() -> None:
    assert after(CampaignState.DRAFT, Order.START).calls


@pytest.mark.parametrize("state", [one for one in CampaignState if one is not CampaignState.RUNNING])
def test_only_a_running_campaign_begins_calls(state: CampaignState) -> None:
    assert not state.calls


def test_a_paused_campaign_is_taken_up_again() -> None:
    assert after(after(CampaignState.RUNNING, Order.PAUSE), Order.RESUME) is CampaignState.RUNNING


def test_a_button_pressed_twice_does_nothing_the_second_time() -> None:
    assert after(CampaignState.PAUSED, Order.PAUSE) is CampaignState.PAUSED


def test_a_pause_of_what_never_began_is_refused_in_words() -> None:
    with pytest.raises(WrongOrderError, match="Load the page again"):
        after(CampaignState.DRAFT, Order.PAUSE)


@given(st.lists(ORDERS, max_size=12))
def test_a_stopped_campaign_begins_no_call_until_it_is_started_again(orders: list[Order]) -> None:
    state = CampaignState.STOPPED
    for order in orders:
        if order is Order.START:
            return
        try:
            state = after(state, order)
        except WrongOrderError:
            continue
        assert not state.calls


@pytest.mark.parametrize("state", CampaignState)
def test_what_a_page_offers_can_be_done(state: CampaignState) -> None:
    for order in orders_of(state):
        assert after(state, order) is not state
