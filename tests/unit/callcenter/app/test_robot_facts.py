"""What a robot's call is about: whom it asks for, which visits, in which language."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callcenter.app.robot_facts import Briefs
from callcenter.clinic.store import add_patient
from callcenter.clinic.visit_store import add_visit
from callcenter.domain.calls import Call, Direction, ring
from callcenter.domain.clinic import Patient, VisitStatus
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import COMMAND_LINE, CallId, PatientId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.work import Database
from ivr.leading.loader import FlowShelf
from ivr.leading.parts import Brief
from outbound.wished_store import WishedCall, add_wish
from tests.support.clinic import IVAN, MARIA, NOW, OLGA, ORLOVA, clock_time, fill_clinic, visit_of
from tests.support.robot_world import FACE

SON = replace(MARIA, id=PatientId("dima"), given_name="Дима", birth_date=date(2018, 5, 1))


@pytest.fixture
def clinic(database: Database) -> Database:
    with database.work() as work:
        fill_clinic(work.connection)
        add_patient(work.connection, SON)
    return database


def coming(clinic: Database, *patients: Patient, day: int = 1) -> None:
    """Each of them has a visit on that day, an hour apart."""
    with clinic.work() as work:
        for hour, one in enumerate(patients, start=11):
            add_visit(work.connection, visit_of(one, ORLOVA, clock_time(day, hour)))


def call_from(number: PhoneNumber | None, call: str = "c") -> Call:
    return ring(
        CallId(call),
        exchange="simulator",
        provider_call=ProviderCallId(call),
        direction=Direction.INBOUND,
        caller=number,
        at=NOW,
    )


def brief(clinic: Database, call: Call, *, inbound: str = "", entrance: str = "") -> Brief:
    with clinic.read() as connection:
        return Briefs(FACE, JumpingClock(NOW), inbound, FlowShelf().about_of)(connection, call, entrance)


def wished(clinic: Database, patient: Patient, flow: str = "confirm_visit", **about: object) -> Brief:
    assert patient.phone is not None
    wish = WishedCall(
        id=CallId("w"),
        flow=flow,
        number=patient.phone,
        language=patient.language,
        patient=patient.id,
        about=about,
        asked_at=NOW,
        asked_by=COMMAND_LINE,
        not_after=NOW + timedelta(hours=1),
    )
    with clinic.work() as work:
        add_wish(work.connection, wish)
    return brief(clinic, call_from(patient.phone, "w"))


def whose(found: Brief) -> list[str]:
    return [one.whose for one in found.facts.visits]


def test_a_mother_hears_of_her_own_visit_and_of_her_sons_in_one_call(clinic: Database) -> None:
    coming(clinic, MARIA, SON)
    found = wished(clinic, MARIA)
    assert found.facts.listener is not None
    assert (found.facts.listener.asked, whose(found)) == ("Мария Ивановна", ["", "Дима"])


def test_a_child_is_called_by_asking_for_the_parent(clinic: Database) -> None:
    coming(clinic, SON)
    found = wished(clinic, SON)
    assert found.facts.listener is not None
    assert (found.facts.listener.asked, whose(found)) == ("Мария Ивановна", ["Дима"])
    assert found.patient == SON.id


def test_visits_of_other_days_are_left_to_other_calls(clinic: Database) -> None:
    coming(clinic, MARIA)
    coming(clinic, MARIA, day=2)
    assert [one.at for one in wished(clinic, MARIA).facts.visits] == [clock_time(1, 11)]


def test_a_question_how_it_was_is_about_the_visit_that_is_over(clinic: Database) -> None:
    coming(clinic, MARIA)
    visit = wished(clinic, MARIA, "satisfaction").facts.visits[0]
    assert visit.at == clock_time(-60, 11)


def test_a_question_after_a_missed_visit_is_about_that_one(clinic: Database) -> None:
    with clinic.work() as work:
        missed = visit_of(MARIA, ORLOVA, clock_time(-3, 12), status=VisitStatus.NO_SHOW)
        add_visit(work.connection, missed)
    assert [one.at for one in wished(clinic, MARIA, "no_show").facts.visits] == [clock_time(-3, 12)]


def test_nobody_is_asked_for_by_surname(clinic: Database) -> None:
    nameless = replace(MARIA, id=PatientId("nameless"), given_name="", phone=PhoneNumber("+79990001122"))
    with clinic.work() as work:
        add_patient(work.connection, nameless)
    coming(clinic, nameless)
    found = wished(clinic, nameless)
    assert (found.flow, found.facts.listener) == ("", None)
    caller = brief(clinic, call_from(nameless.phone), inbound="front_menu")
    assert (caller.flow, caller.facts.listener) == ("front_menu", None)


def test_a_caller_whom_the_number_names_is_known(clinic: Database) -> None:
    found = brief(clinic, call_from(MARIA.phone), inbound="front_menu")
    assert (found.flow, found.patient) == ("front_menu", MARIA.id)


@pytest.mark.parametrize("number", [None, PhoneNumber("+79995554433"), OLGA.phone])
def test_a_caller_whom_the_number_does_not_name_is_nobody(clinic: Database, number: PhoneNumber | None) -> None:
    found = brief(clinic, call_from(number), entrance="front_menu")
    assert (found.facts.listener, found.patient, found.facts.visits) == (None, None, ())
    assert found.language is Language.RU


def test_a_call_for_which_no_flow_is_set_has_none(clinic: Database) -> None:
    assert brief(clinic, call_from(MARIA.phone)).flow == ""


def test_a_cancelled_visit_is_not_spoken_of(clinic: Database) -> None:
    with clinic.work() as work:
        gone = visit_of(MARIA, ORLOVA, clock_time(1, 11), status=VisitStatus.CANCELLED)
        add_visit(work.connection, gone)
    assert wished(clinic, MARIA).facts.visits == ()


def test_ivan_is_addressed_as_ivan(clinic: Database) -> None:
    listener = wished(clinic, IVAN).facts.listener
    assert listener is not None
    assert (listener.address, listener.gender) == ("Иван Андреевич", "male")
