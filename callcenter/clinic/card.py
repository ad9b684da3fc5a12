"""What an operator needs to know of a patient at a glance, and why the patient may be calling. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.domain.clinic import Patient, Tier, VisitStatus

_SOON = timedelta(days=14)
_JUST_BEEN = timedelta(days=14)
_MISSED_LATELY = timedelta(days=60)
_LONG_AGO = timedelta(days=365)

_AHEAD = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardVisit:
    """A visit with the words that a card shows."""

    starts_at: datetime
    doctor: str
    """The doctor's name."""
    service: str
    """The service's title."""
    status: VisitStatus


class WhyCalling(StrEnum):
    """Why a patient may be calling, by what is known before the first word."""

    VISIT_SOON = "visit_soon"
    """A visit is near: to move it, to confirm it, to ask about it."""
    DID_NOT_COME = "did_not_come"
    """The last visit was missed: offer another time."""
    JUST_BEEN = "just_been"
    """Was here some days ago: a question or a complaint about the treatment."""
    LONG_AGO = "long_ago"
    """Has not been here for more than a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One likely reason, with the visit that it is about."""

    why: WhyCalling
    visit: CardVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard:
    """One patient at a glance."""

    patient: Patient
    next_visit: CardVisit | None
    last_visit: CardVisit | None
    """The last visit to which the patient came."""
    no_shows: int
    """How many visits were missed without a word, ever."""
    family: tuple[Patient, ...]
    """Others with the same number."""
    reason: Reason | None

    @property
    def is_first_visit(self) -> bool:
        """True where the patient has never been here."""
        return self.last_visit is None and self.patient.tier is Tier.NEW


def make_card(patient: Patient, visits: Sequence[CardVisit], family: Iterable[Patient], now: datetime) -> PatientCard:
    """The card of a patient from all visits, past and to come."""
    ahead = [visit for visit in visits if visit.starts_at >= now and visit.status in _AHEAD]
    came = [visit for visit in visits if visit.starts_at < now and visit.status is VisitStatus.CAME]
    missed = [visit for visit in visits if visit.status is VisitStatus.NO_SHOW]
    next_visit = min(ahead, key=_start, default=None)
    last_visit = max(came, key=_start, default=None)
    return PatientCard(
        patient=patient,
        next_visit=next_visit,
        last_visit=last_visit,
        no_shows=len(missed),
        family=tuple(other for other in family if other.id != patient.id),
        reason=_likely_reason(next_visit, last_visit, max(missed, key=_start, default=None), now),
    )


def _likely_reason(
    next_visit: CardVisit | None, last_visit: CardVisit | None, missed: CardVisit | None, now: datetime
) -> Reason | None:
    if next_visit is not None and next_visit.starts_at - now <= _SOON:
        return Reason(why=WhyCalling.VISIT_SOON, visit=next_visit)
    newest_past = max((visit for visit in (last_visit, missed) if visit), key=_start, default=None)
    if newest_past is None:
        return None
    ago = now - newest_past.starts_at
    if newest_past is missed and ago <= _MISSED_LATELY:
        return Reason(why=WhyCalling.DID_NOT_COME, visit=missed)
    if newest_past is last_visit and ago <= _JUST_BEEN:
        return Reason(why=WhyCalling.JUST_BEEN, visit=last_visit)
    if ago >= _LONG_AGO:
        return Reason(why=WhyCalling.LONG_AGO, visit=newest_past)
    return None


def _start(visit: CardVisit) -> datetime:
    return visit.starts_at
