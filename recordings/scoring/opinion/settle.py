"""What counts in the end: the rule's verdict, or the opinion's where that is known to be better; with a quote. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Proof, finding
from recordings.scoring.opinion.features import ADMINISTRATOR_ACTS, PATIENT_ACTS, call_features, own_features
from recordings.scoring.opinion.model import CriterionOpinion, Opinion

DOUBTS: Mapping[str, float] = {"triage": 0.25, "no_medical_advice": 0.18, "confidentiality": 0.12}
"""From so likely a fail on a person should look, where the standard calls the criterion critical: there a miss is
worse than a false alarm. Measured on the labelled calls, which have fails enough of these three alone."""
_LEAST_UTTERANCES = 8
"""The opinion was formed on whole calls; of a few words it knows nothing."""
_SAYS_SOMETHING = 0.3
"""An act less likely than this proves nothing."""


def settle(
    view: CallView, findings: Mapping[str, Finding], opinion: Opinion, critical: Collection[str]
) -> dict[str, Finding]:
    """The findings after the second opinion was heard; those of criteria that it does not know stay.

    `critical` names the criteria that the standard calls so.
    """
    if not view.administrator or len(view.utterances) < _LEAST_UTTERANCES:
        return dict(findings)
    known = {name: findings[name] for name in opinion if name in findings}
    if len(known) < len(opinion):
        return dict(findings)  # a standard without some of the criteria: the opinion was formed on all of them
    shared = call_features(view, known)
    settled = dict(findings)
    doubts = {name: limit for name, limit in DOUBTS.items() if name in critical}
    for name, found in known.items():
        features = np.concatenate([own_features(found), shared])
        settled[name] = _settled(view, name, found, opinion[name], features, doubts.get(name))
    return settled


def _settled(
    view: CallView,
    name: str,
    by_rule: Finding,
    opinion: CriterionOpinion,
    features: NDArray[np.float64],
    doubted_from: float | None,
) -> Finding:
    likelihoods = opinion.likelihoods(features)
    best = max(likelihoods, key=lambda verdict: likelihoods[verdict])
    found = by_rule
    if opinion.decides and best is not by_rule.verdict:
        found = _by_opinion(view, best, likelihoods[best], opinion, features)
    elif opinion.decides:
        found = replace(by_rule, confidence=round(likelihoods[best], 2))
    fail = likelihoods.get(Verdict.FAIL, 0.0)
    if (
        doubted_from is not None
        and found.verdict is not Verdict.FAIL
        and (fail >= doubted_from or by_rule.verdict is Verdict.FAIL)
    ):
        proof = by_rule if by_rule.quote else found
        return replace(proof, verdict=Verdict.UNSURE, confidence=round(fail, 2), critical=False, rule=f"{name}.doubt")
    return found


def _by_opinion(
    view: CallView, verdict: Verdict, likelihood: float, opinion: CriterionOpinion, features: NDArray[np.float64]
) -> Finding:
    """A verdict with the words that speak for it most, where words do."""
    weights = opinion.weights[opinion.verdicts.index(verdict)]
    speaks = weights * features
    start = len(Verdict) + 1
    best: tuple[float, str, bool] | None = None
    for is_administrator, acts in ((True, ADMINISTRATOR_ACTS), (False, PATIENT_ACTS)):
        for place, act in enumerate(acts, start=start):
            if features[place] >= _SAYS_SOMETHING and (best is None or speaks[place] > best[0]):
                best = (float(speaks[place]), act, is_administrator)
        start += 5 * len(acts)
    if best is None or best[0] <= 0:
        return finding(verdict, round(likelihood, 2), "opinion")
    return finding(verdict, round(likelihood, 2), f"opinion.{best[1]}", _surest(view, best[1], best[2]))


def _surest(view: CallView, act: str, is_administrator: bool) -> Proof | None:
    among = view.administrator if is_administrator else view.patient
    surest = max(among, key=lambda utterance: view.likelihood(act, utterance))
    return next(view.find(act, (surest,), least=0.0), None)
