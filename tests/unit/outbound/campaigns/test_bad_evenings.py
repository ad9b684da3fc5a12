"""Evenings on which something goes wrong: what is judged, dialled and kept all the same."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from callcenter.clinic.contact_store import contacts_of
from callcenter.clinic.visit_store import set_status
from callcenter.domain.calls import Direction, EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import COMMAND_LINE, PatientId, ProviderCallId, VisitId
from callcenter.storage.work import Database
from callcenter.telephony.port import Arrived, Ended, ExchangeNews
from callcenter.telephony.service import TakeNews
from callcenter.telephony.voice_port import Dial
from outbound.campaigns.campaign import Campaign, Order
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.service import Campaigns
from outbound.campaigns.settling_service import Settling
from outbound.campaigns.target import Target, TargetState
from outbound.campaigns.target_store import targets_of
from outbound.dialling_service import Dialling
from tests.support.faults.clinic import BEGINS, fill, terms_until

TERMS = terms_until(4, 3, 1.0)


class SetClock(JumpingClock):
    """A clock that somebody sets, back too."""

    def set(self, moment: datetime) -> None:
        self._now = moment


class Evening:
    """A campaign on an exchange that takes every call and tells what a test tells it to."""

    def __init__(self, database: Database, patients: int) -> None:
        self.database, self.clock = database, SetClock(BEGINS)
        self.dialled: list[Dial] = []
        fill(database, TERMS, patients)
        campaigns = Campaigns(database, self.clock, TERMS)
        self.campaign: Campaign = campaigns.create(Purpose.CONFIRMATION, COMMAND_LINE)
        campaigns.order(self.campaign.id, Order.START, COMMAND_LINE)
        self.planner = Planner(database, self.clock, TERMS)
        self.planner.plan(self.campaign.id)
        self.dispatch = Dispatch(database, self.clock, TERMS, "city")
        self.dialling = Dialling(database, self.clock, self.dialled.append)
        self.settling = Settling(database, self.clock, TERMS, lambda *_: None)
        self._take = TakeNews(database, "far", "RU")

    def go_on(self, seconds: float = 0) -> None:
        self.clock.jump(timedelta(seconds=seconds))
        self.settling.look()
        self.dispatch.look()
        self.dialling.look()

    def hear(self, news: Iterable[ExchangeNews]) -> None:
        for one in news:
            self._take(one)

    def rings(self, dial: Dial) -> None:
        name, now = ProviderCallId(dial.tag), self.clock.now()
        self.hear([Arrived(call=name, at=now, direction=Direction.OUTBOUND, caller=dial.number, tag=dial.tag)])

    def ends(self, dial: Dial, reason: EndReason = EndReason.NO_ANSWER) -> None:
        self.hear([Ended(call=ProviderCallId(dial.tag), at=self.clock.now(), reason=reason)])

    def target(self, patient: int = 0) -> Target:
        with self.database.read() as connection:
            found = targets_of(connection, Purpose.CONFIRMATION, [PatientId(f"p{patient:06}")])
        (one,) = found.values()
        return one


@pytest.fixture
def evening(database: Database) -> Evening:
    return Evening(database, 1)


def _cancel(evening: Evening) -> None:
    with evening.database.work() as work:
        set_status(work.connection, VisitId("v000000"), VisitStatus.CANCELLED)


def test_a_visit_cancelled_just_before_the_call_is_not_called_about(evening: Evening) -> None:
    _cancel(evening)
    evening.go_on(2)
    assert not evening.dialled
    assert evening.target().state is not TargetState.PLANNED


def test_a_visit_cancelled_while_its_patient_is_being_dialled_is_called_about_no_more(evening: Evening) -> None:
    evening.go_on(2)
    (dial,) = evening.dialled
    evening.rings(dial)
    _cancel(evening)
    evening.clock.jump(timedelta(seconds=20))
    evening.ends(dial)
    for _ in range(4):
        evening.go_on(1200)
    assert len(evening.dialled) == 1
    assert evening.target().state in {TargetState.DONE, TargetState.LEFT_OUT}


def test_targets_planned_twice_are_there_once(database: Database) -> None:
    evening = Evening(database, 3_000)
    again = evening.planner.plan(evening.campaign.id)
    assert (again.new, again.changed) == (0, 0)


def test_a_clock_set_back_calls_nobody_again_before_it_has_caught_up(evening: Evening) -> None:
    evening.go_on(2)
    (dial,) = evening.dialled
    evening.rings(dial)
    evening.clock.jump(timedelta(seconds=20))
    evening.ends(dial)
    evening.clock.set(BEGINS - timedelta(hours=1))
    for _ in range(60):
        evening.go_on(60)
    assert len(evening.dialled) == 1, "it is an hour later on the wall, and not a second by what has happened"
    assert evening.target().state is TargetState.PLANNED


def test_a_clock_set_forward_past_the_evening_calls_nobody_late(evening: Evening) -> None:
    evening.clock.set(BEGINS + timedelta(hours=4, minutes=1))
    evening.go_on(2)
    evening.planner.look()
    assert not evening.dialled
    assert evening.target().state is TargetState.LEFT_OUT


def test_an_exchange_that_accepts_and_never_reports_rings_nobody_twice_and_frees_its_lines(
    database: Database,
) -> None:
    evening = Evening(database, 12)
    for _ in range(10):
        evening.go_on(60)
    assert len(evening.dialled) == TERMS.lines, "lines stay taken while nobody knows"
    evening.go_on(1800)
    for _ in range(10):
        evening.go_on(60)
    assert len({one.tag for one in evening.dialled}) == len(evening.dialled) == 2 * TERMS.lines
    assert evening.target().state is TargetState.UNCERTAIN
    with evening.database.read() as connection:
        assert len(contacts_of(connection)) == TERMS.lines, "they may have rung, and are counted as calls"


def test_news_that_comes_twice_and_out_of_order_is_one_call(evening: Evening) -> None:
    evening.go_on(2)
    (dial,) = evening.dialled
    evening.ends(dial)
    for _ in range(2):
        evening.rings(dial)
    evening.clock.jump(timedelta(seconds=20))
    for _ in range(2):
        evening.ends(dial)
    evening.go_on(61)
    evening.go_on(61)
    with evening.database.read() as connection:
        assert len(contacts_of(connection)) == 1
    assert (evening.target().state, evening.target().tries) == (TargetState.PLANNED, 1)


def test_ringing_is_no_end(evening: Evening) -> None:
    evening.go_on(2)
    evening.rings(evening.dialled[0])
    evening.go_on(600)
    assert evening.target().state is TargetState.CALLING


def test_what_a_family_was_called_about_stays_with_the_call_when_the_evening_is_over(database: Database) -> None:
    evening = Evening(database, 4)
    both = {VisitId("v000002"), VisitId("v000003")}
    assert set(evening.target(2).visits) == both
    evening.clock.set(BEGINS + timedelta(hours=4, minutes=1))
    evening.planner.plan(evening.campaign.id)
    assert set(evening.target(2).visits) == both
    assert evening.target(2).state is TargetState.LEFT_OUT
