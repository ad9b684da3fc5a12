"""An evening that is rehearsed, and then takes place on the simulator with whole flows: the same calls."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from callcenter.domain.clinic import Gender, Patient, Tier, Visit
from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.tables import attempt, contact, target
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from outbound.campaigns.target import Target, TargetState
from outbound.rehearsal.habits import Took
from outbound.rehearsal.service import next_opening, rehearse
from tests.support.campaign_world import TERMS, CampaignWorld, campaign_world
from tests.support.clinic import BELOV, ORLOVA, clock_time, visit_of

_R = ContactResult
CONFIRMS = Manners(replies={"hello": ("да это я",), "confirm_one": ("да приду",)}, default_reply="[1]")
CANCELS = Manners(replies={"hello": ("да это я",), "confirm_one": ("нет не приду отмените",)}, default_reply="[2]")
NOT_THERE = Manners(picks_up=PickUp.NO_ANSWER, rings_s=25)
BUSY = Manners(picks_up=PickUp.BUSY)
EVENING: Mapping[str, tuple[Manners, ContactResult, float, datetime]] = {
    "anna": (CONFIRMS, _R.CONFIRMED, 35.0, clock_time(1, 9)),
    "boris": (NOT_THERE, _R.NO_ANSWER, 27.0, clock_time(1, 11)),
    "vera": (BUSY, _R.BUSY, 5.0, clock_time(1, 12)),
    "gleb": (CONFIRMS, _R.CONFIRMED, 35.0, clock_time(1, 13)),
    "dina": (NOT_THERE, _R.NO_ANSWER, 27.0, clock_time(1, 14)),
}
_LATE = timedelta(minutes=4)
"""The process on the simulator looks once a minute while no call goes on, which adds up over three tries."""


def test_a_rehearsed_evening_has_the_calls_of_the_real_one(database: Database, tmp_path: Path) -> None:
    world = campaign_world(database, tmp_path)
    world.people(*((_patient(name), how[0], [_visit(name, how[3])]) for name, how in EVENING.items()))
    world.campaign()
    played = rehearse(database, TERMS, world.now, takes=_as_they_do)
    assert _rows(database) == [0, 0, 0], "a rehearsal writes nothing"
    world.run_until(clock_time(0, 20, 5))

    rehearsed = [(one.begins_at, one.patient, one.nth, one.result) for one in played.calls]
    real = sorted(
        (one.begun_at, PatientId(name), one.number, one.result)
        for name in EVENING
        for one in world.attempts(_patient(name))
        if one.result is not None
    )
    assert [one[1:] for one in rehearsed if one[1] in EVENING] == [one[1:] for one in real]
    begun = [one.begins_at for one in played.calls if one.patient in EVENING]
    late = [happened[0] - planned for planned, happened in zip(begun, real, strict=True)]
    assert all(timedelta() <= one < _LATE for one in late), [str(one) for one in late]
    states = {one.patient: one.state for one in played.targets}
    assert {name: states[PatientId(name)] for name in EVENING} == {
        name: world.target(_patient(name)).state for name in EVENING
    }
    assert states[PatientId("boris")] is TargetState.UNREACHED


def test_the_same_seed_gives_the_same_evening(database: Database, tmp_path: Path) -> None:
    world = _booked(database, tmp_path)
    first, again = (rehearse(database, TERMS, world.now, seed=5) for _ in range(2))
    assert first.calls == again.calls
    assert first.calls


def test_with_too_slow_a_line_those_who_are_never_called_are_told_apart(database: Database, tmp_path: Path) -> None:
    world = _booked(database, tmp_path)
    slow = replace(TERMS, lines=1, calls_per_second=1 / 7200)
    played = rehearse(database, slow, world.now, takes=_as_they_do)
    assert [one.patient for one in played.calls] == ["anna", "ivan"], (
        "one at four and one at six; the soonest visit first"
    )
    left = {one.patient for one in played.targets if one.id in played.out_of_time}
    assert left >= {"boris", "vera", "gleb", "dina"}


def test_without_lines_nobody_is_called(database: Database, tmp_path: Path) -> None:
    world = _booked(database, tmp_path)
    played = rehearse(database, replace(TERMS, lines=0), world.now)
    assert played.calls == ()
    assert played.ends_at is None


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        (clock_time(0, 10), clock_time(0, 10)),
        (clock_time(0, 7), clock_time(0, 7)),
        (clock_time(0, 20), clock_time(1, 9)),
        (clock_time(3, 21), clock_time(6, 9)),
        (clock_time(4, 12), clock_time(6, 9)),
    ],
    ids=["by day", "early", "when hours are over", "on Friday night", "on Saturday"],
)
def test_the_evening_to_come_is_todays_while_its_hours_last(asked: datetime, begins: datetime) -> None:
    assert next_opening(TERMS, asked) == begins


def _booked(database: Database, folder: Path) -> CampaignWorld:
    world = campaign_world(database, folder)
    world.people(*((_patient(name), how[0], [_visit(name, how[3])]) for name, how in EVENING.items()))
    world.campaign()
    return world


def _as_they_do(who: Target, _at: datetime, _chance: Random) -> Took:
    _, result, seconds, _ = EVENING.get(who.patient, (CONFIRMS, _R.NO_ANSWER, 1.0, None))
    return Took(result, timedelta(seconds=seconds))


def _rows(database: Database) -> list[int]:
    with database.read() as connection:
        return [
            connection.execute(select(func.count()).select_from(one)).scalar_one() for one in (target, attempt, contact)
        ]


def _patient(name: str) -> Patient:
    place = list(EVENING).index(name)
    return Patient(
        id=PatientId(name),
        given_name=name.title(),
        surname="Тестова",
        gender=Gender.FEMALE,
        phone=PhoneNumber(f"+790000002{place:02}"),
        language=Language.RU,
        tier=Tier.REGULAR,
    )


def _visit(name: str, at: datetime) -> Visit:
    doctor = BELOV if name == "dina" else ORLOVA
    return visit_of(_patient(name), doctor, at)
