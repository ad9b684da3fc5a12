"""Whom the clinic may write to, and when."""

from dataclasses import replace
from datetime import time

import pytest

from callcenter.clinic.book import DailyHours
from callcenter.domain.clinic import Patient
from callcenter.domain.outreach import Consent, ContactResult, Purpose
from callcenter.kit.ids import PatientId
from outbound.rules.messages import MayWrite, judge_message
from tests.support.clinic_book import WARSAW, Fact, book_of, call, moment, patient

MONDAY = "2026-11-23"
MESSAGES, CALLS = frozenset({Consent.MESSAGES}), frozenset({Consent.CALLS})
ANNA = patient("anna", consent=MESSAGES)


def _may(*facts: Fact, at: str = f"{MONDAY}T18:00", asked: bool = False, purpose: str = "news") -> MayWrite:
    return judge_message(book_of(*facts), moment(at), PatientId("anna"), purpose, is_asked_for=asked)


@pytest.mark.parametrize(
    ("who", "asked", "said"),
    [
        (ANNA, False, "due"),
        (patient("anna", consent=None), True, "due"),
        (patient("anna", consent=None), False, "no_consent"),
        (patient("anna", consent=CALLS), True, "no_consent"),
        (patient("anna", consent=frozenset()), True, "no_consent"),
        (replace(ANNA, refuses=frozenset({"*"})), True, "do_not_call"),
        (replace(ANNA, refuses=frozenset({"news"})), False, "do_not_call"),
        (replace(ANNA, refuses=frozenset({"recall"})), False, "due"),
        (replace(ANNA, died=True), True, "died"),
        (replace(ANNA, complaint_open=True), False, "complaint_open"),
        (replace(ANNA, complaint_open=True), True, "due"),
        (replace(ANNA, phone=None), True, "no_phone"),
        (patient("anna", consent=MESSAGES, born="2015-05-05"), False, "no_consent"),
        (patient("anna", consent=MESSAGES, zone="Mars/Base"), False, "no_zone"),
    ],
)
def test_whom_the_clinic_may_write_to(who: Patient, asked: bool, said: str) -> None:
    assert _may(who, asked=asked).reason == said


def test_whoever_said_stop_to_the_robot_gets_no_messages_either() -> None:
    stop = call("anna", f"{MONDAY}T17:00", ContactResult.STOP, about=Purpose.CONFIRMATION)
    assert _may(ANNA, stop, asked=True).reason == "do_not_call"


@pytest.mark.parametrize(
    ("at", "said"),
    [("08:00", "09:00-21:00"), ("20:30", "20:30-21:00"), ("21:00", "outside_window")],
)
def test_messages_come_until_nine_in_the_evening(at: str, said: str) -> None:
    assert _hours(_may(ANNA, at=f"{MONDAY}T{at}")) == said


def test_on_days_off_nobody_is_written_to() -> None:
    assert _may(ANNA, at="2026-11-22T12:00").reason == "day_off"


def test_the_night_of_a_patients_own_zone_counts() -> None:
    far = patient("anna", consent=MESSAGES, zone="Asia/Tokyo")  # eight hours ahead
    assert _hours(_may(far, at=f"{MONDAY}T12:30")) == "12:30-13:00"


def test_a_clinic_that_works_at_night_writes_at_its_own_hours() -> None:
    book = book_of(ANNA, hours=DailyHours(begins=time(20), ends=time(4)))
    may = judge_message(book, moment(f"{MONDAY}T21:30"), PatientId("anna"), "news", is_asked_for=False)
    assert _hours(may) == "21:30-04:00"


def _hours(may: MayWrite) -> str:
    if may.not_before is None or may.not_after is None:
        return may.reason.value
    return "-".join(f"{at.astimezone(WARSAW):%H:%M}" for at in (may.not_before, may.not_after))
