"""Pieces of a recording's time are put together without losing or inventing any of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recordings.stretch import Stretch, common, joined, total, without

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


@given(some=_STRETCHES, others=_STRETCHES)
def test_time_in_both_and_time_in_one_only_make_up_the_whole(some: list[Stretch], others: list[Stretch]) -> None:
    one, other = joined(some), joined(others)
    assert common(one, other) == common(other, one)
    assert not common(without(one, other), other)
    assert abs(total(common(one, other)) + total(without(one, other)) - total(one)) < 1e-9


def test_what_is_taken_out_leaves_what_lies_before_and_behind() -> None:
    assert without((Stretch(0, 10),), (Stretch(2, 3), Stretch(5, 20))) == (Stretch(0, 2), Stretch(3, 5))
    assert without((), (Stretch(2, 3),)) == ()
    assert without((Stretch(0, 1),), ()) == (Stretch(0, 1),)
