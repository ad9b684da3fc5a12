"""The campaign page says when the evening's calls will be done."""

from datetime import UTC, datetime, timedelta

from outbound.campaigns.forecast import Load, ends_at
from outbound.campaigns.pacing import Trunk

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TRUNK = Trunk(name="city", lines=10, calls_per_second=1)
MINUTE = timedelta(minutes=1)


def test_nothing_left_is_done_now() -> None:
    assert ends_at(Load(attempts=0), TRUNK, NOW, lines=10) == NOW


def test_without_a_free_line_nobody_knows() -> None:
    assert ends_at(Load(attempts=5), TRUNK, NOW, lines=0) is None


def test_ten_lines_and_calls_of_a_minute_make_ten_a_minute() -> None:
    load = Load(attempts=100, measured=MINUTE, measured_calls=50)
    assert ends_at(load, TRUNK, NOW, lines=10) == NOW + 11 * MINUTE


def test_the_pace_holds_back_where_lines_are_plenty() -> None:
    load = Load(attempts=600, measured=MINUTE, measured_calls=50)
    assert ends_at(load, TRUNK, NOW, lines=1000) == NOW + 11 * MINUTE


def test_one_odd_call_does_not_change_the_forecast_much() -> None:
    quiet, odd = Load(attempts=100), Load(attempts=100, measured=timedelta(hours=1), measured_calls=1)
    usual, after_one = ends_at(quiet, TRUNK, NOW, lines=10), ends_at(odd, TRUNK, NOW, lines=10)
    assert usual is not None
    assert after_one is not None
    assert after_one - NOW < 6 * (usual - NOW)


def test_a_repeated_call_that_waits_is_waited_for() -> None:
    later = NOW + timedelta(hours=2)
    assert ends_at(Load(attempts=1, earliest_end=later), TRUNK, NOW, lines=10) == later
