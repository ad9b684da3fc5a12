"""A whole call in numbers, the same in every language: what was done, how surely, where, what the rules say. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recordings.scoring.acts.names import AdministratorAct, PatientAct
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Utterance

VERSION = 2
"""Raise it with every change: an opinion knows only the features that it was trained on."""

_EDGE = 2
"""So many utterances are a call's beginning, and its end."""
VERDICTS = (Verdict.PASS, Verdict.FAIL, Verdict.NOT_APPLICABLE)
ADMINISTRATOR_ACTS = tuple(sorted(act.value for act in AdministratorAct))
PATIENT_ACTS = tuple(sorted(act.value for act in PatientAct))


def call_features(view: CallView, findings: Mapping[str, Finding]) -> NDArray[np.float64]:
    """What all criteria share: the acts of both sides, the call's shape, the verdicts of `findings` in their order."""
    shape = (view.is_outbound, len(view.administrator), len(view.patient), bool(view.call.holds))
    said = [float(finding.verdict is verdict) for finding in findings.values() for verdict in VERDICTS]
    return np.concatenate(
        [
            _acts(view, view.administrator, ADMINISTRATOR_ACTS),
            _acts(view, view.patient, PATIENT_ACTS),
            np.array(shape, dtype=np.float64),
            np.array(said),
        ]
    )


def own_features(finding: Finding, rules: Sequence[str]) -> NDArray[np.float64]:
    """What one criterion adds: the rule's verdict, how sure it is, and which of `rules` spoke."""
    verdicts = (float(finding.verdict is verdict) for verdict in Verdict)
    return np.array([*verdicts, finding.confidence, *(float(finding.rule == rule) for rule in rules)])


def fact_features(by_rule: str | None, values: Sequence[str]) -> NDArray[np.float64]:
    """What one fact adds: which of `values` the rules propose."""
    return np.array([float(by_rule == value) for value in values])


def _acts(view: CallView, among: Sequence[Utterance], acts: Sequence[str]) -> NDArray[np.float64]:
    """For each act: its largest and second largest likelihood, its mean, and its largest at both ends of the call."""
    if not among:
        return np.zeros(5 * len(acts))
    likelihoods = np.array([[view.likelihood(act, utterance) for act in acts] for utterance in among])
    ordered = -np.sort(-likelihoods, axis=0)
    second = ordered[1] if len(ordered) > 1 else np.zeros(len(acts))
    ends = (likelihoods[:_EDGE].max(axis=0), likelihoods[-_EDGE:].max(axis=0))
    return np.concatenate([ordered[0], second, likelihoods.mean(axis=0), *ends])
