"""Words, figures and pictures of campaigns."""

from datetime import timedelta

import pytest

from callcenter.domain.outreach import Channel, ContactResult, Purpose
from callcenter.kit.languages import Language
from callcenter.web.formats import Formats
from callcenter.web.texts import read_texts
from outbound.campaigns.campaign import CampaignState, Mode, Order
from outbound.campaigns.ladder import Step, StepKind, StepState
from outbound.campaigns.pacing import Trunk
from outbound.campaigns.target import TargetState
from outbound.mailing.message import MessageState
from outbound.risk.facts import Factor
from outbound.risk.model import Part, Risk, RiskModel
from outbound.rules.reasons import FOREVER, Personally, Reason
from outbound.screens.funnel import funnel_of
from outbound.screens.list_view import forecast_of
from outbound.screens.plan_words import PlanWords
from outbound.screens.reasons import ReasonWords
from outbound.screens.risk_words import parts_told
from outbound.screens.rules_form import typed_rules
from outbound.screens.tally import Count, Tally
from outbound.screens.words import Words
from tests.support.campaign_pages import EVENING
from tests.support.clinic import ZONE

ENGLISH = read_texts(Language.EN)
REASONS = ReasonWords(ENGLISH, Formats(Language.EN, ZONE), EVENING)
TALLY = Tally(
    (
        Count(TargetState.PLANNED, None, False, 50),
        Count(TargetState.DONE, ContactResult.CONFIRMED, True, 30),
        Count(TargetState.UNREACHED, ContactResult.NO_ANSWER, True, 10),
        Count(TargetState.LEFT_OUT, None, False, 10),
    )
)


@pytest.mark.parametrize("language", list(Language))
def test_every_word_of_the_domain_is_said_in_every_language(language: Language) -> None:
    texts = read_texts(language)
    words, reasons = Words(texts), ReasonWords(texts, Formats(language, ZONE), EVENING)
    said = [
        *map(words.purpose, Purpose),
        *map(words.what_it_does, Purpose),
        *(words.campaign_state(one)[0] for one in CampaignState),
        *(words.order(one)[0] for one in Order),
        *map(words.mode, Mode),
        *(words.target_state(one)[0] for one in TargetState),
        *(words.result(one)[0] for one in ContactResult),
        *map(words.channel, Channel),
        *(reasons.short(one.value) for one in Reason),
        *map(reasons.personally, Personally),
    ]
    assert all(said)


@pytest.mark.parametrize("language", list(Language))
def test_every_step_of_a_plan_and_every_factor_of_risk_is_said(language: Language) -> None:
    texts = read_texts(language)
    plan = PlanWords(texts, ReasonWords(texts, Formats(language, ZONE), EVENING))
    whys = ("", *ContactResult, *MessageState, *Reason, "early_visit", "no_time", "uncertain", "unreached", "odd")
    steps = [Step(EVENING, kind, state, why) for kind in StepKind for state in StepState for why in whys]
    assert all(one.what for one in plan.steps(steps))
    model = RiskModel(base=0.0, weights=dict.fromkeys(Factor, 1.0), usual=dict.fromkeys(Factor, 0.5))
    for odds in (0.5, -0.5):
        risk = Risk(0.2, 0.1, tuple(Part(factor, odds) for factor in Factor))
        raising, lowering = parts_told(risk, model, texts)
        assert len(raising or lowering) == len(Factor)


def test_what_lowers_the_risk_is_said_of_a_factor_that_lowers_it() -> None:
    model = RiskModel(base=0.0, weights={Factor.CONFIRMED: -1.0}, usual={Factor.CONFIRMED: 0.3})
    assert parts_told(Risk(0.1, 0.2, (Part(Factor.CONFIRMED, -0.7),)), model, ENGLISH) == ([], ["has confirmed"])
    assert parts_told(Risk(0.3, 0.2, (Part(Factor.CONFIRMED, 0.3),)), model, ENGLISH) == (["has not confirmed"], [])


def test_a_reason_tells_until_when_it_holds() -> None:
    later = EVENING + timedelta(hours=2)
    assert (
        REASONS.told("recently_called", later, EVENING - timedelta(hours=1)) == "called 16:20; not again before 19:20"
    )
    assert REASONS.told("family_limit", later) == "the family was called often enough, until 19:20"
    assert REASONS.told("not_due", FOREVER) == "not due yet"
    assert REASONS.told("died", None) == "has died"
    assert REASONS.short("brand_new") == "another reason: brand_new"


def test_the_funnel_narrows_from_the_considered_to_what_came_of_them() -> None:
    funnel = funnel_of(TALLY, ENGLISH)
    assert [bar.number for bar in funnel.bars] == [100, 90, 40, 30]
    assert funnel.text == "considered 100, to be called 90, called 40, reached 30, confirmed 30"
    assert funnel.bars[1].rest == 10
    assert funnel_of(Tally(), ENGLISH).bars[0].number == 0


def test_the_forecast_tells_when_the_pace_is_too_slow_for_the_hours() -> None:
    slow = Trunk(name="", lines=1, calls_per_second=1.0)
    hours = (EVENING, EVENING + timedelta(minutes=30))
    forecast = forecast_of(TALLY, (timedelta(0), 0), hours, slow, EVENING)
    assert forecast is not None
    assert forecast.too_late
    fast = forecast_of(TALLY, (timedelta(0), 0), hours, Trunk(name="", lines=10, calls_per_second=1.0), EVENING)
    assert fast is not None
    assert not fast.too_late
    assert forecast_of(Tally(), (timedelta(0), 0), None, slow, EVENING) is None


def test_rules_are_read_as_they_are_typed() -> None:
    typed = typed_rules(Purpose.RECALL, {"recall.gaps_days": "14, 30", "any.hours_between": "48", "recall.tries": ""})
    assert typed.rules == {"recall": {"gaps_days": [14, 30]}, "any": {"hours_between": 48}}
    wrong = typed_rules(Purpose.NO_SHOW, {"no_show.from_days": "9", "no_show.to_days": "3", "no_show.tries": "²"})
    assert set(wrong.errors) == {"no_show.from_days", "no_show.tries"}
