"""The words shown for what the second opinion decided: those of acts that prove it to whoever reads them. Pure.

What speaks most for a verdict may be far from it: that nobody said goodbye speaks for a call broken off. Such words
prove nothing, so that they are not quoted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from recordings.scoring.acts.names import AdministratorAct, PatientAct
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.facts import fact
from recordings.scoring.facts_found import Fact, Facts
from recordings.scoring.heard import CallView, Proof, finding
from recordings.scoring.opinion.settle import is_of_opinion
from recordings.scoring.rules.proven_by import BROKEN_BY, FACT_SHOWN_BY, MISSED_AT, PROVEN_BY

Act: TypeAlias = AdministratorAct | PatientAct

_PROVES = 0.3
"""An act less likely than this proves nothing; where a criterion is met by silence alone, its own limit counts."""
_SHOWS = 0.05
"""Of what is wrong the likeliest words are shown though they be no more likely than this: a fail rests on them."""
_TELLS = 0.5
"""An act less likely than this shows no fact."""
_LEARNED_FACTS = ("outcome", "visit_type")


def shown_findings(view: CallView, settled: Mapping[str, Finding]) -> dict[str, Finding]:
    """The findings, those of the opinion with the words that show them, or with none."""
    return {name: _shown(view, name, found) if is_of_opinion(found.rule) else found for name, found in settled.items()}


def shown_facts(view: CallView, by_rule: Facts, settled: Facts) -> Facts:
    """The facts, those that the opinion put in place of the rules' with the words that show them, or with none."""
    changed: dict[str, Fact] = {}
    for name in _LEARNED_FACTS:
        found: Fact = getattr(settled, name)
        if found.value is not None and found.value != getattr(by_rule, name).value:
            surest = _surest(view, FACT_SHOWN_BY.get(found.value, ()), _TELLS)
            changed[name] = fact(found.value, surest and surest[1], found.confidence)
    return replace(settled, **changed)


def _shown(view: CallView, name: str, found: Finding) -> Finding:
    surest = _surest_of(view, name, found.verdict)
    rule, proof = ("opinion", None) if surest is None else (f"opinion.{surest[0]}", surest[1])
    return finding(found.verdict, found.confidence, rule, proof, critical=found.critical)


def _surest_of(view: CallView, name: str, verdict: Verdict) -> tuple[Act, Proof] | None:
    """What shows that a criterion is met; or missed: by words that are wrong, else by what went unanswered."""
    broken = BROKEN_BY.get(name, ())
    if verdict is Verdict.PASS:
        return _surest(view, PROVEN_BY.get(name, ()), None if broken else _PROVES)
    if verdict is Verdict.FAIL:
        wrong = _surest(view, broken, _PROVES) or _surest(view, MISSED_AT.get(name, ()), _PROVES)
        return wrong or _surest(view, broken, _SHOWS)
    return None


def _surest(view: CallView, acts: Sequence[Act], least: float | None) -> tuple[Act, Proof] | None:
    """Where one of the acts is done most surely, from a likelihood on; None for each act's own limit."""
    found = [
        (view.likelihood(act, proof[0]), -proof[0].place, act, proof)
        for act in acts
        for proof in view.find(
            act, view.administrator if isinstance(act, AdministratorAct) else view.patient, least=least
        )
    ]
    return max(found, key=lambda one: one[:2])[2:] if found else None
