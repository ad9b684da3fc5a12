"""A place that becomes free in a confirmation call is offered to the waiting list, to one at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from callcenter.clinic.book import ServiceTerms
from callcenter.clinic.free_place import FreePlace, PlaceState
from callcenter.clinic.gap_store import find_place, offers_of
from callcenter.clinic.terms_store import save_service_terms
from callcenter.clinic.visit_store import add_visit
from callcenter.clinic.waiting_store import add_waiting
from callcenter.domain.care import WaitingEntry
from callcenter.domain.clinic import Gender, Patient, Tier, Visit, VisitStatus
from callcenter.domain.outreach import Consent, ContactResult, Purpose
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners, PickUp
from outbound.campaigns.target import Target
from outbound.gaps.figures import figures_of
from outbound.rehearsal.habits import Took
from outbound.rehearsal.service import rehearse
from tests.support.campaign_world import TERMS, CampaignWorld, campaign_world
from tests.support.clinic import CHECKUP, MARIA, ORLOVA, SERGEY, clock_time, visit_of

_R = ContactResult
YES = "[1]"


def knows(**replies: str | tuple[str, ...]) -> Manners:
    """A patient who says to be who is asked for, and answers these prompts."""
    said = {name: (one,) if isinstance(one, str) else one for name, one in replies.items()}
    return Manners(greeting="алло", replies={"hello": ("да это я",), **said})


NOT_THERE = Manners(picks_up=PickUp.NO_ANSWER, rings_s=25)
TAKES, DECLINES = knows(waitlist=YES), knows(waitlist="нет")
PLACE = visit_of(MARIA, ORLOVA, clock_time(1, 12))


@pytest.fixture
def world(database: Database, tmp_path: Path) -> CampaignWorld:
    """Maria has a visit tomorrow at noon; campaigns confirm visits and fill places."""
    world = campaign_world(database, tmp_path)
    with world.robots.database.work() as work:
        add_visit(work.connection, PLACE)
    world.campaign()
    world.campaign(Purpose.GAP, flow="waitlist_offer", priority=2, title="Filling free places")
    return world


def test_the_first_of_the_waiting_list_refuses_and_the_second_takes_the_place(world: CampaignWorld) -> None:
    nina, pavel = _waiting(world, {"nina": (DECLINES, ORLOVA.id), "pavel": (TAKES, "")})
    _cancels(world)
    world.run_until(world.now + timedelta(minutes=20))
    assert [one.result for one in world.contacts(nina)] == [_R.REFUSED]
    assert [one.result for one in world.contacts(pavel)] == [_R.CONFIRMED]
    assert _starts(world, pavel) == [PLACE.starts_at]
    place = _place(world)
    assert place.state is PlaceState.FILLED
    assert place.filled_after is not None
    assert place.filled_after < timedelta(minutes=10)
    assert figures_of([place]).filled == 1


def test_nobody_is_called_while_somebody_else_is_asked_about_the_place(world: CampaignWorld) -> None:
    _waiting(world, dict.fromkeys(("nina", "pavel", "rita", "tim"), (DECLINES, "")))
    _cancels(world)
    world.run_until(world.now + timedelta(minutes=30))
    with world.robots.database.read() as connection:
        offers = offers_of(connection, PLACE.id)
    assert len(offers) == 4
    ends = [(one.offered_at, one.ended_at) for one in offers]
    assert all(before[1] is not None and before[1] <= after[0] for before, after in pairwise(ends))


def test_whom_it_suits_best_is_asked_first(world: CampaignWorld) -> None:
    _, wished = _waiting(world, {"nina": (TAKES, ""), "pavel": (TAKES, ORLOVA.id)})
    _cancels(world)
    world.run_until(world.now + timedelta(minutes=20))
    assert _starts(world, wished) == [PLACE.starts_at]


def test_who_does_not_answer_keeps_nobody_waiting_for_long(world: CampaignWorld) -> None:
    _, pavel = _waiting(world, {"nina": (NOT_THERE, ORLOVA.id), "pavel": (TAKES, "")})
    _cancels(world)
    world.run_until(world.now + timedelta(minutes=10))
    assert _starts(world, pavel) == [PLACE.starts_at]


def test_of_two_who_say_yes_at_once_one_has_the_place_and_the_other_is_told_and_offered_another(
    database: Database, tmp_path: Path
) -> None:
    world = campaign_world(database, tmp_path)
    with world.robots.database.work() as work:
        add_visit(work.connection, PLACE)
    world.campaign()
    rules = {"gap": {"minutes_between": 1}}
    world.campaign(Purpose.GAP, flow="waitlist_offer", priority=2, title="Filling free places", rules=rules)
    slow = knows(waitlist=("", "", YES), offer=YES)
    first, second = _waiting(world, {"nina": (slow, ORLOVA.id), "pavel": (knows(waitlist=YES, offer=YES), "")})
    _cancels(world)
    world.run_until(world.now + timedelta(minutes=20))
    starts = [*_starts(world, first), *_starts(world, second)]
    assert starts.count(PLACE.starts_at) == 1
    assert len(starts) == len(set(starts))


def test_a_place_that_is_taken_at_the_desk_meanwhile_is_offered_to_nobody_more(world: CampaignWorld) -> None:
    nina, pavel = _waiting(world, {"nina": (NOT_THERE, ORLOVA.id), "pavel": (TAKES, "")})
    _cancels(world)
    while not world.robots.exchange.live_calls or world.contacts(MARIA) == []:
        world.run_until(world.now + timedelta(seconds=5))
    with world.robots.database.work() as work:
        add_visit(work.connection, visit_of(SERGEY, ORLOVA, PLACE.starts_at))
    world.run_until(world.now + timedelta(hours=2))
    assert [one.result for one in world.contacts(nina)] == [_R.NO_ANSWER], "the call that went on"
    assert world.contacts(pavel) == []
    place = _place(world)
    assert (place.state, place.visit) == (PlaceState.TAKEN, visit_of(SERGEY, ORLOVA, PLACE.starts_at).id)


def test_no_place_is_offered_within_half_an_hour_of_its_time(database: Database, tmp_path: Path) -> None:
    world = campaign_world(database, tmp_path, at=clock_time(0, 12))
    soon = visit_of(MARIA, ORLOVA, clock_time(0, 12, 25), status=VisitStatus.CANCELLED)
    with world.robots.database.work() as work:
        add_visit(work.connection, soon)
    world.campaign(Purpose.GAP, flow="waitlist_offer", priority=2, title="Filling free places")
    (nina,) = _waiting(world, {"nina": (TAKES, "")})
    world.run_until(world.now + timedelta(minutes=40))
    assert world.contacts(nina) == []


def test_a_place_that_a_visit_was_moved_away_from_is_offered(world: CampaignWorld) -> None:
    (pavel,) = _waiting(world, {"pavel": (TAKES, "")})
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = knows(confirm_visit="перенести", when_suits="в пятницу", offer=YES)
    world.run_until(world.now + timedelta(minutes=20))
    assert [one.result for one in world.contacts(MARIA)] == [_R.MOVED]
    assert _starts(world, pavel) == [PLACE.starts_at]


def test_time_that_nobody_booked_is_offered_where_the_clinic_wants_that(database: Database, tmp_path: Path) -> None:
    world = campaign_world(database, tmp_path)
    rules = {"gap": {"idle_days": 1}}
    world.campaign(Purpose.GAP, flow="waitlist_offer", priority=2, title="Filling free places", rules=rules)
    (pavel,) = _waiting(world, {"pavel": (TAKES, ORLOVA.id)})
    world.run_until(world.now + timedelta(minutes=20))
    (taken,) = _starts(world, pavel)
    assert clock_time(1, 9) <= taken < clock_time(1, 15), "while the doctor works tomorrow"
    assert len(world.contacts(pavel)) == 1


def test_after_the_waiting_list_those_who_are_due_are_asked_where_the_clinic_wants_that(
    database: Database, tmp_path: Path
) -> None:
    world = campaign_world(database, tmp_path)
    due, agrees = _patient("rita", 7), frozenset({Consent.CALLS})
    long_ago = visit_of(due, ORLOVA, clock_time(-300, 11), status=VisitStatus.CAME)
    with world.robots.database.work() as work:
        add_visit(work.connection, replace(PLACE, status=VisitStatus.CANCELLED))
        terms = ServiceTerms(id=CHECKUP.id, minutes=60, recall_months=6)
        save_service_terms(work.connection, terms)
    world.people((replace(due, consent=agrees), TAKES, [long_ago]))
    (nina,) = _waiting(world, {"nina": (DECLINES, "")})
    rules = {"gap": {"to_those_due": True}}
    world.campaign(Purpose.GAP, flow="waitlist_offer", priority=2, title="Filling free places", rules=rules)
    world.run_until(world.now + timedelta(minutes=20))
    assert [one.result for one in world.contacts(nina)] == [_R.REFUSED]
    assert PLACE.starts_at in _starts(world, due)
    assert world.contacts(nina)[0].at < world.contacts(due)[0].at


def test_a_rehearsal_offers_the_places_that_its_own_calls_free_as_the_evening_does(world: CampaignWorld) -> None:
    nina, pavel = _waiting(world, {"nina": (DECLINES, ORLOVA.id), "pavel": (TAKES, "")})
    _cancels(world)
    results = {MARIA.id: _R.CANCELLED, nina.id: _R.REFUSED, pavel.id: _R.CONFIRMED}

    def takes(who: Target, _at: datetime, _chance: Random) -> Took:
        return Took(results.get(who.patient, _R.NO_ANSWER), timedelta(seconds=40))

    played = rehearse(world.robots.database, TERMS, world.now, takes=takes)
    world.run_until(world.now + timedelta(minutes=20))
    real = [one.result for patient in (MARIA, nina, pavel) for one in world.contacts(patient)]
    rehearsed = {one.patient: one for one in played.calls if one.patient in results}
    assert [one.result for one in rehearsed.values()] == real
    assert list(rehearsed) == [MARIA.id, nina.id, pavel.id], "one after the other"
    assert rehearsed[nina.id].ends_at <= rehearsed[pavel.id].begins_at


def _cancels(world: CampaignWorld) -> None:
    assert MARIA.phone is not None
    world.robots.people[MARIA.phone.e164] = knows(
        confirm_visit="отмените", sure_to_cancel="да", why_cancel="уезжаю в командировку"
    )


def _waiting(world: CampaignWorld, people: Mapping[str, tuple[Manners, str]]) -> list[Patient]:
    """Patients on the waiting list, with how they are and the doctor whom they wish for."""
    patients = [_patient(name, place) for place, name in enumerate(people)]
    none: list[Visit] = []
    world.people(*((one, people[one.id][0], none) for one in patients))
    entries = [
        WaitingEntry(id=f"wish-{one.id}", patient=one.id, service=CHECKUP.id, doctor=people[one.id][1], minutes=60)
        for one in patients
    ]
    with world.robots.database.work() as work:
        add_waiting(work.connection, entries)
    return patients


def _patient(name: str, place: int) -> Patient:
    return Patient(
        id=PatientId(name),
        given_name={"nina": "Нина", "pavel": "Павел", "rita": "Рита", "tim": "Тимофей"}[name],
        surname="Тестова",
        gender=Gender.UNKNOWN,
        phone=PhoneNumber(f"+790000003{place:02}"),
        language=Language.RU,
        tier=Tier.REGULAR,
    )


def _starts(world: CampaignWorld, patient: Patient) -> list[datetime]:
    return [one.starts_at for one in world.robots.visits(patient) if one.status is not VisitStatus.CANCELLED]


def _place(world: CampaignWorld) -> FreePlace:
    with world.robots.database.read() as connection:
        found = find_place(connection, PLACE.id)
    assert found is not None
    return found
