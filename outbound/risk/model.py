"""The probability of not coming, put together from factors, each with its part. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Visit
from callcenter.kit.ids import VisitId
from outbound.risk.facts import Factor, Values, by_patient, confirmed_visits, values_of

ENOUGH = 50
"""Visits with a known end that a clinic's own past needs before anything is learned from it."""
_SPOKEN_OF = 0.05
"""Parts smaller than this (in log-odds) are not worth a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one factor does to the probability."""

    factor: Factor
    odds: float
    """In log-odds against the clinic's usual visit: above 0 it raises the probability, below it lowers it."""

    @property
    def raises(self) -> bool:
        """Whether it makes not coming more likely."""
        return self.odds > 0


@dataclass(frozen=True, slots=True)
class Risk:
    """Of one visit."""

    probability: float
    """Of not coming, 0 to 1."""
    usual: float
    """That of the clinic's usual visit."""
    parts: tuple[Part, ...]
    """The weightiest first; what hardly counts is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """What factors weigh in a clinic."""

    base: float
    """Log-odds of a visit of which no factor holds."""
    weights: Mapping[Factor, float]
    usual: Values
    """The mean of each factor: against it parts are told."""
    visits: int = 0
    """How many visits it has learned from; 0: the plain rule."""

    def risk(self, values: Values) -> Risk:
        """The risk of a visit with these factors."""
        parts = [Part(factor, self.weights[factor] * (values[factor] - self.usual[factor])) for factor in self.weights]
        usual = self.base + sum(self.weights[factor] * self.usual[factor] for factor in self.weights)
        told = sorted(
            (one for one in parts if abs(one.odds) >= _SPOKEN_OF), key=lambda one: (-abs(one.odds), one.factor)
        )
        return Risk(chance(usual + sum(one.odds for one in parts)), chance(usual), tuple(told))


PLAIN = RiskModel(
    base=-2.3,
    weights={
        Factor.MISSED_BEFORE: 2.0,
        Factor.MISSED_LAST: 0.5,
        Factor.CANCELS: 0.6,
        Factor.FIRST_VISIT: 0.6,
        Factor.BOOKED_LONG_AGO: 0.7,
        Factor.EARLY: 0.1,
        Factor.LATE: 0.0,
        Factor.MONDAY: 0.1,
        Factor.CONFIRMED: -0.8,
    },
    usual={
        Factor.MISSED_BEFORE: 0.1,
        Factor.MISSED_LAST: 0.1,
        Factor.CANCELS: 0.1,
        Factor.FIRST_VISIT: 0.2,
        Factor.BOOKED_LONG_AGO: 0.6,
        Factor.EARLY: 0.15,
        Factor.LATE: 0.2,
        Factor.MONDAY: 0.2,
        Factor.CONFIRMED: 0.4,
    },
)
"""The plain rule of a clinic without a past: about 15 of 100 do not come; who missed visits, is here for the first time
or booked long ago comes less often, who said 'I come' more often."""


def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


class BookRisks:
    """The risks of visits that a book knows, put in order once."""

    def __init__(self, model: RiskModel, book: ClinicBook, now: datetime) -> None:
        self._model, self._now = model, now
        self._zone = book.terms.zone or ZoneInfo("UTC")
        self._visits = {one.id: one for one in book.visits}
        self._of_patient = by_patient(book.visits)
        self._confirmed = confirmed_visits(book.contacts, (one for one in book.visits if one.starts_at > now))

    def highest(self, visits: Iterable[VisitId]) -> Risk | None:
        """The highest among some visits ahead; None where none of them is ahead."""
        known = (self._visits[one] for one in visits if one in self._visits)
        found = (self._risk(one) for one in known if one.starts_at > self._now)
        return max(found, key=lambda one: one.probability, default=None)

    def _risk(self, visit: Visit) -> Risk:
        before = [one for one in self._of_patient[visit.patient] if one.starts_at < visit.starts_at]
        return self._model.risk(values_of(visit, before, self._zone, is_confirmed=visit.id in self._confirmed))
