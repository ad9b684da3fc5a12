"""The doctors' day with its gaps, drawn to scale. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from callcenter.clinic.places import Gap, gaps_of_day
from callcenter.clinic.schedule import Schedule
from callcenter.desk.parts import DeskClinic
from callcenter.desk.state import DeskState
from callcenter.domain.clinic import Doctor

WIDTH = 1000
"""Width of the drawing, from FIRST_HOUR to LAST_HOUR."""
FIRST_HOUR, LAST_HOUR = 8, 21
_SHORTEST_GAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of the day, in units of the drawing."""

    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorDay:
    """One doctor today."""

    doctor: Doctor
    works: tuple[Bar, ...]
    busy: tuple[Bar, ...]
    visits: int
    gaps: tuple[Gap, ...]
    """Idle stretches still ahead."""
    now_x: int | None
    """Where the present moment is; None outside the drawing."""


def doctors_day(state: DeskState, clinic: DeskClinic) -> tuple[DoctorDay, ...]:
    """Every doctor who works today, in the order of names."""
    schedule = state.today
    if schedule is None:
        return ()
    day = state.now.astimezone(clinic.zone).date()
    scale = _Scale(datetime.combine(day, time(FIRST_HOUR), tzinfo=clinic.zone).astimezone(UTC))
    return tuple(
        _doctor_day(doctor, schedule, state, clinic, scale)
        for doctor in schedule.doctors
        if any(hours.doctor == doctor.id and hours.weekday == day.isoweekday() for hours in schedule.hours)
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime

    def x(self, moment: datetime) -> int:
        share = (moment - self.start) / timedelta(hours=LAST_HOUR - FIRST_HOUR)
        return round(min(1.0, max(0.0, share)) * WIDTH)

    def bar(self, begin: datetime, end: datetime) -> Bar:
        return Bar(x=self.x(begin), width=max(0, self.x(end) - self.x(begin)))


def _doctor_day(doctor: Doctor, schedule: Schedule, state: DeskState, clinic: DeskClinic, scale: _Scale) -> DoctorDay:
    day = state.now.astimezone(clinic.zone).date()
    gaps = gaps_of_day(schedule, doctor.id, day, clinic.zone, at_least=_SHORTEST_GAP)
    works = [
        (
            datetime.combine(day, hours.opens, tzinfo=clinic.zone).astimezone(UTC),
            datetime.combine(day, hours.closes, tzinfo=clinic.zone).astimezone(UTC),
        )
        for hours in schedule.hours
        if hours.doctor == doctor.id and hours.weekday == day.isoweekday()
    ]
    now_x = scale.x(state.now)
    return DoctorDay(
        doctor=doctor,
        works=tuple(scale.bar(begin, end) for begin, end in works),
        busy=tuple(scale.bar(one.starts_at, one.ends_at) for one in schedule.busy if one.doctor == doctor.id),
        visits=sum(visit.doctor == doctor.id for visit in state.visits_today),
        gaps=tuple(_still_ahead(gaps, state.now)),
        now_x=now_x if 0 < now_x < WIDTH else None,
    )


def _still_ahead(gaps: Iterable[Gap], now: datetime) -> Iterable[Gap]:
    for gap in gaps:
        begin = max(gap.starts_at, _up_to_quarter(now))
        if gap.ends_at - begin >= _SHORTEST_GAP:
            yield Gap(starts_at=begin, ends_at=gap.ends_at)


def _up_to_quarter(moment: datetime) -> datetime:
    """So that a gap that has begun changes four times an hour, not with every look."""
    floor = moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)
    return floor if floor == moment else floor + timedelta(minutes=15)
