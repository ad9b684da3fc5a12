"""Trains the second opinion from labelled calls: a logistic regression a criterion, kept where it beats the rule."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.evaluate.agreement import Judged, agreement
from recordings.scoring.opinion.features import own_features
from recordings.scoring.opinion.model import CriterionOpinion, Opinion

_FOLDS = 5
_SOFTNESS = 0.003
"""Inverse strength of the L2 penalty: a hundred calls are few for eight hundred features."""
_LEAST_GAIN = 0.01
"""By how much F1 the opinion must beat the rule to decide."""


Hearing: TypeAlias = tuple[NDArray[np.float64], Mapping[str, Finding]]
"""A call heard once: its shared features and the rules' findings."""


@dataclass(frozen=True, slots=True)
class LabelledCall:
    """One labelled call as it was heard once clean and some times damaged."""

    id: str
    labels: Mapping[str, str]
    heard: Sequence[Hearing]


def train_opinion(calls: Sequence[LabelledCall], criteria: Sequence[str]) -> Opinion:
    """The opinion that `calls` teach on each of `criteria`; the same calls give the same opinion."""
    return {name: _fitted(calls, name, decides=_gain(calls, name) > _LEAST_GAIN) for name in criteria}


def form_opinion(calls: Sequence[LabelledCall], decides: Mapping[str, bool]) -> Opinion:
    """The opinion that `calls` teach on the criteria of `decides`, which says where it counts."""
    return {name: _fitted(calls, name, decides=counts) for name, counts in decides.items()}


def cross_judged(calls: Sequence[LabelledCall], name: str) -> list[list[Verdict]]:
    """For each hearing the verdicts on all calls, each by an opinion that was formed on other calls."""
    order = list(range(len(calls)))
    random.Random(2).shuffle(order)  # noqa: S311 - the same folds at every run, not a secret
    verdicts = [[Verdict.UNSURE] * len(calls) for _ in calls[0].heard]
    for fold in range(_FOLDS):
        asked = order[fold::_FOLDS]
        opinion = _fitted([calls[place] for place in order if place not in asked], name, decides=True)
        for place in asked:
            for hearing, (shared, findings) in enumerate(calls[place].heard):
                likelihoods = opinion.likelihoods(np.concatenate([own_features(findings[name]), shared]))
                verdicts[hearing][place] = max(likelihoods, key=lambda verdict: likelihoods[verdict])
    return verdicts


def _gain(calls: Sequence[LabelledCall], name: str) -> float:
    gains = []
    for hearing, verdicts in enumerate(cross_judged(calls, name)):
        by_rule = [call.heard[hearing][1][name].verdict for call in calls]
        gains.append(_f1(calls, name, verdicts) - _f1(calls, name, by_rule))
    return float(np.mean(gains))


def _f1(calls: Sequence[LabelledCall], name: str, verdicts: Sequence[Verdict]) -> float:
    judged = [
        Judged(call=call.id, labels=call.labels, verdicts={name: verdict})
        for call, verdict in zip(calls, verdicts, strict=True)
    ]
    found = agreement(name, judged)
    return found.f1 if found else 0.0


def _fitted(calls: Sequence[LabelledCall], name: str, *, decides: bool) -> CriterionOpinion:
    rows = [(call.labels[name], shared, findings[name]) for call in calls for shared, findings in call.heard]
    features = np.array([np.concatenate([own_features(found), shared]) for _, shared, found in rows])
    labels = [label for label, _, _ in rows]
    if len(set(labels)) == 1:
        width = features.shape[1]
        one = (Verdict(labels[0]),)
        return CriterionOpinion(one, np.zeros((1, width), np.float32), np.zeros(1, np.float32), decides=False)
    scaler = StandardScaler().fit(features)
    fitted = LogisticRegression(C=_SOFTNESS, class_weight="balanced", max_iter=500).fit(
        scaler.transform(features), labels
    )
    weights, bias = (
        fitted.coef_ / scaler.scale_,
        fitted.intercept_ - (fitted.coef_ * scaler.mean_ / scaler.scale_).sum(1),
    )
    if len(fitted.classes_) == 2:  # one line of weights stands for both: against the first, for the second
        weights, bias = np.vstack([-weights[0] / 2, weights[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    verdicts = tuple(Verdict(str(label)) for label in fitted.classes_)
    return CriterionOpinion(verdicts, weights.astype(np.float32), bias.astype(np.float32), decides=decides)
