"""Weights that add up to 100, whatever they were before."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.own_standard.weights import to_hundred
from recordings.scoring.loader import load_standard

_WEIGHTS = st.lists(st.floats(min_value=0, max_value=100_000, allow_nan=False), min_size=1, max_size=100)


@given(_WEIGHTS)
def test_any_weights_are_brought_to_a_hundred_and_none_to_nothing(weights: list[float]) -> None:
    points = to_hundred(weights)
    assert sum(points) == 100
    assert min(points) >= 1
    assert len(points) == len(weights)


@given(_WEIGHTS)
def test_what_weighed_more_never_weighs_less(weights: list[float]) -> None:
    points = to_hundred(weights)
    order = sorted(range(len(weights)), key=lambda place: weights[place])
    assert all(
        points[low] <= points[high] + 1 for low, high in pairwise(order)
    )  # a point is not divided, so equals may differ by one


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_weights_that_add_up_stay_as_they_are(weights: list[int]) -> None:
    points = to_hundred(weights)
    assert to_hundred(points) == points


def test_proportions_are_kept() -> None:
    assert to_hundred([50, 30, 20]) == [50, 30, 20]
    assert to_hundred([5, 3, 2]) == [50, 30, 20]
    assert to_hundred([0, 0]) == [50, 50]


def test_the_shipped_weights_stay_as_they_are() -> None:
    weights = [criterion.weight for criterion in load_standard().criteria]
    assert to_hundred(weights) == weights


@pytest.mark.parametrize("count", [0, 101])
def test_so_many_weights_cannot_share_a_hundred_points(count: int) -> None:
    with pytest.raises(ValueError, match="cannot add up"):
        to_hundred([1.0] * count)
