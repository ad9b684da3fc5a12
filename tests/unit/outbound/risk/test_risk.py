"""How likely a patient is not to come: calibrated on a past of which the truth is known, and explained."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import VisitId
from outbound.risk.calibration import calibration, error, score
from outbound.risk.facts import Example, Factor, confirmed_visits, examples, values_of
from outbound.risk.fit import fitted
from outbound.risk.model import ENOUGH, PLAIN, BookRisks, RiskModel
from tests.support.clinic_book import WARSAW, book_of, call, came, moment, patient, visit
from tests.support.no_shows import BEGIN, TRUTH, ZONE, seeded_past

LATER = BEGIN + timedelta(days=10_000)


@pytest.fixture(scope="module")
def past() -> list[Example]:
    visits, confirmed, _ = seeded_past(8_000)
    return list(examples(visits, confirmed, ZONE, LATER))


@pytest.fixture(scope="module")
def learned(past: list[Example]) -> RiskModel:
    return fitted(past[: len(past) // 2])


def _told(model: RiskModel, past: list[Example]) -> tuple[list[float], list[bool]]:
    return [model.risk(one.values).probability for one in past], [one.was_missed for one in past]


def test_probabilities_of_visits_it_has_not_seen_agree_with_what_happened(
    past: list[Example], learned: RiskModel
) -> None:
    told, missed = _told(learned, past[len(past) // 2 :])
    bins = calibration(told, missed)
    assert error(bins) < 0.02, bins
    assert all(abs(one.told - one.seen) < 0.06 for one in bins), bins
    assert bins[-1].seen > 3 * bins[0].seen, "those told as riskiest miss three times as often"


def test_the_clinics_own_past_tells_more_than_the_plain_rule(past: list[Example], learned: RiskModel) -> None:
    new = past[len(past) // 2 :]
    base = sum(one.was_missed for one in new) / len(new)
    own, plain = score(*_told(learned, new)), score(*_told(PLAIN, new))
    assert own < plain
    assert own < base * (1 - base), "better than telling everybody the same"


def test_the_plain_rule_puts_the_risky_first_too(past: list[Example]) -> None:
    bins = calibration(*_told(PLAIN, past), bins=4)
    assert [one.seen for one in bins] == sorted(one.seen for one in bins)


def test_weights_come_close_to_the_truth(learned: RiskModel) -> None:
    assert all(abs(learned.weights[one] - TRUTH[one]) < 0.6 for one in TRUTH)


def test_a_clinic_with_few_visits_has_the_plain_rule_and_moves_from_it_slowly(past: list[Example]) -> None:
    assert fitted(past[: ENOUGH - 1]) is PLAIN
    assert fitted([one for one in past if not one.was_missed]) is PLAIN
    some = fitted(past[:200])
    assert some.visits == 200
    assert all(abs(some.weights[one] - PLAIN.weights[one]) < 1.5 for one in TRUTH)


def test_the_same_past_gives_the_same_answer(past: list[Example]) -> None:
    assert fitted(past[:500]) == fitted(list(reversed(past[:500]))) or _close(
        fitted(past[:500]).weights, fitted(list(reversed(past[:500]))).weights
    )


def _close(some: Mapping[Factor, float], others: Mapping[Factor, float]) -> bool:
    return all(abs(some[one] - others[one]) < 1e-6 for one in some)


def test_each_factor_has_its_part_and_the_parts_add_up() -> None:
    values = dict.fromkeys(Factor, 0.0) | {Factor.FIRST_VISIT: 1.0, Factor.CONFIRMED: 1.0, Factor.MISSED_BEFORE: 0.0}
    risk = PLAIN.risk(values)
    parts = {one.factor: one for one in risk.parts}
    assert parts[Factor.FIRST_VISIT].raises
    assert not parts[Factor.CONFIRMED].raises
    assert [abs(one.odds) for one in risk.parts] == sorted((abs(one.odds) for one in risk.parts), reverse=True)
    assert 0 < risk.probability < 1


def test_whoever_missed_the_last_visits_is_riskier_than_whoever_came() -> None:
    tomorrow = visit("v", "anna", "2026-11-24T14:00", booked="2026-11-20T10:00")
    missed = [visit(f"m{day}", "anna", f"2026-0{day}-10T14:00", VisitStatus.NO_SHOW) for day in (5, 6, 7)]
    good = [came(f"c{day}", "anna", f"2026-0{day}-10T14:00") for day in (5, 6, 7)]
    risky, safe = (
        PLAIN.risk(values_of(tomorrow, before, WARSAW, is_confirmed=False)).probability for before in (missed, good)
    )
    assert risky > 2 * safe


def test_what_comes_after_a_visit_tells_nothing_of_it() -> None:
    visits = [came("a", "anna", "2026-01-10T14:00"), visit("b", "anna", "2026-02-10T14:00", VisitStatus.NO_SHOW)]
    first, second = examples(visits, set(), WARSAW, moment("2026-11-23T12:00"))
    assert first.values[Factor.FIRST_VISIT] == 1.0
    assert first.values[Factor.MISSED_BEFORE] == 0.0
    assert (second.was_missed, second.values[Factor.FIRST_VISIT]) == (True, 0.0)


def test_a_yes_in_a_call_counts_as_confirmed() -> None:
    ahead = visit("v", "anna", "2026-11-24T14:00")
    yes = call("anna", "2026-11-23T17:00", ContactResult.CONFIRMED, about=Purpose.CONFIRMATION)
    assert confirmed_visits([yes], [ahead]) == {VisitId("v")}


def test_of_a_familys_visits_the_riskiest_counts_and_of_none_there_is_no_risk() -> None:
    book = book_of(
        patient("anna"),
        patient("bob"),
        visit("v1", "anna", "2026-11-24T14:00"),
        visit("v2", "bob", "2026-11-24T15:00"),
        visit("old", "bob", "2026-05-24T15:00", VisitStatus.NO_SHOW),
    )
    risks = BookRisks(PLAIN, book, moment("2026-11-23T12:00"))
    both, hers = risks.highest([VisitId("v1"), VisitId("v2")]), risks.highest([VisitId("v1")])
    assert both is not None
    assert hers is not None
    assert both.probability > hers.probability
    assert risks.highest([VisitId("old")]) is None
    assert risks.highest([]) is None
