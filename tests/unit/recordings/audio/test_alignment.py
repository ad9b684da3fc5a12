"""Where the sides of a call lie, by what was told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.audio.alignment import IN_STEP_S, CallTimes, SidePlace, align
from recordings.stretch import Stretch

HOLD = Stretch(20.0, 50.0)


def test_sides_that_agree_with_the_call_lie_where_they_were_told_to() -> None:
    found = align((58.0, 60.2), CallTimes(offsets=(2.0, -0.2), talk_seconds=60.0))
    assert found.sides == (SidePlace(offset=2.0), SidePlace(offset=-0.2))
    assert found.doubt == ""


@pytest.mark.parametrize(("lengths", "whose"), [((55.0, 60.0), "patient"), ((60.0, 55.0), "administrator")])
def test_a_side_that_is_shorter_than_the_other_is_in_doubt(lengths: tuple[float, float], whose: str) -> None:
    found = align(lengths, CallTimes(offsets=(0.0, 0.0), talk_seconds=60.0))
    assert found.doubt == f"by up to 5.0 s: sound of the {whose}'s side is missing, and nothing tells where"
    assert found.sides == (SidePlace(offset=0.0), SidePlace(offset=0.0))


def test_what_was_reckoned_from_the_end_shows_at_the_beginning() -> None:
    found = align((58.8, 59.8), CallTimes(offsets=(1.2, 0.2), are_reckoned=True, talk_seconds=60.0))
    assert found.doubt.startswith("by up to 1.0 s: sound of the patient's side")


def test_a_side_without_a_file_leaves_no_doubt_about_the_other() -> None:
    found = align((None, 55.0), CallTimes(offsets=(0.0, 0.0), talk_seconds=60.0))
    assert found.doubt == ""


@pytest.mark.parametrize("are_reckoned", [True, False])
def test_a_recording_that_stood_still_on_hold_gets_its_time_back(are_reckoned: bool) -> None:
    offset = 30.3 if are_reckoned else 0.3
    found = align(
        (29.7, 29.7), CallTimes(offsets=(offset, offset), are_reckoned=are_reckoned, talk_seconds=60.0, holds=(HOLD,))
    )
    for place in found.sides:
        assert place.offset == pytest.approx(0.3)
        assert place.pauses == (HOLD,)
        assert place.end(29.7) == pytest.approx(60.0)
    assert found.doubt == ""


def test_one_side_alone_may_have_stood_still() -> None:
    found = align((30.0, 60.0), CallTimes(offsets=(0.0, 0.0), talk_seconds=60.0, holds=(HOLD,)))
    assert [place.pauses for place in found.sides] == [(HOLD,), ()]
    assert found.doubt == ""


@pytest.mark.parametrize("length", [60.0, 45.0, 59.0])
def test_a_hold_that_was_recorded_gets_nothing_put_in(length: float) -> None:
    found = align((length, length), CallTimes(offsets=(0.0, 0.0), talk_seconds=60.0, holds=(HOLD,)))
    assert [place.pauses for place in found.sides] == [(), ()]


def test_a_hold_counts_only_where_the_end_of_the_call_is_known() -> None:
    found = align((30.0, 30.0), CallTimes(offsets=(0.0, 0.0), holds=(HOLD,)))
    assert [place.pauses for place in found.sides] == [(), ()]


def test_a_touch_of_the_hold_button_is_no_hold() -> None:
    short = Stretch(20.0, 20.6)
    found = align((59.4, 59.4), CallTimes(offsets=(0.0, 0.0), talk_seconds=60.0, holds=(short,)))
    assert [place.pauses for place in found.sides] == [(), ()]


_SECONDS = st.floats(min_value=0.0, max_value=4000.0)
_OFFSETS = st.floats(allow_nan=True, allow_infinity=True)


@given(
    lengths=st.tuples(st.none() | _SECONDS, st.none() | _SECONDS),
    offsets=st.tuples(_OFFSETS, _OFFSETS),
    talk=st.none() | _SECONDS,
    hold=st.tuples(_SECONDS, _SECONDS),
    are_reckoned=st.booleans(),
)
def test_whatever_is_told_the_sides_lie_somewhere_sensible(
    lengths: tuple[float | None, float | None],
    offsets: tuple[float, float],
    talk: float | None,
    hold: tuple[float, float],
    are_reckoned: bool,
) -> None:
    times = CallTimes(
        offsets=offsets, are_reckoned=are_reckoned, talk_seconds=talk, holds=(Stretch(min(hold), max(hold)),)
    )
    found = align(lengths, times)
    for place, length in zip(found.sides, lengths, strict=True):
        assert abs(place.offset) <= 4000 + 3600
        if place.pauses and talk is not None and length is not None:
            assert place.end(length) == pytest.approx(talk, abs=IN_STEP_S + 0.001)
