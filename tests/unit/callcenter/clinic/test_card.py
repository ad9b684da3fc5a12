"""A patient at a glance, and who is calling."""

from datetime import timedelta

import pytest

from callcenter.clinic.caller import Caller, CallerKind
from callcenter.clinic.card import CardVisit, WhyCalling, make_card
from callcenter.domain.clinic import VisitStatus
from tests.support.clinic import IVAN, MARIA, NOW, OLGA


def visit(days: float, status: VisitStatus) -> CardVisit:
    return CardVisit(starts_at=NOW + timedelta(days=days), doctor="Елена Орлова", service="Осмотр", status=status)


def test_card_shows_the_nearest_visit_to_come_and_the_last_one_that_took_place() -> None:
    visits = [
        visit(-200, VisitStatus.CAME),
        visit(-60, VisitStatus.CAME),
        visit(-5, VisitStatus.CANCELLED),
        visit(2, VisitStatus.BOOKED),
        visit(9, VisitStatus.CONFIRMED),
    ]
    card = make_card(MARIA, visits, [], NOW)
    assert card.next_visit == visits[3]
    assert card.last_visit == visits[1]
    assert not card.is_first_visit


def test_card_of_a_new_patient_says_that_it_is_the_first_visit() -> None:
    assert make_card(IVAN, [], [OLGA, IVAN], NOW).is_first_visit
    assert make_card(IVAN, [], [OLGA, IVAN], NOW).family == (OLGA,)


@pytest.mark.parametrize(
    ("visits", "why"),
    [
        ([visit(1, VisitStatus.BOOKED)], WhyCalling.VISIT_SOON),
        ([visit(-200, VisitStatus.CAME), visit(-3, VisitStatus.NO_SHOW)], WhyCalling.DID_NOT_COME),
        ([visit(-30, VisitStatus.NO_SHOW), visit(-3, VisitStatus.CAME)], WhyCalling.JUST_BEEN),
        ([visit(-700, VisitStatus.CAME)], WhyCalling.LONG_AGO),
        ([visit(-60, VisitStatus.CAME)], None),
        ([visit(1, VisitStatus.CANCELLED)], None),
        ([], None),
    ],
)
def test_card_says_why_the_patient_may_be_calling(visits: list[CardVisit], why: WhyCalling | None) -> None:
    reason = make_card(MARIA, visits, [], NOW).reason
    assert (reason.why if reason else None) == why


def test_a_number_of_two_patients_leaves_the_choice_to_the_operator() -> None:
    caller = Caller(number=OLGA.phone, patients=(IVAN, OLGA))
    assert caller.kind is CallerKind.SHARED
    assert caller.only is None


def test_a_withheld_number_is_not_an_unknown_one() -> None:
    assert Caller(number=None).kind is CallerKind.WITHHELD
    assert Caller(number=MARIA.phone).kind is CallerKind.UNKNOWN
    assert Caller(number=MARIA.phone, patients=(MARIA,)).kind is CallerKind.KNOWN
