"""Pieces of a recording's time are put together without losing or inventing any of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recordings.stretch import Stretch, joined

_STRETCHES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)).map(lambda pair: Stretch(pair[0], sum(pair))))


def test_what_overlaps_touches_or_lies_close_is_one() -> None:
    given_out_of_order = [Stretch(5, 6), Stretch(0, 1), Stretch(1, 2), Stretch(2.2, 3)]
    assert joined(given_out_of_order) == (Stretch(0, 2), Stretch(2.2, 3), Stretch(5, 6))
    assert joined(given_out_of_order, 0.5) == (Stretch(0, 3), Stretch(5, 6))


def test_its_length_is_told() -> None:
    assert Stretch(1.5, 4).seconds == 2.5


@given(stretches=_STRETCHES)
def test_the_same_time_is_covered_and_nothing_twice(stretches: list[Stretch]) -> None:
    whole = joined(stretches)
    assert all(before.end < after.start for before, after in pairwise(whole))
    covered = {at for one in stretches for at in range(int(one.start), int(one.end))}
    assert {at for one in whole for at in range(int(one.start), int(one.end))} == covered
