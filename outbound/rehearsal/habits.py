"""How patients take calls: what share answers, is busy or lets a machine answer, by hour and try; what they say then.

Counted from what happened. Little history is drawn to what is usual (a Dirichlet prior of `_WEIGHT` calls): the shares
of an hour to those of the same try at any hour, these to the plain ones below.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TypeVar

from callcenter.domain.outreach import ContactResult, Purpose

_R = ContactResult
_NOBODY = (_R.NO_ANSWER, _R.BUSY, _R.MACHINE)
_WEIGHT = 20.0
MOST_TRIES = 3
"""Later tries count as this one."""

_USUAL_PICKING_UP: Sequence[Mapping[ContactResult | None, float]] = (
    {None: 0.55, _R.NO_ANSWER: 0.27, _R.BUSY: 0.08, _R.MACHINE: 0.10},
    {None: 0.45, _R.NO_ANSWER: 0.36, _R.BUSY: 0.07, _R.MACHINE: 0.12},
    {None: 0.38, _R.NO_ANSWER: 0.42, _R.BUSY: 0.06, _R.MACHINE: 0.14},
)
"""By try; None: a person answers. Guesses to begin with: a clinic's own calls soon weigh more."""
_USUAL_ANSWERS: Mapping[ContactResult, float] = {_R.CONFIRMED: 0.2, _R.REFUSED: 0.35, _R.THINKING: 0.4, _R.STOP: 0.05}
_USUAL_BY_PURPOSE: Mapping[Purpose, Mapping[ContactResult, float]] = {
    Purpose.CONFIRMATION: {
        _R.CONFIRMED: 0.8,
        _R.MOVED: 0.06,
        _R.CANCELLED: 0.06,
        _R.THIRD_PERSON: 0.03,
        _R.THINKING: 0.03,
        _R.WRONG_NUMBER: 0.01,
        _R.STOP: 0.01,
    },
    Purpose.GAP: {_R.CONFIRMED: 0.35, _R.REFUSED: 0.5, _R.THINKING: 0.15},
    Purpose.SATISFACTION: {_R.REACHED: 0.9, _R.REFUSED: 0.08, _R.STOP: 0.02},
}
_USUAL_SECONDS: Mapping[ContactResult, float] = {_R.NO_ANSWER: 30.0, _R.BUSY: 6.0, _R.MACHINE: 35.0}
_USUAL_TALK_S = 50.0
_SPREAD = 0.3
"""Talks are so much longer or shorter than the mean, at most."""


Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One call that was made."""

    purpose: Purpose
    hour: int
    """Of the clinic's clock, 0 to 23."""
    nth: int
    """1 for the first one of a day to a patient for the purpose."""
    result: ContactResult
    seconds: float | None = None
    """How long the line was taken; None: nobody knows."""


@dataclass(frozen=True, slots=True)
class Took:
    """How one call came out, and how long it took the line."""

    result: ContactResult
    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The shares that calls are drawn from."""

    calls: int = 0
    """So many past calls they rest on."""
    picking_up: Mapping[tuple[int, int], Mapping[ContactResult | None, float]] = field(default_factory=dict)
    """By hour and try, where there were calls at that hour; hour -1: at any."""
    answers: Mapping[Purpose, Mapping[ContactResult, float]] = field(default_factory=dict)
    seconds: Mapping[ContactResult, float] = field(default_factory=dict)

    def take(self, purpose: Purpose, hour: int, nth: int, chance: Random) -> Took:
        """What comes of a call."""
        place = min(nth, MOST_TRIES)
        shares = self.picking_up.get((hour, place)) or self.picking_up.get((-1, place))
        result = _drawn(shares or _USUAL_PICKING_UP[place - 1], chance)
        if result is None:
            result = _drawn(self.answers.get(purpose) or _usual_answers(purpose), chance)
        seconds = self.seconds.get(result, _usual_seconds(result))
        if result not in _NOBODY:
            seconds *= 1 + _SPREAD * (2 * chance.random() - 1)
        return Took(result, timedelta(seconds=round(seconds)))


def habits_of(past: Iterable[Past]) -> Habits:
    """The shares that past calls show."""
    at_hours: dict[tuple[int, int], Counter[ContactResult | None]] = defaultdict(Counter)
    answers: dict[Purpose, Counter[ContactResult]] = defaultdict(Counter)
    lengths: dict[ContactResult, list[float]] = defaultdict(list)
    calls = 0
    for one in past:
        calls += 1
        place = min(one.nth, MOST_TRIES)
        who = one.result if one.result in _NOBODY else None
        at_hours[one.hour, place][who] += 1
        at_hours[-1, place][who] += 1
        if who is None:
            answers[one.purpose][one.result] += 1
        if one.seconds is not None:
            lengths[one.result].append(one.seconds)
    any_hour = {
        place: _shrunk(at_hours.get((-1, place), Counter()), _USUAL_PICKING_UP[place - 1])
        for place in range(1, MOST_TRIES + 1)
    }
    picking_up = {(-1, place): shares for place, shares in any_hour.items()}
    picking_up |= {key: _shrunk(seen, any_hour[key[1]]) for key, seen in at_hours.items() if key[0] >= 0}
    return Habits(
        calls=calls,
        picking_up=picking_up,
        answers={purpose: _shrunk(seen, _usual_answers(purpose)) for purpose, seen in answers.items()},
        seconds={
            result: (sum(seen) + _WEIGHT * _usual_seconds(result)) / (len(seen) + _WEIGHT)
            for result, seen in lengths.items()
        },
    )


def _usual_answers(purpose: Purpose) -> Mapping[ContactResult, float]:
    return _USUAL_BY_PURPOSE.get(purpose, _USUAL_ANSWERS)


def _usual_seconds(result: ContactResult) -> float:
    return _USUAL_SECONDS.get(result, _USUAL_TALK_S)


def _shrunk(seen: Mapping[Kind, int], usual: Mapping[Kind, float]) -> Mapping[Kind, float]:
    total = sum(seen.values()) + _WEIGHT
    kinds = dict.fromkeys((*usual, *seen))
    return {kind: (seen.get(kind, 0) + _WEIGHT * usual.get(kind, 0.0)) / total for kind in kinds}


def _drawn(shares: Mapping[Kind, float], chance: Random) -> Kind:
    kinds = list(shares)
    return chance.choices(kinds, [shares[kind] for kind in kinds])[0]
