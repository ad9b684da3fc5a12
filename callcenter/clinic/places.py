"""Free places in the doctors' days: found, chosen for an offer, and checked again before one is given away. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.schedule import Busy, Schedule, WorkingHours
from callcenter.domain.clinic import Doctor, Slot

GRID = timedelta(minutes=30)
"""Visits begin at these steps from the opening of the day, or right after another visit."""

_ROUND = 5
"""Minutes to which a start after another visit is rounded up."""


def free_places(
    schedule: Schedule,
    doctors: Iterable[Doctor],
    *,
    zone: ZoneInfo,
    earliest: datetime,
    days: int,
    length: timedelta,
) -> list[Slot]:
    """Every place of `length` from `earliest` on, over `days` calendar days of the clinic, in the order of time."""
    first = earliest.astimezone(zone).date()
    taken = _by_doctor_and_day(schedule.busy, zone)
    places = [
        place
        for doctor in doctors
        for day in (first + timedelta(days=offset) for offset in range(days))
        for place in _places_of_day(schedule, doctor, day, zone, length, taken.get((doctor.id, day), ()))
        if place.starts_at >= earliest
    ]
    return sorted(places, key=lambda place: (place.starts_at, place.doctor_name))


def is_free(slot: Slot, schedule: Schedule, zone: ZoneInfo) -> bool:
    """True where the place lies in the doctor's working hours and meets nothing that is taken."""
    day = slot.starts_at.astimezone(zone).date()
    inside = any(
        opens <= slot.starts_at and slot.starts_at + slot.length <= closes
        for opens, closes in _stretches(schedule.hours, slot.doctor, day, zone)
    )
    return inside and not any(busy.meets(slot) for busy in schedule.busy)


def places_to_offer(places: Sequence[Slot], count: int = 4, zone: ZoneInfo | None = None) -> tuple[Slot, ...]:
    """Up to `count` places of one doctor that give a real choice: the earliest first, then other days or half-days.

    The doctor is the one of the earliest place, so that a script can name the doctor once.
    """
    if not places:
        return ()
    of_one = [place for place in places if place.doctor == places[0].doctor]
    chosen: list[Slot] = []
    seen: set[tuple[date, bool]] = set()
    for place in of_one:
        local = place.starts_at.astimezone(zone or UTC)
        half_day = (local.date(), local.hour < 13)
        if half_day not in seen:
            seen.add(half_day)
            chosen.append(place)
    rest = [place for place in of_one if place not in chosen]
    return tuple(sorted((chosen + rest)[:count], key=lambda place: place.starts_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Idle time in a doctor's day."""

    starts_at: datetime
    ends_at: datetime


def gaps_of_day(schedule: Schedule, doctor: str, day: date, zone: ZoneInfo, *, at_least: timedelta) -> list[Gap]:
    """The idle stretches of a doctor's day that are at least that long, in the order of time."""
    return [
        Gap(starts_at=begin, ends_at=end)
        for opens, closes in _stretches(schedule.hours, doctor, day, zone)
        for begin, end in _between(opens, closes, [busy for busy in schedule.busy if busy.doctor == doctor])
        if end - begin >= at_least
    ]


def _places_of_day(
    schedule: Schedule, doctor: Doctor, day: date, zone: ZoneInfo, length: timedelta, taken: Sequence[Busy]
) -> Iterator[Slot]:
    for opens, closes in _stretches(schedule.hours, doctor.id, day, zone):
        for begin, end in _between(opens, closes, taken):
            for start in _starts(begin, end, opens, length):
                yield Slot(doctor=doctor.id, doctor_name=doctor.name, starts_at=start, length=length)


def _by_doctor_and_day(busy: Iterable[Busy], zone: ZoneInfo) -> dict[tuple[str, date], list[Busy]]:
    """What is taken, under each day of the clinic that it touches: a big clinic has thousands of visits ahead."""
    found: dict[tuple[str, date], list[Busy]] = defaultdict(list)
    for one in busy:
        day, last = one.starts_at.astimezone(zone).date(), one.ends_at.astimezone(zone).date()
        while day <= last:
            found[one.doctor, day].append(one)
            day += timedelta(days=1)
    return found


def _starts(begin: datetime, end: datetime, opens: datetime, length: timedelta) -> Iterator[datetime]:
    """Where a visit may begin in a gap: right at its start (rounded up), then on the grid of the day."""
    start = _rounded_up(begin)
    while start + length <= end:
        yield start
        steps = (start - opens) // GRID + 1
        start = opens + steps * GRID


def _rounded_up(moment: datetime) -> datetime:
    late = timedelta(minutes=moment.minute % _ROUND, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not late else moment - late + timedelta(minutes=_ROUND)


def _between(opens: datetime, closes: datetime, taken: Iterable[Busy]) -> Iterator[tuple[datetime, datetime]]:
    """The gaps that `taken` leaves between two moments."""
    at = opens
    for busy in sorted(taken, key=lambda one: one.starts_at):
        if busy.ends_at <= at or busy.starts_at >= closes:
            continue
        if busy.starts_at > at:
            yield at, busy.starts_at
        at = max(at, busy.ends_at)
    if at < closes:
        yield at, closes


def _stretches(
    hours: Iterable[WorkingHours], doctor: str, day: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """The working time of one day as moments; on the day of a clock change it is an hour shorter or longer."""
    for one in sorted(hours, key=lambda item: item.opens):
        if one.doctor == doctor and one.weekday == day.isoweekday():
            yield _moment(day, one.opens, zone), _moment(day, one.closes, zone)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
