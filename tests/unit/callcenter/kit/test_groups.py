"""Who belongs together."""

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.groups import Groups

_name = st.sampled_from("abcdefgh")


def test_ties_of_ties_count() -> None:
    groups = Groups()
    groups.tie("anna", "family 1")
    groups.tie("jan", "family 1")
    groups.tie("jan", "ewa")
    assert groups.of("anna") == groups.of("ewa")
    assert groups.of("olga") != groups.of("anna")


@given(st.lists(st.tuples(_name, _name), max_size=12))
def test_the_order_of_ties_changes_nothing(ties: list[tuple[str, str]]) -> None:
    there, back = Groups(), Groups()
    for one, other in ties:
        there.tie(one, other)
    for one, other in reversed(ties):
        back.tie(other, one)
    for one in "abcdefgh":
        for other in "abcdefgh":
            assert (there.of(one) == there.of(other)) == (back.of(one) == back.of(other))
