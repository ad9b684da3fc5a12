"""From when on calls are looked at. Pure."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Period(StrEnum):
    """How far back; days are those of the clinic's clock."""

    ALL = ""
    TODAY = "today"
    WEEK = "week"
    """Today and the six days before."""
    MONTH = "month"
    """Today and the 29 days before."""
    QUARTER = "quarter"
    """Today and the 89 days before."""


_DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 90}


def begin_of(period: Period, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment of the period; None: there is none."""
    if period is Period.ALL:
        return None
    first = now.astimezone(zone).date() - timedelta(days=_DAYS[period] - 1)
    return datetime.combine(first, time(), zone).astimezone(UTC)
