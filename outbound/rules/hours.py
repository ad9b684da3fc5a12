"""Daily hours as stretches of time: what a clock on the wall shows, over midnight and through changes of the clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from callcenter.clinic.book import DailyHours
from outbound.rules.days import ONE_DAY

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Time without a hole, in UTC: `begins` is in it, `ends` is not."""

    begins: datetime
    ends: datetime


@lru_cache(maxsize=1024)
def stretch_of(day: date, hours: DailyHours, zone: ZoneInfo) -> Stretch | None:
    """The hours that open on `day`, on the clocks of `zone`; None where a change of the clock leaves them all out.

    No clock in the zone shows a time outside `hours` while they last. Where an hour comes twice, hours that begin in
    the midst of it begin in the second, hours that end in it end in the first, and hours within it are in the first.
    """
    last_day = day if hours.begins < hours.ends else day + ONE_DAY
    begins, ends = _opening(day, hours.begins, zone), _closing(last_day, hours.ends, zone)
    if begins >= ends:
        begins = _readings(day, hours.begins, zone)[0]
    return Stretch(begins, ends) if begins < ends else None


def first_moment(day: date, zone: ZoneInfo) -> datetime:
    """When `day` begins in `zone`, in UTC."""
    return _opening(day, time(), zone)


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time in order, without holes of no length."""
    done: list[Stretch] = []
    for one in sorted(stretches):
        if done and one.begins <= done[-1].ends:
            done[-1] = Stretch(done[-1].begins, max(done[-1].ends, one.ends))
        else:
            done.append(one)
    return done


def shared(some: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """What lies in both."""
    return [
        Stretch(begins, ends)
        for one in some
        for other in others
        if (begins := max(one.begins, other.begins)) < (ends := min(one.ends, other.ends))
    ]


def _opening(day: date, at: time, zone: ZoneInfo) -> datetime:
    first, second = _readings(day, at, zone)
    if first > second:
        return _change(second, first, zone)  # clocks jump over it
    is_whole_hour_again = first < second and _change(first, second, zone) == second
    return first if is_whole_hour_again else second


def _closing(day: date, at: time, zone: ZoneInfo) -> datetime:
    first, second = _readings(day, at, zone)
    return _change(second, first, zone) if first > second else first


def _readings(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When clocks show a time: twice the same, or the first and the second of two times, or, where they never show it,
    what it would be by the offset before the change and by the one behind it."""
    shown = datetime.combine(day, at, tzinfo=zone)
    return shown.replace(fold=0).astimezone(UTC), shown.replace(fold=1).astimezone(UTC)


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which clocks were changed, later than `low` and not later than `high`."""
    before = low.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
