"""What the second opinion changes of the rules' verdicts, what it may not, and what is shown for it.

The opinions here are made by hand: one answer is certain, whatever the call.
"""

from collections.abc import Mapping

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.facts_found import Fact, Facts
from recordings.scoring.heard import CallView, make_view
from recordings.scoring.loader import load_models, load_pack
from recordings.scoring.opinion.features import call_features, fact_features, own_features
from recordings.scoring.opinion.model import Choice, Opinion
from recordings.scoring.opinion.settle import is_of_opinion, settle
from recordings.scoring.shown import shown_facts, shown_findings
from tests.unit.recordings.scoring.calls import call_of

_CALL = call_of(
    "en",
    "A Good morning, Willow Dental, this is Hannah. How may I help you?",
    "P Hello. My tooth hurts terribly, I could not sleep at all.",
    "A Oh dear, I am so sorry to hear that. Would you like to come in and see the dentist?",
    "P How much is it?",
    "A It is ninety dollars.",
    "P Well, let me think about it. I will call you back later.",
    "A Of course. Take your time.",
    "P Thank you, goodbye.",
    "A Thank you for calling. Goodbye.",
)
_NOTHING = Fact(None)
_FACTS = Facts(Fact("booked", 0.8, "Would you like to come in", 14.0), _NOTHING, Fact("unknown"), _NOTHING, _NOTHING)
_CRITICAL = ("triage", "no_medical_advice", "confidentiality")


@pytest.fixture(scope="module")
def view() -> CallView:
    return make_view(_CALL, load_pack(Language.EN), load_models(Language.EN))


def _answers(size: int, likely: Mapping[str, float], *, decides: bool = True) -> Choice:
    """An opinion that always holds its values to be `likely`."""
    bias = np.log(np.array(list(likely.values()), dtype=np.float32))
    return Choice(tuple(likely), (), np.zeros((len(likely), size), dtype=np.float32), bias, decides)


def _settled(
    view: CallView, name: str, by_rule: Finding, likely: Mapping[str, float], *, decides: bool = True
) -> Finding:
    shared = call_features(view, {name: by_rule})
    size = len(own_features(by_rule, ())) + len(shared)
    opinion = Opinion(criteria={name: _answers(size, likely, decides=decides)})
    return shown_findings(view, settle(view, {name: by_rule}, _FACTS, opinion, _CRITICAL)[0])[name]


def _facts(view: CallView, name: str, likely: Mapping[str, float]) -> Facts:
    by_rule = Finding(verdict=Verdict.PASS, confidence=0.9, rule="greeting.said")
    shared = call_features(view, {"greeting": by_rule})
    choice = _answers(len(fact_features("", ())) + len(shared), likely)
    greeting = _answers(len(own_features(by_rule, ())) + len(shared), {"pass": 1.0}, decides=False)
    opinion = Opinion(criteria={"greeting": greeting}, facts={name: choice})
    return shown_facts(view, _FACTS, settle(view, {"greeting": by_rule}, _FACTS, opinion, ())[1])


def _found(verdict: Verdict, confidence: float = 0.9, rule: str = "rule.spoke", quote: str = "") -> Finding:
    return Finding(verdict=verdict, confidence=confidence, rule=rule, quote=quote)


def test_a_learned_outcome_replaces_what_the_rules_read_with_the_words_that_show_it(view: CallView) -> None:
    outcome = _facts(view, "outcome", {"thinking": 0.9, "booked": 0.1}).outcome
    assert (outcome.value, outcome.confidence) == ("thinking", 0.9)
    assert "think about it" in outcome.quote or "call you back" in outcome.quote
    assert outcome.at == pytest.approx(25.0, abs=4.0)


def test_an_outcome_that_no_words_show_has_no_quote_of_others(view: CallView) -> None:
    assert _facts(view, "outcome", {"wrong_number": 0.9, "booked": 0.1}).outcome == Fact("wrong_number", 0.9)


def test_a_learned_outcome_that_is_a_guess_leaves_what_the_rules_read(view: CallView) -> None:
    likely = {"thinking": 0.39, "refused": 0.31, "booked": 0.3}
    assert _facts(view, "outcome", likely).outcome == _FACTS.outcome


