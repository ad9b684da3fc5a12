"""Calls begin no faster than the trunk allows, and never more at once than it has lines."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outbound.campaigns.pacing import Pace, Trunk, begin, begun, gap, may_begin, wait

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TRUNK = Trunk(name="city", lines=3, calls_per_second=2)
TICK = timedelta(milliseconds=20)


def _run(trunk: Trunk, looks: list[datetime], lines_free: int = 10**6) -> list[datetime]:
    """When calls begin where somebody looks at these moments."""
    pace = Pace(next_at=looks[0])
    calls: list[datetime] = []
    for now in looks:
        while len(calls) < lines_free and may_begin(pace, trunk, open_calls=0, now=now):
            pace = begun(pace, trunk, now)
            calls.append(now)
    return calls


def test_a_free_line_is_used_at_once_where_the_pace_allows() -> None:
    assert may_begin(Pace(next_at=NOW), TRUNK, open_calls=2, now=NOW)


def test_no_call_begins_while_all_lines_are_taken() -> None:
    assert not may_begin(Pace(next_at=NOW), TRUNK, open_calls=3, now=NOW)


def test_a_trunk_without_lines_calls_nobody() -> None:
    assert not may_begin(Pace(next_at=NOW), Trunk(name="off", lines=0, calls_per_second=1), open_calls=0, now=NOW)


def test_a_new_process_waits_a_moment_before_its_first_call() -> None:
    assert not may_begin(begin(NOW), TRUNK, open_calls=0, now=NOW)


def test_the_set_pace_is_held_within_five_percent() -> None:
    trunk = Trunk(name="city", lines=1000, calls_per_second=50)
    looks = [NOW + TICK * number for number in range(3000)]
    calls = _run(trunk, looks)
    assert 0.95 * 50 * 60 <= len(calls) <= 1.05 * 50 * 60


@given(
    st.lists(st.integers(0, 3000), min_size=1, max_size=200),
    st.floats(0.2, 50, allow_nan=False),
)
def test_no_second_has_more_calls_than_allowed_whenever_somebody_looks(gaps: list[int], speed: float) -> None:
    trunk = Trunk(name="city", lines=1000, calls_per_second=speed)
    looks, now = [], NOW
    for one in gaps:
        now += timedelta(milliseconds=one)
        looks.append(now)
    calls = _run(trunk, looks)
    for first in calls:
        within = [one for one in calls if first <= one < first + timedelta(seconds=1)]
        assert len(within) <= speed + 2  # one for the begin of the stretch, one for a look that came late


@given(st.integers(-(10**6), 10**6))
def test_a_clock_that_is_set_keeps_nobody_from_calling_for_long(seconds: int) -> None:
    pace = begun(Pace(next_at=NOW), TRUNK, NOW)
    moved = NOW + timedelta(seconds=seconds)
    assert wait(pace, moved) <= timedelta(seconds=5)
    assert begun(pace, TRUNK, moved).next_at <= moved + gap(TRUNK)
