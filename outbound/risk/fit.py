"""What factors weigh in this clinic, learned from its past: a small logistic regression drawn towards the plain rule.

A few visits hardly move it, thousands decide alone. The drawing is a prior of the weights (mean: those of the plain
rule, spread 1), so no weight runs away where a factor never occurs. Solved by Newton's steps: one answer, always.
"""

from collections.abc import Iterable

import numpy as np

from outbound.risk.facts import Example
from outbound.risk.model import ENOUGH, PLAIN, RiskModel

_STEPS = 25
_STILL = 1e-8
_SPREAD, _BASE_SPREAD = 1.0, 5.0
"""How far weights may easily lie from the plain rule's; what is usual differs more between clinics."""


def fitted(past: Iterable[Example]) -> RiskModel:
    """The model of a clinic; the plain rule where too little is known or nobody was ever missing."""
    examples = list(past)
    missed = sum(one.was_missed for one in examples)
    if len(examples) < ENOUGH or not 0 < missed < len(examples):
        return PLAIN
    factors = tuple(PLAIN.weights)
    columns = np.array([[1.0, *(one.values[factor] for factor in factors)] for one in examples])
    outcome = np.array([float(one.was_missed) for one in examples])
    found = _solved(columns, outcome, np.array([PLAIN.base, *(PLAIN.weights[factor] for factor in factors)]))
    means = columns.mean(axis=0)
    return RiskModel(
        base=float(found[0]),
        weights={factor: float(weight) for factor, weight in zip(factors, found[1:], strict=True)},
        usual={factor: float(mean) for factor, mean in zip(factors, means[1:], strict=True)},
        visits=len(examples),
    )


def _solved(
    columns: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    outcome: np.ndarray[tuple[int], np.dtype[np.float64]],
    prior: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    pull = np.full(len(prior), _SPREAD**-2)
    pull[0] = _BASE_SPREAD**-2
    weights = prior.copy()
    for _ in range(_STEPS):
        odds = np.clip(columns @ weights, -30, 30)
        chances = 1 / (1 + np.exp(-odds))
        slope = columns.T @ (outcome - chances) - pull * (weights - prior)
        bend = (columns.T * (chances * (1 - chances))) @ columns + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < _STILL:
            break
    return weights
