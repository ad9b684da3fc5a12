"""Scores one call: every criterion of the standard that a rule exists for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from recordings.scoring.acts.reading import ActModels
from recordings.scoring.card import Finding, ScoreCard, Verdict
from recordings.scoring.doubts import doubts_of, unsettled
from recordings.scoring.facts import facts_of
from recordings.scoring.facts_found import NO_FACTS
from recordings.scoring.heard import CallView, make_view
from recordings.scoring.opinion.model import NO_OPINION, Opinion
from recordings.scoring.opinion.settle import is_of_opinion, settle
from recordings.scoring.pack import PhrasePack
from recordings.scoring.rules import closing, contact, manner, needs, presentation, wrap_up
from recordings.scoring.rules.measured import MEASURES
from recordings.scoring.shown import shown_facts, shown_findings
from recordings.scoring.situation import Situation
from recordings.scoring.standard import Criterion, Standard
from recordings.statistics import CallStatistics, statistics_of
from recordings.stretch import Stretch
from recordings.transcript import CallTranscript

Rule: TypeAlias = Callable[[CallView, Situation], Finding]

RULES: Mapping[str, Rule] = {
    "greeting": contact.greeting,
    "clinic_name": contact.clinic_name,
    "self_introduction": contact.self_introduction,
    "offer_help": contact.offer_help,
    "ask_name": needs.ask_name,
    "use_name": needs.use_name,
    "ask_visit_type": needs.ask_visit_type,
    "need_questions": needs.need_questions,
    "empathy": needs.empathy,
    "triage": needs.triage,
    "value_before_price": presentation.value_before_price,
    "presents_benefit": presentation.presents_benefit,
    "no_medical_advice": presentation.no_medical_advice,
    "offer_appointment": closing.offer_appointment,
    "alternative_choice": closing.alternative_choice,
    "objection_handling": closing.objection_handling,
    "contact_captured": closing.contact_captured,
    "source_asked": closing.source_asked,
    "recap": wrap_up.recap,
    "preparation": wrap_up.preparation,
    "confirmation_notice": wrap_up.confirmation_notice,
    "next_step": wrap_up.next_step,
    "anything_else": wrap_up.anything_else,
    "goodbye": wrap_up.goodbye,
    "polite_words": manner.polite_words,
    "no_forbidden_phrases": manner.no_forbidden_phrases,
    "formal_address": manner.formal_address,
    "calm_tone": manner.calm_tone,
    "confidentiality": manner.confidentiality,
    "hold_etiquette": manner.hold_etiquette,
}
"""The rule of each criterion. A criterion without a rule is left to people: unsure, with no confidence."""

_PARTLY_CRITICAL = "no_forbidden_phrases"
"""Only its rude words are critical."""


def score_call(
    call: CallTranscript,
    standard: Standard,
    pack: PhrasePack,
    models: ActModels,
    opinion: Opinion = NO_OPINION,
    talk: CallStatistics | None = None,
) -> ScoreCard:
    """The scorecard of `call`. Pure: the same call, standard, pack and models give the same card.

    `talk` is what was measured of the call's sound; without it the times of its words stand in.
    """
    view = make_view(call, pack, models)
    situation = Situation(view)
    talk = talk or _talk(call)
    doubts = doubts_of(view)
    unsure = unsettled(doubts)
    by_rule = {name: rule(view, situation) for name, rule in RULES.items()}
    critical = {criterion.id for criterion in standard.criteria if criterion.critical}
    read = facts_of(view, situation)
    settled, facts = settle(view, by_rule, read, opinion, critical)
    settled, facts = shown_findings(view, settled), shown_facts(view, read, facts)
    findings = {criterion.id: unsure or _judge(criterion, call, settled, talk) for criterion in standard.criteria}
    weights = {criterion.id: criterion.weight for criterion in standard.criteria}
    decided = {Verdict.PASS, Verdict.FAIL}
    return ScoreCard(
        call=call.id,
        standard=standard.id,
        standard_version=standard.version,
        phrases_version=pack.version,
        findings=findings,
        facts=NO_FACTS if unsure else facts.consistent(),
        doubts=tuple(doubt.value for doubt in doubts),
        points=sum(weights[name] for name, item in findings.items() if item.verdict is Verdict.PASS),
        max_points=sum(weights[name] for name, item in findings.items() if item.verdict in decided),
    )


def wholly_critical(standard: Standard) -> tuple[str, ...]:
    """The criteria of which each fail is critical."""
    return tuple(one.id for one in standard.criteria if one.critical and one.id != _PARTLY_CRITICAL)


def _judge(criterion: Criterion, call: CallTranscript, settled: Mapping[str, Finding], talk: CallStatistics) -> Finding:
    if criterion.id in settled:
        return _weighed(criterion, settled[criterion.id])
    if criterion.id in MEASURES:
        measure, _ = MEASURES[criterion.id]
        return _weighed(criterion, measure(call, talk, criterion.limits))
    return Finding(verdict=Verdict.UNSURE, confidence=0.0, rule="no_rule")


def _weighed(criterion: Criterion, found: Finding) -> Finding:
    """The finding, critical where the standard says so; of forbidden phrases only rude words are.

    A whole call fails by what was said alone: where only the second opinion speaks for a fail, a person looks.
    """
    counts = found.critical if criterion.id == _PARTLY_CRITICAL else not is_of_opinion(found.rule)
    return replace(found, critical=criterion.critical and counts and found.verdict is Verdict.FAIL)


def _talk(call: CallTranscript) -> CallStatistics:
    """The call's talk by the times of its words."""
    end = max((turn.end for turn in call.turns), default=0.0)
    holds = [Stretch(hold.start, hold.end) for hold in call.holds]
    return statistics_of(call.turns, {}, span=Stretch(0.0, end), language=call.language, holds=holds)
