"""Who of those waiting for a free place is asked first. Pure.

Only those whom the place suits at all are compared (`outbound.rules.gap`). The parts, the weightiest first: the doctor
who was wished, a length that leaves no idle time, how narrow the wish was (who can come at few times gets what fits),
how long somebody has waited. A place that begins soon goes first to whoever named the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from callcenter.domain.care import WaitingEntry
from callcenter.domain.clinic import Visit

_LONG_WAIT_DAYS = 60
"""Waiting longer than this counts no more."""
_DOCTOR, _LENGTH, _WISH, _NEARNESS, _WAITED = 0.3, 0.25, 0.15, 0.1, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a place suits somebody, by its parts, each 0 to 1."""

    doctor: float
    length: float
    wish: float
    nearness: float
    waited: float

    @property
    def whole(self) -> float:
        """0 to 1; more is better."""
        parts = ((_DOCTOR, self.doctor), (_LENGTH, self.length), (_WISH, self.wish))
        more = ((_NEARNESS, self.nearness), (_WAITED, self.waited))
        return sum(weight * part for weight, part in (*parts, *more))


def fit_of(entry: WaitingEntry, place: Visit, today: date, at: datetime) -> Fit:
    """How well a place suits a wish that it meets. `today` and `at`, the begin of the place, by the clinic's clock."""
    return Fit(
        doctor=1.0 if entry.doctor == place.doctor else 0.0,
        length=min(1.0, timedelta(minutes=entry.minutes) / place.length),
        wish=_narrowness(entry),
        nearness=_nearness(entry, at),
        waited=min(1.0, max(0, (today - entry.added_on).days) / _LONG_WAIT_DAYS) if entry.added_on else 0.0,
    )


def best(entries: Iterable[WaitingEntry], place: Visit, today: date, at: datetime) -> float:
    """The best fit of several wishes of one patient, 0 to 1; of those for another service or a longer visit none
    counts."""
    fits = (
        fit_of(one, place, today, at).whole
        for one in entries
        if one.service == place.service
        and one.doctor in ("", place.doctor)
        and timedelta(minutes=one.minutes) <= place.length
    )
    return max(fits, default=0.0)


def _narrowness(entry: WaitingEntry) -> float:
    days = 1 - len(entry.days) / 7 if entry.days else 0.0
    return (days + (entry.earliest is not None) / 2 + (entry.latest is not None) / 2) / 2


def _nearness(entry: WaitingEntry, at: datetime) -> float:
    """1 where the place is at the very begin of what was wished, less the further it is from there."""
    wished = entry.earliest
    if isinstance(wished, datetime):
        apart = abs(at - (wished if wished.tzinfo else wished.replace(tzinfo=at.tzinfo)))
    elif isinstance(wished, time):
        apart = abs(at - at.replace(hour=wished.hour, minute=wished.minute, second=0, microsecond=0))
    elif isinstance(wished, date):
        apart = timedelta(days=abs((at.date() - wished).days))
    else:
        return 0.5
    return 1 / (1 + apart / timedelta(hours=4))
