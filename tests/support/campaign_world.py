"""The fixed clinic with campaigns on the simulated exchange: a whole evening in a second, by a clock that jumps."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from callcenter.app.after_calls import AfterCalls
from callcenter.app.campaign_results import result_of
from callcenter.app.message_texts import confirmation_text
from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.clinic.contact_store import contacts_of
from callcenter.clinic.store import add_patient
from callcenter.clinic.visit_store import add_visit
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import Contact, Purpose
from callcenter.kit.ids import COMMAND_LINE, new_id
from callcenter.kit.languages import Language
from callcenter.storage.readers import EventReader
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from outbound.campaigns.attempt import Attempt
from outbound.campaigns.attempt_store import attempts_of
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode
from outbound.campaigns.campaign_store import add_campaign
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ladder import Step
from outbound.campaigns.ladder_service import Ladder, plan_for, still_booked
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.settling_service import Settling
from outbound.campaigns.target import Target
from outbound.campaigns.target_store import targets_of
from outbound.mailing.mailing_service import Mailing
from outbound.mailing.message import Message
from outbound.mailing.message_store import messages_of
from outbound.mailing.outbox_store import FileOutbox
from tests.support.clinic import COUNTRY, ZONE, clock_time
from tests.support.robot_world import FACE, RobotWorld, robot_world

TERMS = ClinicTerms(
    name="Ромашка",
    zone=ZONE,
    country=COUNTRY,
    language=Language.RU,
    hours=DailyHours(begins=time(9), ends=time(20)),
    days_off=frozenset({6, 7}),
    lines=3,
    calls_per_second=1.0,
)
PHONE = "+7 495 123-45-67"
REVIEWS = "https://reviews.example/1"
TICK, QUIET_TICK = timedelta(seconds=5), timedelta(minutes=1)
"""How often a process looks while calls go on, and while none does."""


@dataclass
class CampaignWorld:
    """A clinic whose campaigns run."""

    robots: RobotWorld
    planner: Planner
    dispatch: Dispatch
    settling: Settling
    ladder: Ladder
    mailing: Mailing
    after: EventReader
    outbox: Path

    @property
    def now(self) -> datetime:
        return self.robots.clock.now()

    def campaign(self, purpose: Purpose = Purpose.CONFIRMATION, **changed: object) -> CampaignId:
        """A running campaign."""
        values: dict[str, object] = {
            "id": CampaignId(new_id()),
            "purpose": purpose,
            "title": "Tomorrow's visits",
            "mode": Mode.ROBOT,
            "state": CampaignState.RUNNING,
            "priority": 1,
            "flow": "confirm_visit",
            "script": "",
            "created_at": self.now,
            "created_by": COMMAND_LINE,
            "changed_at": self.now,
            **changed,
        }
        new = Campaign(**values)  # type: ignore[arg-type] # given by tests, by name
        with self.robots.database.work() as work:
            add_campaign(work.connection, new)
        return new.id

    def people(self, *people: tuple[Patient, Manners, Iterable[Visit]]) -> None:
        """More patients, how they are with robots, and their visits."""
        with self.robots.database.work() as work:
            for patient, _, visits in people:
                add_patient(work.connection, patient)
                for visit in visits:
                    add_visit(work.connection, visit)
        for patient, manners, _ in people:
            assert patient.phone is not None
            self.robots.people[patient.phone.e164] = manners

    def look(self) -> None:
        """What a process does at each look."""
        self.settling.look()
        self.planner.look()
        self.after.read_on()
        self.ladder.look()
        self.mailing.look()
        self.dispatch.look()
        self.robots.dialling.look()

    def run_until(self, moment: datetime) -> None:
        """The evening goes on."""
        while self.now < moment:
            self.look()
            tick = TICK if self.robots.exchange.live_calls else QUIET_TICK
            self.robots.exchange.run_until(min(moment, self.now + tick))
        self.look()

    def night(self) -> None:
        """Until shortly before the clinic's hours begin, in one jump but for a look at the end of the evening."""
        for moment in (clock_time(0, 20, 1), clock_time(1, 8, 58)):
            self.robots.exchange.run_until(moment)
            self.look()

    def restart(self) -> None:
        """The process is killed, and another one begins; the exchange and its calls stay."""
        self.robots.restart()
        (self.planner, self.dispatch, self.settling), (self.ladder, self.mailing, self.after) = (
            _services(self.robots),
            _follow_up(self.robots, self.outbox),
        )

    def target(self, patient: Patient, purpose: Purpose = Purpose.CONFIRMATION) -> Target:
        """The one target of a patient."""
        with self.robots.database.read() as connection:
            (found,) = targets_of(connection, purpose, [patient.id]).values()
        return found

    def attempts(self, patient: Patient, purpose: Purpose = Purpose.CONFIRMATION) -> list[Attempt]:
        """Every attempt to reach a patient."""
        with self.robots.database.read() as connection:
            return attempts_of(connection, self.target(patient, purpose).id)

    def plan(self, patient: Patient) -> tuple[Step, ...]:
        """What was, is and will be done to confirm a patient's visits."""
        with self.robots.database.read() as connection:
            return plan_for(connection, TERMS, self.target(patient), self.now)

    def messages(self, patient: Patient) -> list[Message]:
        """Every message about a patient."""
        with self.robots.database.read() as connection:
            return messages_of(connection, patient=patient.id)

    def sent(self, patient: Patient) -> list[dict[str, str]]:
        """What lies in the outbox for a patient's number, in the order in which it was asked for."""
        assert patient.phone is not None
        found = [json.loads(one.read_text(encoding="utf-8")) for one in sorted(self.outbox.glob("*.json"))]
        return [one for one in found if one["to"] == patient.phone.e164]

    def contacts(self, patient: Patient) -> list[Contact]:
        """The history of calls to a patient."""
        with self.robots.database.read() as connection:
            return list(contacts_of(connection, [patient.id]))


def campaign_world(
    database: Database, folder: Path, *, at: datetime | None = None, **settings: object
) -> CampaignWorld:
    """The fixed clinic at four in the afternoon."""
    robots = robot_world(database, folder, at=at or clock_time(0, 16), settings=settings)
    outbox = folder / "outbox"
    return CampaignWorld(robots, *_services(robots), *_follow_up(robots, outbox), outbox)


def _follow_up(robots: RobotWorld, outbox: Path) -> tuple[Ladder, Mailing, EventReader]:
    database, clock = robots.database, robots.clock
    after = AfterCalls(database, clock, TERMS, replace(FACE, phone=PHONE), REVIEWS)
    return (
        Ladder(database, clock, TERMS, confirmation_text(TERMS.name, PHONE, ZONE)),
        Mailing(database, clock, FileOutbox(outbox), still_booked),
        EventReader("after-calls", database, after.on_event, AfterCalls.ASKED_BY),
    )


def _services(robots: RobotWorld) -> tuple[Planner, Dispatch, Settling]:
    database, clock = robots.database, robots.clock
    return (
        Planner(database, clock, TERMS),
        Dispatch(database, clock, TERMS, "city"),
        Settling(database, clock, TERMS, result_of),
    )
