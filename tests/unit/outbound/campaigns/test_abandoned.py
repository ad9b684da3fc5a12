"""How sure is it that fewer than 3 % of those who answered met nobody?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbound.campaigns.abandoned import Abandoned


def test_nothing_is_known_before_the_first_call() -> None:
    assert Abandoned(answered=0, abandoned=0).surely_below() == 1.0


def test_few_calls_without_a_fault_prove_little() -> None:
    assert not Abandoned(answered=50, abandoned=0).allows_ahead


def test_a_hundred_calls_without_a_fault_are_enough() -> None:
    assert Abandoned(answered=100, abandoned=0).allows_ahead


def test_the_share_seen_is_below_the_limit_and_the_true_one_may_not_be() -> None:
    counted = Abandoned(answered=200, abandoned=4)
    assert counted.share < 0.03
    assert not counted.allows_ahead


def test_the_bound_is_that_of_the_book() -> None:
    # Wilson's interval for 1 of 100, z = 1.64485, computed apart with 30 digits
    assert Abandoned(answered=100, abandoned=1).surely_below() == pytest.approx(0.0435817735, abs=1e-9)


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_the_bound_never_lies_below_what_was_seen(answered: int, abandoned: int) -> None:
    counted = Abandoned(answered=answered, abandoned=min(answered, abandoned))
    assert counted.share <= counted.surely_below() + 1e-12
    assert counted.surely_below() <= 1
