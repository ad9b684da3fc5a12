"""Whether people are at work in the clinic, by the hours of its doctors. Pure."""

from collections.abc import Iterable
from datetime import datetime

from callcenter.clinic.schedule import WorkingHours


def is_open(hours: Iterable[WorkingHours], local: datetime) -> bool:
    """Whether it is open at a moment on the clinic's clock: from the first doctor's begin to the last one's end.

    A clinic whose hours nobody has entered counts as open.
    """
    known = list(hours)
    today = [one for one in known if one.weekday == local.isoweekday()]
    if not today:
        return not known
    return min(one.opens for one in today) <= local.time() < max(one.closes for one in today)
