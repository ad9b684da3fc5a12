"""Frames that come doubled, late, out of order or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from recordings.transcribe.live.hearing import Hearing
from recordings.transcribe.live.order import WINDOW, InOrder
from recordings.transcribe.live.port import Frame
from recordings.transcript import Word
from tests.unit.recordings.transcribe.live.listening import CountingRecogniser, frame


def _words(frames: list[Frame]) -> tuple[list[Word], int]:
    """What is heard of `frames` in the order of their coming, and how many were left out."""
    order, hearing = InOrder(), Hearing(CountingRecogniser)
    said = [heard for one in frames for piece in order.put(one) for heard in hearing.take(piece)]
    said += [heard for piece in order.flush() for heard in hearing.take(piece)]
    said += hearing.finish()
    return [word for heard in said if heard.is_final for word in heard.words], order.late


@st.composite
def _arrivals(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Numbers of frames in the order of their coming, no frame more than the window late; and those that came."""
    count = draw(st.integers(1, 60))
    numbers = range(count)
    there = [number for number in numbers if number not in draw(st.sets(st.integers(0, count)))]
    late = draw(st.lists(st.integers(0, WINDOW - 1), min_size=len(there), max_size=len(there)))
    coming = [(number + wait, number) for number, wait in zip(there, late, strict=True)]
    doubled = draw(st.lists(st.sampled_from(coming), max_size=20)) if coming else []
    again = [(when + draw(st.integers(0, 3 * WINDOW)), number) for when, number in doubled]
    return [number for _, number in sorted(coming + again)], there


@given(_arrivals())
def test_however_frames_come_each_is_heard_once_and_at_its_own_time(arrivals: tuple[list[int], list[int]]) -> None:
    coming, there = arrivals
    words, left_out = _words([frame(number) for number in coming])
    assert [(word.text, word.start, word.end) for word in words] == [
        (str(number + 1), round(number * 0.02, 3), round((number + 1) * 0.02, 3)) for number in there
    ]
    assert left_out == len(coming) - len(there)


@given(_arrivals(), st.integers(0, 1000))
def test_what_is_heard_does_not_depend_on_the_first_number_or_the_first_moment(
    arrivals: tuple[list[int], list[int]], first: int
) -> None:
    coming, _ = arrivals
    plain, _ = _words([frame(number) for number in coming])
    moved, _ = _words(
        [frame(first + number, value=number + 1, at=round(first * 0.02 + number * 0.02, 6)) for number in coming]
    )
    assert [(word.text, round(word.start - first * 0.02, 3)) for word in moved] == [
        (word.text, word.start) for word in plain
    ]


def test_a_frame_in_its_turn_is_passed_on_at_once() -> None:
    order = InOrder()
    for number in range(WINDOW):
        order.put(frame(number))
    assert [piece.at for piece in order.put(frame(WINDOW))] == [WINDOW * 0.02]


def test_a_missing_frame_is_given_up_when_the_window_is_full() -> None:
    order = InOrder()
    passed = [order.put(frame(number)) for number in range(3 * WINDOW) if number != WINDOW]
    counts = [len(pieces) for pieces in passed]
    assert counts == [0] * (WINDOW - 1) + [WINDOW] + [0] * (WINDOW - 1) + [WINDOW] + [1] * (WINDOW - 1)
    assert order.put(frame(WINDOW)) == []
    assert order.late == 1


def test_a_source_that_numbers_anew_is_heard_on() -> None:
    numbered_anew = [frame(number, at=20.0 + number * 0.02) for number in range(20)]
    words, left_out = _words([*(frame(number + 500, value=777) for number in range(20)), *numbered_anew])
    assert left_out == 0
    assert [word.start for word in words if word.text != "777"] == [
        round(20.0 + number * 0.02, 3) for number in range(20)
    ]
