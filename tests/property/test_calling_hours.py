"""Calling hours in every time zone, over every change of the clock in 2026, over midnight and on two clocks.

The truth is what a clock on the wall shows, minute by minute.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.clinic.book import DailyHours
from callcenter.domain.outreach import Purpose
from outbound.rules.hours import Stretch, first_moment, merged, shared, stretch_of
from outbound.rules.settings import RuleSettings
from outbound.rules.today import Today, zone_of
from tests.support.clinic_book import TERMS, WARSAW, book_of

ZONES = sorted(name for name in available_timezones() if zone_of(name) is not None)
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_ODD_HOURS = (
    DailyHours(begins=time(9), ends=time(20)),
    DailyHours(begins=time(20), ends=time(2, 30)),
    DailyHours(begins=time(2, 30), ends=time(9)),
    DailyHours(begins=time(2, 15), ends=time(2, 45)),
    DailyHours(begins=time(0), ends=time(0)),
    DailyHours(begins=time(0, 30), ends=time(0, 30)),
    DailyHours(begins=time(1), ends=time(3)),
    DailyHours(begins=time(23, 30), ends=time(0, 30)),
)
_CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
_HOURS = st.builds(DailyHours, begins=_CLOCKS, ends=_CLOCKS)
_DATES = st.dates(date(2026, 1, 2), date(2026, 12, 30))


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """When clocks of a zone are changed in 2026, to the hour before it at most."""
    zone, found = ZoneInfo(name), []
    before = _BEGIN.astimezone(zone).utcoffset()
    for hour in range(365 * 24):
        moment = _BEGIN + hour * _HOUR
        offset = moment.astimezone(zone).utcoffset()
        if offset != before:
            found.append(moment)
        before = offset
    return tuple(found)


def _is_inside(shown: time, hours: DailyHours) -> bool:
    if hours.begins < hours.ends:
        return hours.begins <= shown < hours.ends
    return shown >= hours.begins or shown < hours.ends


def _minutes(stretch: Stretch) -> Iterator[datetime]:
    moment = stretch.begins
    while moment < stretch.ends:
        yield moment
        moment += _MINUTE


@pytest.mark.parametrize("name", ZONES)
def test_on_no_clock_is_it_outside_the_hours_while_they_last(name: str) -> None:
    zone = ZoneInfo(name)
    for change in changes(name):
        days = [change.astimezone(zone).date() + number * _DAY for number in (-2, -1, 0, 1)]
        for hours in _ODD_HOURS:
            opened = [found for day in days if (found := stretch_of(day, hours, zone)) is not None]
            for one in opened:
                shown = [moment.astimezone(zone).time() for moment in _minutes(one)]
                assert all(_is_inside(clock, hours) for clock in shown), (change, hours)
            assert all(one.ends <= other.begins for one, other in pairwise(opened))


@pytest.mark.parametrize("name", ZONES)
def test_hours_are_empty_only_where_no_clock_ever_shows_them(name: str) -> None:
    zone = ZoneInfo(name)
    for change in changes(name):
        around = [change + number * _MINUTE for number in range(-2 * 24 * 60, 2 * 24 * 60)]
        shown = {moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in around}
        for day in (change.astimezone(zone).date() + number * _DAY for number in (-1, 0)):
            for hours in _ODD_HOURS:
                last = day if hours.begins < hours.ends else day + _DAY
                span = datetime.combine(day, hours.begins), datetime.combine(last, hours.ends)
                is_shown = any(span[0] <= at < span[1] for at in shown)
                found = stretch_of(day, hours, zone)
                assert (found is not None) is is_shown, (day, hours)
                if found is not None:
                    assert found.ends - found.begins <= span[1] - span[0] + 2 * _HOUR


@given(st.sampled_from(ZONES), _DATES, _HOURS)
@settings(max_examples=300, deadline=None)
def test_whatever_hours_on_whatever_day_are_those_of_the_wall(name: str, day: date, hours: DailyHours) -> None:
    zone = ZoneInfo(name)
    found = stretch_of(day, hours, zone)
    if found is not None:
        assert all(_is_inside(moment.astimezone(zone).time(), hours) for moment in _minutes(found))
        assert found.begins.astimezone(zone).date() == day


@given(st.sampled_from(ZONES), _DATES)
@settings(max_examples=300, deadline=None)
def test_a_day_begins_when_its_date_is_first_shown(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    begin = first_moment(day, zone)
    assert begin.astimezone(zone).date() == day
    assert (begin - _MINUTE).astimezone(zone).date() < day


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), _DATES, _HOURS, st.integers(0, 24 * 60 - 1))
@settings(max_examples=300, deadline=None)
def test_nobody_is_called_outside_the_window_on_either_clock(
    clinic: str, patient: str, day: date, hours: DailyHours, minute: int
) -> None:
    ours, theirs = ZoneInfo(clinic), ZoneInfo(patient)
    book = book_of(zone=ours, hours=hours, days_off=frozenset())
    as_of = first_moment(day, ours) + minute * _MINUTE
    openings = Today(book.terms, RuleSettings(), as_of).openings(Purpose.RECALL, theirs)
    for one in openings:
        assert as_of < one.ends
        for moment in (one.begins, one.begins + (one.ends - one.begins) / 2, one.ends - _MINUTE):
            if moment >= one.begins:
                assert _is_inside(moment.astimezone(ours).time(), hours)
                assert _is_inside(moment.astimezone(theirs).time(), hours)


@given(st.sampled_from(ZONES), _DATES, st.integers(0, 24 * 60 - 1))
@settings(max_examples=300, deadline=None)
def test_on_two_clocks_no_minute_is_lost_that_is_inside_on_both(name: str, day: date, minute: int) -> None:
    hours, theirs = TERMS.hours, ZoneInfo(name)
    as_of = first_moment(day, WARSAW)
    today = Today(book_of(days_off=frozenset()).terms, RuleSettings(), as_of)
    at = as_of + minute * _MINUTE
    is_open = any(one.begins <= at < one.ends for one in today.openings(Purpose.RECALL, theirs))
    assert is_open is (
        at.astimezone(WARSAW).date() == day
        and _is_inside(at.astimezone(WARSAW).time(), hours)
        and _is_inside(at.astimezone(theirs).time(), hours)
    )


_STRETCHES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=6).map(
    lambda pairs: [Stretch(_BEGIN + begin * _HOUR, _BEGIN + (begin + length) * _HOUR) for begin, length in pairs]
)


def _hours_in(stretches: list[Stretch]) -> set[int]:
    return {hour for hour in range(60) for one in stretches if one.begins <= _BEGIN + hour * _HOUR < one.ends}


@given(_STRETCHES, _STRETCHES)
def test_merging_keeps_all_time_and_sharing_what_is_in_both(some: list[Stretch], others: list[Stretch]) -> None:
    assert _hours_in(merged(some)) == _hours_in(some)
    assert all(one.ends < other.begins for one, other in pairwise(merged(some)))
    assert _hours_in(shared(merged(some), merged(others))) == _hours_in(some) & _hours_in(others)
