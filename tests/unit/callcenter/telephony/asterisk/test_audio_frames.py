"""AudioSocket's bytes as frames, and where these belong in time."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.telephony.asterisk.audio_frames import FrameClock, FrameReader, name_in


def packed(kind: int, content: bytes) -> bytes:
    return struct.pack(">BH", kind, len(content)) + content


@given(
    frames=st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=400)), max_size=8),
    cuts=st.lists(st.integers(1, 50), min_size=1, max_size=20),
)
def test_frames_are_the_same_in_whatever_pieces_they_come(frames: list[tuple[int, bytes]], cuts: list[int]) -> None:
    stream = b"".join(packed(*frame) for frame in frames)
    reader, found, place = FrameReader(), [], 0
    while place < len(stream):
        size = cuts[place % len(cuts)]
        found += list(reader.feed(stream[place : place + size]))
        place += size
    assert found == frames


def test_a_name_of_another_length_is_no_name() -> None:
    assert name_in(1, bytes(16)) is not None
    assert name_in(1, bytes(15)) is None
    assert name_in(0x10, bytes(16)) is None


def test_frames_that_come_steadily_follow_one_another() -> None:
    clock = FrameClock()
    places = [clock.place(100 + 0.02 * number, 0.02) for number in range(50)]
    assert places == pytest.approx([0.02 * number for number in range(50)])


def test_frames_that_come_late_and_then_all_at_once_leave_no_hole() -> None:
    clock = FrameClock()
    moments = [10.05, 10.052, 10.054, 10.06, 10.08, 10.1]  # the first three had been held up
    places = [clock.place(moment, 0.02) for moment in moments]
    assert places == pytest.approx([0.02 * number for number in range(6)])


def test_a_key_of_a_tenth_of_a_second_is_a_hole_of_so_long() -> None:
    clock = FrameClock()
    before = [clock.place(10 + 0.02 * number, 0.02) for number in range(10)]
    after = clock.place(10 + 0.02 * 9 + 0.12, 0.02)
    assert after - before[-1] == pytest.approx(0.12)