def test_an_outcome_that_both_read_keeps_its_quote_and_is_as_sure_as_the_opinion(view: CallView) -> None:
    outcome = _facts(view, "outcome", {"booked": 0.7, "thinking": 0.3}).outcome
    assert (outcome.value, outcome.confidence, outcome.quote) == ("booked", 0.7, "Would you like to come in")


def test_an_offer_that_was_clearly_heard_is_not_argued_away(view: CallView) -> None:
    heard = _found(Verdict.PASS, 0.95, "offer.made", "Would you like to come in")
    settled = _settled(view, "offer_appointment", heard, {"na": 0.85, "pass": 0.15})
    assert (settled.verdict, settled.quote) == (Verdict.PASS, "Would you like to come in")


def test_an_offer_half_heard_or_an_opinion_as_sure_as_that_may_be_overruled(view: CallView) -> None:
    half = _found(Verdict.PASS, 0.7, "offer.made")
    assert _settled(view, "offer_appointment", half, {"na": 0.85, "pass": 0.15}).verdict is Verdict.NOT_APPLICABLE
    heard = _found(Verdict.PASS, 0.95, "offer.made")
    assert _settled(view, "offer_appointment", heard, {"na": 0.97, "pass": 0.03}).verdict is Verdict.NOT_APPLICABLE


def test_a_critical_fail_that_is_not_unlikely_is_left_to_a_person(view: CallView) -> None:
    for name in _CRITICAL:
        settled = _settled(view, name, _found(Verdict.PASS), {"pass": 0.8, "fail": 0.2})
        assert (settled.verdict, settled.confidence, settled.rule) == (Verdict.UNSURE, 0.2, f"{name}.doubt")
        assert not settled.critical


def test_a_critical_fail_of_the_rules_is_never_turned_into_a_pass(view: CallView) -> None:
    by_rule = Finding(verdict=Verdict.FAIL, confidence=0.8, rule="triage.not_sent", quote="It hurts", critical=True)
    settled = _settled(view, "triage", by_rule, {"na": 0.97, "fail": 0.03})
    assert (settled.verdict, settled.quote, settled.critical) == (Verdict.UNSURE, "It hurts", False)


def test_what_the_standard_does_not_call_critical_is_not_doubted(view: CallView) -> None:
    settled = _settled(view, "goodbye", _found(Verdict.PASS), {"pass": 0.8, "fail": 0.2})
    assert (settled.verdict, settled.confidence) == (Verdict.PASS, 0.8)


def test_an_opinion_that_does_not_decide_changes_nothing(view: CallView) -> None:
    by_rule = _found(Verdict.PASS)
    assert _settled(view, "greeting", by_rule, {"fail": 0.99, "pass": 0.01}, decides=False) == by_rule


def test_a_pass_of_the_opinion_quotes_the_sentence_that_does_what_is_asked_for(view: CallView) -> None:
    settled = _settled(view, "empathy", _found(Verdict.FAIL), {"pass": 0.9, "fail": 0.1})
    assert settled.quote == "Oh dear, I am so sorry to hear that."
    assert is_of_opinion(settled.rule)


def test_a_fail_of_the_opinion_quotes_what_went_unanswered_or_nothing_at_all(view: CallView) -> None:
    missed = _settled(view, "empathy", _found(Verdict.PASS), {"fail": 0.9, "pass": 0.1})
    assert missed.quote == "My tooth hurts terribly, I could not sleep at all."
    absent = _settled(view, "anything_else", _found(Verdict.PASS), {"fail": 0.9, "pass": 0.1})
    assert (absent.verdict, absent.quote, absent.at, absent.rule) == (Verdict.FAIL, "", None, "opinion")


def test_of_a_few_words_the_opinion_knows_nothing() -> None:
    short = make_view(call_of("en", "A Hello?", "P Hello."), load_pack(Language.EN), load_models(Language.EN))
    by_rule = _found(Verdict.FAIL)
    assert _settled(short, "goodbye", by_rule, {"pass": 1.0}) == by_rule
