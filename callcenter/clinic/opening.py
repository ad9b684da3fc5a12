"""When people are at work in the clinic, by the hours of its doctors. Pure."""

from collections.abc import Iterable
from datetime import datetime, time

from callcenter.clinic.schedule import WorkingHours
from callcenter.kit.opening import Opening, Stretch

_ALWAYS = Opening(dict.fromkeys(range(1, 8), (Stretch(time(0), time.max),)))


def opening_of(hours: Iterable[WorkingHours]) -> Opening:
    """The clinic's week: each day from the first doctor's begin to the last one's end.

    A clinic whose hours nobody has entered counts as open.
    """
    days: dict[int, list[WorkingHours]] = {}
    for one in hours:
        days.setdefault(one.weekday, []).append(one)
    if not days:
        return _ALWAYS
    return Opening(
        {
            day: (Stretch(min(one.opens for one in known), max(one.closes for one in known)),)
            for day, known in sorted(days.items())
        }
    )


def is_open(hours: Iterable[WorkingHours], local: datetime) -> bool:
    """Whether it is open at a moment on the clinic's clock."""
    return opening_of(hours).is_open(local)
