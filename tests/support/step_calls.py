"""Calls that walk a script on a desk, for tests of what came of its steps."""

from callcenter.clinic.visit_store import add_visit
from callcenter.domain.clinic import VisitStatus
from callcenter.domain.events import DomainEvent
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from scripts_library.statistics.service import StepStatistics
from tests.support.clinic import ANNA, MARIA, ORLOVA, ZONE, clock_time, visit_of
from tests.support.desk import DeskBench


class StepBench:
    """A desk, and the statistics of what its calls did."""

    def __init__(self, desk: DeskBench) -> None:
        self.desk = desk
        self.statistics = StepStatistics(desk.database, desk.clock, desk.parts.library, ZONE)
        self._visits = 0

    def call(self, *answers: str, number: str = "+79000000101", who: Operator = ANNA, ends: bool = True) -> CallId:
        """A call led by these answers, ten seconds each; '!x' raises an objection, '<' goes back."""
        call = self.desk.talk(number, who)
        for answer in answers:
            self.desk.wait(seconds=10)
            shown = self.desk.view(who).call
            assert shown is not None
            script = self.desk.desk.script
            if answer == "<":
                script.back(who, call, shown.version)
            elif answer.startswith("!"):
                script.objection(who, call, shown.version, answer[1:])
            else:
                script.take(who, call, shown.version, answer)
        if ends:
            self.desk.wait(seconds=10)
            self.desk.caller_rings_off(call)
            self.desk.wait(seconds=30)
        return call

    def book(self, call: CallId, status: VisitStatus = VisitStatus.BOOKED) -> None:
        """A visit was booked in the call."""
        self._visits += 1
        visit = visit_of(MARIA, ORLOVA, clock_time(3 + self._visits, 10), status=status)
        with self.desk.database.work() as work:
            add_visit(work.connection, visit, booked_in_call=call)

    def events(self) -> list[DomainEvent]:
        """All that happened, oldest first."""
        return events_of(self.desk.database)

    def read(self) -> None:
        """Let the statistics read it."""
        for event in self.events():
            if isinstance(event, StepStatistics.ASKED_BY):
                self.statistics.on_event(event)


def events_of(database: Database) -> list[DomainEvent]:
    """The whole log."""
    with database.read() as connection:
        return [one.event for one in read_events(connection, 0, limit=100_000)]
