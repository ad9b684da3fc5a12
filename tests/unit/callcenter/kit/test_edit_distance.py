"""How far texts and rows of words are from each other."""

import hypothesis.strategies as st
from hypothesis import given

from callcenter.kit.edit_distance import edit_distance

words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=8)


def test_it_counts_words_to_change_to_add_and_to_drop() -> None:
    assert edit_distance(["a", "b", "c"], ["a", "x", "c"]) == 1
    assert edit_distance(["a", "b", "c"], ["a", "c"]) == 1
    assert edit_distance(["a", "b"], ["a", "b", "c", "d"]) == 2


@given(words, words, words)
def test_it_is_a_distance(one: list[str], two: list[str], three: list[str]) -> None:
    assert (edit_distance(one, two) == 0) == (one == two)
    assert edit_distance(one, two) == edit_distance(two, one)
    assert edit_distance(one, three) <= edit_distance(one, two) + edit_distance(two, three)


@given(left=st.text(max_size=8), right=st.text(max_size=8), most=st.integers(0, 3))
def test_with_a_limit_it_says_the_same_up_to_it_and_no_more_beyond(left: str, right: str, most: int) -> None:
    assert edit_distance(left, right, most) == min(edit_distance(left, right), most + 1)
