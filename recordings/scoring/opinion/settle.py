"""What counts in the end: the rule's verdict, or the opinion's where that is known to be better; with a quote. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.facts import fact
from recordings.scoring.facts_found import Fact, Facts
from recordings.scoring.heard import CallView, Proof, finding
from recordings.scoring.opinion.features import (
    ADMINISTRATOR_ACTS,
    PATIENT_ACTS,
    call_features,
    fact_features,
    own_features,
)
from recordings.scoring.opinion.model import Choice, Opinion

DOUBTS: Mapping[str, float] = {"triage": 0.15, "no_medical_advice": 0.15, "confidentiality": 0.12}
"""From so likely a fail on a person should look, where the standard calls the criterion critical: there a miss is
worse than a false alarm. Measured on the labelled calls, which have fails enough of these three alone."""
_HEARD: Mapping[str, float] = {"offer_appointment": 0.9}
"""Criteria that an act alone meets: one that was heard so surely stands, unless the opinion is as sure."""
_LIKELY_FACT = 0.4
"""A fact less likely than this does not replace what the rules read."""
_LEAST_UTTERANCES = 8
"""The opinion was formed on whole calls; of a few words it knows nothing."""
_OPINION = "opinion"
_SAYS_SOMETHING = 0.3
"""An act less likely than this proves nothing."""


def settle(
    view: CallView, findings: Mapping[str, Finding], facts: Facts, opinion: Opinion, critical: Collection[str]
) -> tuple[dict[str, Finding], Facts]:
    """The findings and facts of the rules after the second opinion was heard; those that it does not know stay.

    `critical` names the criteria that the standard calls so.
    """
    if not opinion.criteria or not view.administrator or len(view.utterances) < _LEAST_UTTERANCES:
        return dict(findings), facts
    shared = call_features(view, {name: findings[name] for name in opinion.criteria})
    settled = dict(findings)
    doubts = {name: limit for name, limit in DOUBTS.items() if name in critical}
    for name, choice in opinion.criteria.items():
        features = np.concatenate([own_features(findings[name], choice.own), shared])
        settled[name] = _settled(view, name, findings[name], choice, features, doubts.get(name))
    known = {name: _fact(view, getattr(facts, name), choice, shared) for name, choice in opinion.facts.items()}
    return settled, replace(facts, **known)


def _settled(
    view: CallView,
    name: str,
    by_rule: Finding,
    choice: Choice,
    features: NDArray[np.float64],
    doubted_from: float | None,
) -> Finding:
    likelihoods = choice.likelihoods(features)
    best = max(likelihoods, key=lambda value: likelihoods[value])
    found = by_rule
    if choice.decides and _is_heard(name, by_rule) and likelihoods[best] < _HEARD[name]:
        best = Verdict.PASS
    if choice.decides and best != by_rule.verdict:
        found = finding(
            Verdict(best),
            round(likelihoods[best], 2),
            *_why(view, best, choice, features, len(Verdict) + 1 + len(choice.own)),
        )
    elif choice.decides:
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


def is_of_opinion(rule: str) -> bool:
    """Whether the second opinion gave a verdict against the rules."""
    return rule == _OPINION or rule.startswith(f"{_OPINION}.")


def _is_heard(name: str, by_rule: Finding) -> bool:
    return name in _HEARD and by_rule.verdict is Verdict.PASS and by_rule.confidence >= _HEARD[name]


def _fact(view: CallView, by_rule: Fact, choice: Choice, shared: NDArray[np.float64]) -> Fact:
    features = np.concatenate([fact_features(by_rule.value, choice.own), shared])
    likelihoods = choice.likelihoods(features)
    best = max(likelihoods, key=lambda value: likelihoods[value])
    if not choice.decides or likelihoods[best] < _LIKELY_FACT:
        return by_rule
    if best == by_rule.value:
        return replace(by_rule, confidence=round(likelihoods[best], 2))
    _, proof = _why(view, best, choice, features, len(choice.own))
    return fact(best, proof, likelihoods[best])


def _why(
    view: CallView, value: str, choice: Choice, features: NDArray[np.float64], start: int
) -> tuple[str, Proof | None]:
    """The act that speaks most for a value, as a rule's name, and the words that do it, where words do; the acts'
    features begin at `start`."""
    speaks = choice.weights[choice.values.index(value)] * features
    best: tuple[float, str, bool] | None = None
    for is_administrator, acts in ((True, ADMINISTRATOR_ACTS), (False, PATIENT_ACTS)):
        for place, act in enumerate(acts, start=start):
            if features[place] >= _SAYS_SOMETHING and (best is None or speaks[place] > best[0]):
                best = (float(speaks[place]), act, is_administrator)
        start += 5 * len(acts)
    if best is None or best[0] <= 0:
        return _OPINION, None
    return f"{_OPINION}.{best[1]}", _surest(view, best[1], best[2])


def _surest(view: CallView, act: str, is_administrator: bool) -> Proof | None:
    among = view.administrator if is_administrator else view.patient
    surest = max(among, key=lambda utterance: view.likelihood(act, utterance))
    return next(view.find(act, (surest,), least=0.0), None)
