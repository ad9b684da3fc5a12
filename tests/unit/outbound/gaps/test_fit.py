"""Who is asked first about a place that became free."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from callcenter.domain.care import WaitingEntry
from callcenter.kit.ids import PatientId
from outbound.gaps.fit import best, fit_of
from tests.support.clinic_book import WARSAW, visit

PLACE = visit("v1", "anna", "2026-11-25T12:00", doctor="orlova", minutes=60)
AT = PLACE.starts_at.astimezone(WARSAW)
TODAY = date(2026, 11, 24)
WISH = WaitingEntry(id="w", patient=PatientId("nina"), service="filling", minutes=60, added_on=date(2026, 11, 20))


def _whole(wish: WaitingEntry) -> float:
    return fit_of(wish, PLACE, TODAY, AT).whole


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (replace(WISH, doctor="orlova"), WISH),
        (WISH, replace(WISH, minutes=30)),
        (replace(WISH, days=frozenset({3})), WISH),
        (replace(WISH, earliest=time(12)), replace(WISH, earliest=time(8))),
        (replace(WISH, earliest=date(2026, 11, 25)), replace(WISH, earliest=date(2026, 11, 1))),
        (
            replace(WISH, earliest=datetime(2026, 11, 25, 12, tzinfo=WARSAW)),
            replace(WISH, earliest=datetime(2026, 11, 24, 9, tzinfo=WARSAW)),
        ),
        (replace(WISH, added_on=date(2026, 9, 1)), WISH),
        (WISH, replace(WISH, added_on=None)),
    ],
    ids=["doctor", "length", "day", "hour", "date", "moment", "waited", "unknown wait"],
)
def test_what_suits_better_comes_first(better: WaitingEntry, worse: WaitingEntry) -> None:
    assert _whole(better) > _whole(worse)


def test_the_doctor_weighs_more_than_two_months_of_waiting() -> None:
    assert _whole(replace(WISH, doctor="orlova", added_on=TODAY)) > _whole(replace(WISH, added_on=date(2026, 1, 1)))


def test_a_fit_is_a_share() -> None:
    perfect = replace(WISH, doctor="orlova", days=frozenset({3}), earliest=time(12), latest=time(12))
    assert 0 <= _whole(replace(WISH, minutes=1, added_on=None)) < _whole(perfect) <= 1


def test_of_several_wishes_the_best_counts_and_those_that_it_does_not_meet_never() -> None:
    others = [replace(WISH, service="check"), replace(WISH, minutes=90), replace(WISH, doctor="belov")]
    assert best(others, PLACE, TODAY, AT) == 0
    assert best([*others, WISH], PLACE, TODAY, AT) == _whole(WISH)
