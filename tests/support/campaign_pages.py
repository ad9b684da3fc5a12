"""The fixed clinic with a campaign in mid-evening, and its pages."""

from dataclasses import replace
from datetime import date, timedelta

from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.store import add_patient, save_patients
from callcenter.clinic.visit_store import add_visit
from callcenter.clinic.waiting_store import add_waiting
from callcenter.domain.calls import Call, CallState, Direction
from callcenter.domain.care import WaitingEntry
from callcenter.domain.clinic import Patient, VisitStatus
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import CallId, OperatorId, PatientId, ProviderCallId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.calls import add_call
from callcenter.storage.work import Database
from callcenter.web.feature import Feature
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.attempt_store import add_attempt
from outbound.campaigns.campaign import CampaignId, Mode, Order
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.service import Campaigns
from outbound.campaigns.target import Target, TargetState
from outbound.campaigns.target_store import save_target, targets_of
from outbound.screens.parts import CampaignPageParts
from outbound.screens.routes import CampaignRoutes
from outbound.wished_store import WishedCall, add_wish
from tests.support.campaign_world import TERMS
from tests.support.clinic import COUNTRY, IVAN, MARIA, OLGA, ORLOVA, SERGEY, ZONE, clock_time, fill_clinic, visit_of

EVENING = clock_time(0, 17, 20)
MARTA = OperatorId("marta")


class CampaignBench:
    """A clinic at twenty past five, and what happens in it."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, JumpingClock(EVENING)
        with database.work() as work:
            fill_clinic(work.connection)
        self.campaigns = Campaigns(database, self.clock, TERMS)

    @property
    def feature(self) -> Feature:
        """The pages."""
        return CampaignRoutes(
            CampaignPageParts(
                database=self.database,
                clock=self.clock,
                zone=ZONE,
                country=COUNTRY,
                usual=TERMS,
                campaigns=self.campaigns,
                flow_title=lambda flow, _: {"confirm_visit": "Confirm tomorrow's visits"}.get(flow, flow),
                scripts=lambda _: (("confirm", "Confirm a visit"),),
            )
        ).feature()

    def campaign(self, purpose: Purpose = Purpose.CONFIRMATION) -> CampaignId:
        """A new campaign."""
        return self.campaigns.create(purpose, MARTA).id

    def evening(self, more: int = 0) -> CampaignId:
        """A confirmation campaign in the middle of its evening: one is being called, one was, one a person calls."""
        people = [(MARIA, 12), (SERGEY, 9), (IVAN, 10), *((_other(number), 10 + number % 8) for number in range(more))]
        with self.database.work() as work:
            for number, (patient, hour) in enumerate(people):
                if number > 2:
                    add_patient(work.connection, patient)
                if patient is not IVAN:
                    add_visit(work.connection, visit_of(patient, ORLOVA, clock_time(1, hour, 5 * (number // 8))))
            save_patients(work.connection, [replace(SERGEY, complaint_open=True)])
        campaign = self.campaign()
        self.campaigns.order(campaign, Order.START, MARTA)
        Planner(self.database, self.clock, TERMS).plan(campaign)
        return campaign

    def target(self, patient: Patient, purpose: Purpose = Purpose.CONFIRMATION) -> Target:
        """The one target of a patient."""
        with self.database.read() as connection:
            (found,) = targets_of(connection, purpose, [patient.id]).values()
        return found

    def turn(self, target: Target, state: TargetState, **changed: object) -> None:
        """A target as it stands after something."""
        with self.database.work() as work:
            new = replace(target, state=state, **changed)  # type: ignore[arg-type] # given by tests, by name
            assert save_target(work.connection, new, target.state)

    def attempt(self, target: Target, result: ContactResult | None = None, minutes_ago: int = 1) -> CallId:
        """A call to a target that goes on, or came out."""
        begun, call = self.clock.now() - timedelta(minutes=minutes_ago), CallId(f"call-{target.id}"[-40:])
        assert target.number is not None
        with self.database.work() as work:
            add_wish(
                work.connection,
                WishedCall(
                    id=call,
                    flow="confirm_visit",
                    number=target.number,
                    language=Language.RU,
                    asked_at=begun,
                    asked_by=MARTA,
                    not_after=begun + timedelta(hours=1),
                ),
            )
            add_call(
                work.connection,
                Call(
                    id=call,
                    direction=Direction.OUTBOUND,
                    exchange="test",
                    provider_call=ProviderCallId(call),
                    caller=target.number,
                    started_at=begun,
                    changed_at=begun,
                    state=CallState.RINGING if result is None else CallState.ENDED,
                    ended_at=None if result is None else begun + timedelta(seconds=40),
                ),
            )
            add_attempt(
                work.connection,
                Attempt(
                    call=call,
                    target=target.id,
                    number=1,
                    campaign=target.campaign,
                    edition=1,
                    mode=Mode.ROBOT,
                    begun_at=begun,
                    ended_at=None if result is None else begun + timedelta(seconds=40),
                    result=result,
                ),
            )
        return call

    def contact(self, patient: Patient, result: ContactResult, purpose: Purpose, hours_ago: int) -> None:
        """A past call."""
        with self.database.work() as work:
            add_contacts(
                work.connection,
                [
                    Contact(
                        patient=patient.id,
                        number=patient.phone,
                        at=self.clock.now() - timedelta(hours=hours_ago),
                        channel=Channel.CALL,
                        purpose=purpose,
                        result=result,
                    )
                ],
            )

    def wish(self, patient: Patient, service: str = "checkup") -> None:
        """Somebody waits for a place."""
        with self.database.work() as work:
            entry = WaitingEntry(
                id=f"wish-{patient.id}",
                patient=patient.id,
                service=service,
                minutes=60,
                days=frozenset({2, 4}),
                earliest=date(2026, 11, 25),
                added_on=date(2026, 11, 20),
            )
            add_waiting(work.connection, [entry])

    def freed(self, hour: int = 14, day: int = 2) -> VisitId:
        """A visit of Olga's that she has cancelled: its place is free."""
        visit = visit_of(OLGA, ORLOVA, clock_time(day, hour), status=VisitStatus.CANCELLED)
        with self.database.work() as work:
            add_visit(work.connection, visit)
        return visit.id


def _other(number: int) -> Patient:
    return replace(
        MARIA,
        id=PatientId(f"p{number:04}"),
        given_name="Анна" if number % 2 else "Галина",
        surname=f"Тестова-{number:04}",
        phone=PhoneNumber(f"+7900001{number:04}"),
    )
