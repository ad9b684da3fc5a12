"""Every way to be with a robot that the demo's patients have, in whole calls, in five languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.app.demo_patients import manners_of
from callcenter.clinic.demo.load_natures import load_natures
from callcenter.clinic.visit_store import add_visit
from callcenter.domain.calls import EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from tests.support.clinic import IVAN, OLGA, ORLOVA, ZONE, clock_time, visit_of
from tests.support.robot_world import RobotWorld, robot_world

each_language = pytest.mark.parametrize("language", list(Language))

WHEN_VISITS_ARE_CONFIRMED = {
    "confirms": "confirmed",
    "brief": "confirmed",
    "moves": "rescheduled",
    "cancels": "cancelled",
    "husband": "third_person",
    "fetches": "confirmed",
    "wrong_number": "wrong_number",
    "asks_who": "confirmed",
    "asks_again": "confirmed",
    "keys": "confirmed",
    "interrupts": "confirmed",
    "silent": "no_contact",
    "later": "later",
    "thinks": "thinking",
    "no_calls": "stopped",
    "machine": "machine",
    "hangs_up": "hung_up",
}
"""Outcomes of the flow confirm_visit by nature."""


@pytest.fixture(scope="module")
def database_url(sqlite_url: str) -> str:
    """SQLite alone: what calls do on either database, other journeys prove."""
    return sqlite_url


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def outcome(world: RobotWorld, flow: str, nature: str, language: Language) -> str:
    """How a call of the flow to a patient of this nature and language comes out."""
    manners = manners_of(load_natures(language).by_id[nature])
    return world.outcome_of(world.call(flow, replace(IVAN, language=language), manners))


@each_language
@pytest.mark.parametrize("nature", WHEN_VISITS_ARE_CONFIRMED)
def test_a_call_about_tomorrows_visit_comes_out_as_the_patient_wants(
    world: RobotWorld, nature: str, language: Language
) -> None:
    assert outcome(world, "confirm_visit", nature, language) == WHEN_VISITS_ARE_CONFIRMED[nature]


@each_language
def test_the_second_place_of_an_afternoon_is_taken(world: RobotWorld, language: Language) -> None:
    outcome(world, "confirm_visit", "moves", language)
    moved = world.visits(IVAN)[-1]
    assert moved.status is VisitStatus.BOOKED
    assert moved.starts_at.astimezone(ZONE).hour >= 12


@each_language
def test_a_mother_answers_apart_for_two_children(world: RobotWorld, language: Language) -> None:
    with world.database.work() as work:
        add_visit(work.connection, visit_of(OLGA, ORLOVA, clock_time(1, 9)))
    assert outcome(world, "confirm_visit", "family", language) == "answered_apart"
    kept = {world.visits(one)[-1].status for one in (IVAN, OLGA)}
    assert kept == {VisitStatus.CONFIRMED, VisitStatus.CANCELLED}


@each_language
def test_who_wants_a_person_is_put_through_or_called_back(world: RobotWorld, language: Language) -> None:
    assert outcome(world, "confirm_visit", "wants_person", language) in {"connected", "callback"}


@each_language
@pytest.mark.parametrize(
    ("nature", "reason"),
    [("busy", EndReason.BUSY), ("refuses", EndReason.REJECTED), ("no_answer", EndReason.NO_ANSWER)],
)
def test_nobody_speaks_with_who_does_not_answer(
    world: RobotWorld, nature: str, reason: EndReason, language: Language
) -> None:
    manners = manners_of(load_natures(language).by_id[nature])
    call = world.call("confirm_visit", replace(IVAN, language=language), manners)
    assert world.call_of(call).end_reason is reason


@each_language
@pytest.mark.parametrize(
    ("flow", "nature", "comes_out"),
    [
        ("satisfaction", "pleased", "rated"),
        ("satisfaction", "complains", "complaint"),
        ("satisfaction", "keys", "rated"),
        ("checkup_invitation", "confirms", "booked"),
        ("checkup_invitation", "brief", "booked"),
        ("checkup_invitation", "thinks", "thinking"),
        ("checkup_invitation", "not_interested", "refused"),
        ("unfinished_treatment", "confirms", "booked"),
        ("unfinished_treatment", "not_interested", "refused"),
        ("no_show", "brief", "booked"),
        ("no_show", "not_interested", "refused"),
    ],
)
def test_other_calls_come_out_as_the_patient_wants(
    world: RobotWorld, flow: str, nature: str, comes_out: str, language: Language
) -> None:
    assert outcome(world, flow, nature, language) == comes_out
