"""Trains the second opinion from labelled calls: a logistic regression a question, kept where it beats the rule."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.evaluate.agreement import Judged, agreement
from recordings.scoring.facts_found import Facts
from recordings.scoring.opinion.features import fact_features, own_features
from recordings.scoring.opinion.model import Choice, Opinion
from recordings.scoring.opinion.settle import DOUBTS

LEARNED_FACTS = ("outcome", "visit_type")
"""The facts that labelled calls teach; a reason, a source and a promise are quoted, not classed."""
_FOLDS = 5
_SOFTNESS = 0.003
"""Inverse strength of the L2 penalty: some hundred calls are few for eight hundred features."""
_FACT_SOFTNESS = 0.01
"""The same for facts. Of 0.001, 0.003, 0.01 and 0.03 these did best by cross-validation."""
_TRUST = 3.0
"""By how much lighter the penalty on what the rule says is: it knows more than any other feature. Of 1, 2, 3, 4 and 8
this did best by cross-validation (mean F1 0.872, 0.882, 0.885, 0.884, 0.881). Facts do best with 1, and so do the
criteria that are doubted early: what a rule misses there must not be silenced."""
_LEAST_GAIN = 0.01
"""By how much the opinion must beat the rule, in F1 or in the share of right facts, to decide."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A call heard once: its shared features, and what the rules say."""

    shared: NDArray[np.float64]
    findings: Mapping[str, Finding]
    facts: Facts


@dataclass(frozen=True, slots=True)
class LabelledCall:
    """One labelled call as it was heard once clean and some times damaged."""

    id: str
    labels: Mapping[str, str]
    """By criterion and by fact."""
    heard: Sequence[Hearing]


def train_opinion(calls: Sequence[LabelledCall], criteria: Sequence[str]) -> Opinion:
    """The opinion that `calls` teach on each of `criteria`; the same calls give the same opinion."""
    decides = {name: _gain(calls, name) > _LEAST_GAIN for name in (*criteria, *LEARNED_FACTS)}
    return form_opinion(calls, decides)


def form_opinion(calls: Sequence[LabelledCall], decides: Mapping[str, bool]) -> Opinion:
    """The opinion that `calls` teach on the criteria and facts of `decides`, which says where it counts."""
    choices = {name: _fitted(calls, name, decides=counts) for name, counts in decides.items()}
    return Opinion(
        criteria={name: one for name, one in choices.items() if name not in LEARNED_FACTS},
        facts={name: one for name, one in choices.items() if name in LEARNED_FACTS},
    )


def cross_judged(calls: Sequence[LabelledCall], name: str) -> list[list[str]]:
    """For each hearing the answers on all calls, each by an opinion that was formed on other calls."""
    order = list(range(len(calls)))
    random.Random(2).shuffle(order)  # noqa: S311 - the same folds at every run, not a secret
    answers = [[""] * len(calls) for _ in calls[0].heard]
    for fold in range(_FOLDS):
        asked = order[fold::_FOLDS]
        choice = _fitted([calls[place] for place in order if place not in asked], name, decides=True)
        for place in asked:
            for number, hearing in enumerate(calls[place].heard):
                likelihoods = choice.likelihoods(_features(hearing, name, choice.own))
                answers[number][place] = max(likelihoods, key=lambda value: likelihoods[value])
    return answers


def _gain(calls: Sequence[LabelledCall], name: str) -> float:
    measure: Callable[[Sequence[str]], float] = (
        (lambda answers: _right(calls, name, answers))
        if name in LEARNED_FACTS
        else (lambda answers: _f1(calls, name, answers))
    )
    gains = []
    for number, answers in enumerate(cross_judged(calls, name)):
        gains.append(measure(answers) - measure([_by_rule(call.heard[number], name) for call in calls]))
    return float(np.mean(gains))


def _right(calls: Sequence[LabelledCall], name: str, answers: Sequence[str]) -> float:
    return float(np.mean([call.labels[name] == answer for call, answer in zip(calls, answers, strict=True)]))


def _f1(calls: Sequence[LabelledCall], name: str, answers: Sequence[str]) -> float:
    judged = [
        Judged(call=call.id, labels=call.labels, verdicts={name: Verdict(answer)})
        for call, answer in zip(calls, answers, strict=True)
    ]
    found = agreement(name, judged)
    return found.f1 if found else 0.0


def _by_rule(hearing: Hearing, name: str) -> str:
    if name in LEARNED_FACTS:
        return getattr(hearing.facts, name).value or ""
    return hearing.findings[name].verdict.value


def _own(calls: Sequence[LabelledCall], name: str) -> tuple[str, ...]:
    """What the rule may have said: which rule spoke, or the value of the fact."""
    heard = [hearing for call in calls for hearing in call.heard]
    if name in LEARNED_FACTS:
        return tuple(sorted({_by_rule(hearing, name) for hearing in heard}))
    return tuple(sorted({hearing.findings[name].rule for hearing in heard}))


def _features(hearing: Hearing, name: str, own: Sequence[str]) -> NDArray[np.float64]:
    if name in LEARNED_FACTS:
        return np.concatenate([fact_features(_by_rule(hearing, name), own), hearing.shared])
    return np.concatenate([own_features(hearing.findings[name], own), hearing.shared])


def _fitted(calls: Sequence[LabelledCall], name: str, *, decides: bool) -> Choice:
    own = _own(calls, name)
    features = np.array([_features(hearing, name, own) for call in calls for hearing in call.heard])
    labels = [call.labels[name] for call in calls for _ in call.heard]
    if len(set(labels)) == 1:
        nothing = np.zeros((1, features.shape[1]), np.float32)
        return Choice((labels[0],), own, nothing, np.zeros(1, np.float32), decides=False)
    scaler = StandardScaler().fit(features)
    scale = scaler.scale_.copy()
    trust = 1.0 if name in LEARNED_FACTS or name in DOUBTS else _TRUST
    scale[: features.shape[1] - len(calls[0].heard[0].shared)] /= trust
    softness = _FACT_SOFTNESS if name in LEARNED_FACTS else _SOFTNESS
    fitted = LogisticRegression(C=softness, class_weight="balanced", max_iter=500).fit(
        (features - scaler.mean_) / scale, labels
    )
    weights, bias = fitted.coef_ / scale, fitted.intercept_ - (fitted.coef_ * scaler.mean_ / scale).sum(1)
    if len(fitted.classes_) == 2:  # one line of weights stands for both: against the first, for the second
        weights, bias = np.vstack([-weights[0] / 2, weights[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    values = tuple(str(label) for label in fitted.classes_)
    return Choice(values, own, weights.astype(np.float32), bias.astype(np.float32), decides=decides)
