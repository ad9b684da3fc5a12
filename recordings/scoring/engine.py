"""Scores one call: every criterion of the standard that a rule exists for."""

from collections.abc import Callable, Mapping

from recordings.scoring.card import Finding, ScoreCard, Verdict
from recordings.scoring.heard import CallView, make_view
from recordings.scoring.pack import PhrasePack
from recordings.scoring.rules_closing import goodbye, offer_appointment
from recordings.scoring.rules_contact import clinic_name, greeting, self_introduction
from recordings.scoring.rules_manner import no_forbidden_phrases
from recordings.scoring.standard import Standard
from recordings.transcript import CallTranscript

RULES: Mapping[str, Callable[[CallView], Finding]] = {
    "greeting": greeting,
    "clinic_name": clinic_name,
    "self_introduction": self_introduction,
    "offer_appointment": offer_appointment,
    "goodbye": goodbye,
    "no_forbidden_phrases": no_forbidden_phrases,
}
"""The rule of each criterion. A criterion without a rule is left to people: unsure, with no confidence."""


def score_call(call: CallTranscript, standard: Standard, pack: PhrasePack) -> ScoreCard:
    """The scorecard of `call`. Pure: the same call, standard and pack give the same card."""
    view = make_view(call, pack)
    findings: dict[str, Finding] = {}
    for criterion in standard.criteria:
        rule = RULES.get(criterion.id)
        findings[criterion.id] = rule(view) if rule else Finding(verdict=Verdict.UNSURE, confidence=0.0, rule="no_rule")
    weights = {criterion.id: criterion.weight for criterion in standard.criteria}
    decided = {Verdict.PASS, Verdict.FAIL}
    return ScoreCard(
        call=call.id,
        standard=standard.id,
        standard_version=standard.version,
        phrases_version=pack.version,
        findings=findings,
        points=sum(weights[name] for name, item in findings.items() if item.verdict is Verdict.PASS),
        max_points=sum(weights[name] for name, item in findings.items() if item.verdict in decided),
    )
