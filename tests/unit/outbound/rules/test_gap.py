"""Free places, offered to the waiting list."""

from datetime import date, time

import pytest

from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from tests.support.clinic_book import Fact, book_of, call, moment, patient, told, visit, waiting

KIND = Purpose.GAP
ANNA, BOB = patient("anna"), patient("bob", consent=None)
WAITS = waiting("anna")


def _free(name: str, at: str, **facts: object) -> Visit:
    return visit(name, "eve", at, VisitStatus.CANCELLED, **facts)  # type: ignore[arg-type] # the names are those of visit()


THURSDAY = _free("v1", "2026-11-26T10:00")


def _told(*facts: Fact, at: str = "2026-11-24T10:00") -> list[str]:
    return told(book_of(ANNA, BOB, *facts), at, KIND)


def test_everybody_whom_a_place_fits_has_a_line() -> None:
    found = _told(WAITS, waiting("bob"), THURSDAY)
    assert found == ["anna v1: call due 10:00-20:00", "bob v1: call due 10:00-20:00"]


def test_the_earliest_place_is_offered() -> None:
    assert _told(WAITS, THURSDAY, _free("v0", "2026-11-25T10:00")) == ["anna v0: call due 10:00-20:00"]


def test_a_place_that_somebody_else_has_taken_is_not_free() -> None:
    taken = visit("v2", "eve", "2026-11-26T10:15")
    assert _told(WAITS, THURSDAY, taken) == ["anna: no_slot_fits"]
    assert _told(WAITS, THURSDAY, visit("v2", "eve", "2026-11-26T10:30")) == ["anna v1: call due 10:00-20:00"]
    assert _told(WAITS, THURSDAY, visit("v2", "eve", "2026-11-26T10:15", doctor="other")) != ["anna: no_slot_fits"]


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        (waiting("anna", service="check"), False),
        (waiting("anna", minutes=31), False),
        (waiting("anna", doctor="dr"), True),
        (waiting("anna", doctor="other"), False),
        (waiting("anna", days=frozenset({4})), True),
        (waiting("anna", days=frozenset({5})), False),
        (waiting("anna", earliest=date(2026, 11, 26), latest=date(2026, 11, 26)), True),
        (waiting("anna", earliest=date(2026, 11, 27)), False),
        (waiting("anna", latest=date(2026, 11, 25)), False),
        (waiting("anna", earliest=time(10), latest=time(10)), True),
        (waiting("anna", earliest=time(10, 1)), False),
        (waiting("anna", latest=time(9, 59)), False),
        (waiting("anna", earliest=moment("2026-11-26T10:00"), latest=moment("2026-11-26T10:00")), True),
        (waiting("anna", earliest=moment("2026-11-26T10:01")), False),
        (waiting("anna", latest=moment("2026-11-26T09:59")), False),
    ],
)
def test_a_place_has_to_fit_the_wish(entry: Fact, *, fits: bool) -> None:
    assert _told(entry, THURSDAY) == ["anna v1: call due 10:00-20:00" if fits else "anna: no_slot_fits"]


def test_no_offer_within_half_an_hour_of_the_place() -> None:
    soon = _free("v1", "2026-11-24T10:30")
    assert _told(WAITS, soon) == ["anna v1: call due 10:00-10:00"]
    assert _told(WAITS, soon, at="2026-11-24T10:01") == ["anna: no_slot_fits"]
    assert _told(WAITS, soon, at="2026-11-24T09:00") == ["anna v1: call due 09:00-10:00"]


def test_a_place_that_begins_before_anybody_may_be_called_fits_nobody() -> None:
    early, later = _free("v1", "2026-11-24T09:10"), _free("v2", "2026-11-24T11:00")
    assert _told(WAITS, early, at="2026-11-24T08:00") == ["anna: no_slot_fits"]
    assert _told(WAITS, early, later, at="2026-11-24T08:00") == ["anna v2: call due_now_later 09:00-10:30"]


@pytest.mark.parametrize(
    ("result", "place", "said"),
    [
        (ContactResult.THINKING, "", "anna v1: offer_in_hand"),
        (ContactResult.REFUSED, "", "anna v1: refused"),
        (ContactResult.THINKING, "v2", "anna v1: offer_in_hand"),
        (ContactResult.REFUSED, "v1", "anna v2: call due 10:00-20:00"),
        (ContactResult.REFUSED, "v2", "anna v1: call due 10:00-20:00"),
        (ContactResult.NO_ANSWER, "", "anna v1: call due 10:00-20:00"),
    ],
)
def test_one_offer_at_a_time_and_none_again_of_what_was_refused(result: ContactResult, place: str, said: str) -> None:
    last = call("anna", "2026-11-23T09:00", result, about=KIND, place=place)
    assert _told(WAITS, THURSDAY, _free("v2", "2026-11-27T10:00"), last) == [said]


def test_an_offer_of_a_place_that_is_gone_is_not_in_hand_any_more() -> None:
    thinking = call("anna", "2026-11-23T09:00", ContactResult.THINKING, about=KIND, place="gone")
    assert _told(WAITS, THURSDAY, thinking) == ["anna v1: person due 10:00-20:00"]


def test_a_family_is_not_joined_for_a_place() -> None:
    both = [patient(name, family="f", phone="+48601000001") for name in ("anna", "bob")]
    found = told(book_of(*both, WAITS, waiting("bob"), THURSDAY), "2026-11-24T10:00", KIND)
    assert found == ["anna v1: call due 10:00-20:00", "bob v1: call due 10:00-20:00"]
