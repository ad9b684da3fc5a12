"""Visits that are over, and how many days ago they were."""

from collections.abc import Iterable, Iterator, Sequence

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import PatientId
from outbound.rules.days import ONE_DAY
from outbound.rules.ground import Ground
from outbound.rules.reasons import FOREVER, Block, Reason


def whoever_has(ground: Ground, status: VisitStatus) -> Iterable[PatientId]:
    """The patients of whom a visit came out so."""
    as_of = ground.today.as_of
    for patient, visits in ground.visits.items():
        if any(one.status is status and one.starts_at <= as_of for one in visits):
            yield patient


def past_visits(ground: Ground, patient: PatientId, status: VisitStatus) -> Sequence[Visit]:
    """A patient's visits that came out so, the earliest first."""
    as_of = ground.today.as_of
    return [one for one in ground.visits_of(patient) if one.status is status and one.starts_at <= as_of]


def within(ground: Ground, visits: Sequence[Visit], from_days: int, to_days: int) -> Sequence[Visit]:
    """Those of so many days ago; both ends are in."""
    return [one for one in visits if from_days <= _days_ago(ground, one) <= to_days]


def not_due_after(ground: Ground, visits: Sequence[Visit], from_days: int) -> Iterator[Block]:
    """The block of visits that are too young, or too old and never due again."""
    days = [ground.today.date_of(one.starts_at) + from_days * ONE_DAY for one in visits]
    ahead = min((day for day in days if day > ground.today.date), default=None)
    yield Block(Reason.NOT_DUE, FOREVER if ahead is None else ground.today.begin_of(ahead))


def _days_ago(ground: Ground, visit: Visit) -> int:
    return (ground.today.date - ground.today.date_of(visit.starts_at)).days
