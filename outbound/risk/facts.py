"""What is known of a visit beforehand that tells whether the patient will come. Pure."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId

_EARLY, _LATE = 10, 17
"""Hours before which, and from which on, visits are early and late."""
_LONG_WAIT = timedelta(days=60)
"""Booked so long before, or longer, is all the same."""
_MONTH_DAYS = 31
_KNOWN = timedelta(days=4)
"""A patient said 'I come' at most so long before the visit: an evening before days off."""


class Factor(StrEnum):
    """What raises or lowers the probability of not coming."""

    MISSED_BEFORE = "missed_before"
    """Share of past visits that were missed."""
    MISSED_LAST = "missed_last"
    CANCELS = "cancels"
    """Share of past visits that were cancelled."""
    FIRST_VISIT = "first_visit"
    BOOKED_LONG_AGO = "booked_long_ago"
    EARLY = "early"
    LATE = "late"
    MONDAY = "monday"
    CONFIRMED = "confirmed"


Values = Mapping[Factor, float]
"""Each factor from 0 (not at all) to 1."""


@dataclass(frozen=True, slots=True)
class Example:
    """A visit of the past, as it looked the day before, and how it came out."""

    values: Values
    was_missed: bool


def values_of(visit: Visit, before: Sequence[Visit], zone: ZoneInfo, *, is_confirmed: bool) -> Values:
    """The factors of a visit. `before`: the patient's earlier visits, the earliest first."""
    told = [one for one in before if one.status in {VisitStatus.CAME, VisitStatus.NO_SHOW}]
    missed = sum(one.status is VisitStatus.NO_SHOW for one in told)
    cancelled = sum(one.status is VisitStatus.CANCELLED for one in before)
    local = visit.starts_at.astimezone(zone)
    return {
        # One more than there were: a single missed visit tells less than three of three.
        Factor.MISSED_BEFORE: missed / (len(told) + 1),
        Factor.MISSED_LAST: float(bool(told) and told[-1].status is VisitStatus.NO_SHOW),
        Factor.CANCELS: cancelled / (len(before) + 1),
        Factor.FIRST_VISIT: float(not told),
        Factor.BOOKED_LONG_AGO: _wait(visit),
        Factor.EARLY: float(local.hour < _EARLY),
        Factor.LATE: float(local.hour >= _LATE),
        Factor.MONDAY: float(local.isoweekday() == 1),
        Factor.CONFIRMED: float(is_confirmed or visit.status is VisitStatus.CONFIRMED),
    }


def _wait(visit: Visit) -> float:
    """How long ago the visit was booked: 0 for today, 1 for a month, a little more for longer."""
    if visit.booked_at is None:
        return 0.5
    days = max(timedelta(0), min(_LONG_WAIT, visit.starts_at - visit.booked_at)) / timedelta(days=1)
    return math.log1p(days) / math.log1p(_MONTH_DAYS)


def confirmed_visits(contacts: Iterable[Contact], visits: Iterable[Visit]) -> set[VisitId]:
    """Visits whose patients have said that they come, in a call about them."""
    said: dict[PatientId, list[Contact]] = defaultdict(list)
    for one in contacts:
        if one.purpose is Purpose.CONFIRMATION and one.result is ContactResult.CONFIRMED:
            said[one.patient].append(one)
    return {
        visit.id
        for visit in visits
        for one in said.get(visit.patient, ())
        if one.visit == visit.id or (one.visit is None and timedelta(0) <= visit.starts_at - one.at <= _KNOWN)
    }


def examples(
    visits: Iterable[Visit], confirmed: Collection[VisitId], zone: ZoneInfo, now: datetime
) -> Iterator[Example]:
    """Every visit of the past of which it is known whether the patient came, with what was known before it."""
    for of_patient in by_patient(visits).values():
        for place, visit in enumerate(of_patient):
            if visit.starts_at <= now and visit.status in {VisitStatus.CAME, VisitStatus.NO_SHOW}:
                values = values_of(visit, of_patient[:place], zone, is_confirmed=visit.id in confirmed)
                yield Example(values, visit.status is VisitStatus.NO_SHOW)


def by_patient(visits: Iterable[Visit]) -> Mapping[PatientId, list[Visit]]:
    """Each patient's visits, the earliest first."""
    found: dict[PatientId, list[Visit]] = defaultdict(list)
    for one in visits:
        found[one.patient].append(one)
    for of_patient in found.values():
        of_patient.sort(key=lambda one: (one.starts_at, one.id))
    return found
