"""The morning call: once, for visits after eleven, two hours before them at the latest."""

from datetime import date

import pytest

from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.ids import VisitId
from outbound.rules.morning import judge_morning
from tests.support.clinic_book import WARSAW, Fact, book_of, call, in_words, moment, patient, visit

KIND = Purpose.CONFIRMATION
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
ANNA = patient("anna")
TODAY = visit("v1", "anna", f"{TUESDAY}T14:00")
EVENING = tuple(call("anna", f"{MONDAY}T{at}", about=KIND) for at in ("16:00", "17:00", "18:00"))


def _told(*facts: Fact, at: str = "08:00", visits: str = "v1") -> list[str]:
    book = book_of(*facts, *EVENING)
    found = judge_morning(book, moment(f"{TUESDAY}T{at}"), {VisitId(one) for one in visits.split()}, date(2026, 11, 23))
    return [in_words(one, WARSAW) for one in found]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("08:00", "call due_now_later 09:00-12:00"),
        ("09:00", "call due 09:00-12:00"),
        ("11:59", "call due 11:59-12:00"),
        ("12:00", "outside_window"),
    ],
)
def test_whoever_was_not_reached_is_called_until_two_hours_before_the_visit(at: str, said: str) -> None:
    assert _told(ANNA, TODAY, at=at) == [f"anna v1: {said}"]


@pytest.mark.parametrize(("starts", "said"), [("11:00", "not_due"), ("11:15", "call due_now_later 09:00-09:15")])
def test_visits_until_eleven_have_no_morning_call(starts: str, said: str) -> None:
    assert _told(ANNA, visit("v1", "anna", f"{TUESDAY}T{starts}")) == [f"anna v1: {said}"]


def test_there_is_one_morning_call_and_no_more() -> None:
    rung = call("anna", f"{TUESDAY}T09:01", ContactResult.BUSY, about=KIND)
    assert _told(ANNA, TODAY, rung, at="10:30") == ["anna v1: tries_spent"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (VisitStatus.CONFIRMED, "confirmed_already"),
        (VisitStatus.CANCELLED, "cancelled"),
        (VisitStatus.CAME, "not_due"),
    ],
)
def test_a_visit_that_is_settled_meanwhile_is_not_called_about(status: VisitStatus, said: str) -> None:
    assert _told(ANNA, visit("v1", "anna", f"{TUESDAY}T14:00", status)) == [f"anna v1: {said}"]


def test_a_visit_moved_to_another_day_is_not_called_about() -> None:
    assert _told(ANNA, visit("v1", "anna", "2026-11-26T14:00")) == ["anna v1: not_due"]


def test_what_was_told_the_evening_before_holds() -> None:
    said = call("anna", f"{MONDAY}T19:00", ContactResult.CONFIRMED, about=KIND)
    assert _told(ANNA, TODAY, said) == ["anna v1: confirmed_already"]


def test_whoever_said_stop_in_the_evening_is_not_called_in_the_morning() -> None:
    stop = call("anna", f"{MONDAY}T19:00", ContactResult.STOP, about=KIND)
    assert _told(ANNA, TODAY, stop) == ["anna v1: do_not_call"]


def test_a_family_has_one_call_for_its_visits() -> None:
    anna, bob = (patient(one, family="f", phone="+48601000001") for one in ("anna", "bob"))
    found = _told(anna, bob, TODAY, visit("v2", "bob", f"{TUESDAY}T15:00"), visits="v1 v2")
    assert found == ["anna v1 v2: call due_now_later 09:00-12:00"]


def test_a_patient_in_another_zone_is_not_woken() -> None:
    far = patient("anna", zone="Atlantic/Azores")  # two hours behind Warsaw
    assert _told(far, TODAY, at="09:30") == ["anna v1: call due_now_later 11:00-12:00"]
