"""Keeping the visits of steps up to date with what happens, and reading their figures."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from callcenter.domain.events import CallEnded, DomainEvent, OutcomeRecorded, ScriptStepShown, VisitBooked
from callcenter.domain.outcomes import Outcome
from callcenter.kit.clock import Clock
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from scripts_library.loader import Library
from scripts_library.statistics import reading_store as reading
from scripts_library.statistics import store
from scripts_library.statistics.figures import CallAtStep, Choices, StepFigures, Wish, figures_of
from scripts_library.statistics.sums import WHOLE, sums_of
from scripts_library.statistics.visits import visits_of

_GOAL = (Outcome.BOOKED,)


class AfterCall(Protocol):
    """Whoever looks at a call once its visits of steps are stored."""

    def call_counted(self, call: CallId) -> None:
        """The visits of this call are new."""
        ...


class StepStatistics:
    """The use cases. Running one of them twice changes nothing, and the order of the news does not matter: what came
    of a call is read anew each time."""

    ASKED_BY = (CallEnded, OutcomeRecorded, VisitBooked, ScriptStepShown)

    def __init__(
        self, database: Database, clock: Clock, library: Library, zone: ZoneInfo, after: Sequence[AfterCall] = ()
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._zone = zone
        self._after = after

    def on_event(self, event: DomainEvent) -> None:
        """Take in what happened to a call."""
        if isinstance(event, CallEnded | OutcomeRecorded | VisitBooked | ScriptStepShown):
            self.count(event.call)

    def count(self, call: CallId) -> None:
        """Write the visits of a call, and the sums that it is in; nothing while the call lasts."""
        with self._database.read() as connection:
            if not store.has_ended(connection, call):
                return  # most of the news comes while it lasts: no lock for that
        with self._database.work() as work:
            facts = store.call_facts(work.connection, call, self._zone)
            if facts is None:
                return
            visits = visits_of(store.shown_in(work.connection, call), facts, self._goal)
            self._sum_up(work.connection, store.replace_visits(work.connection, facts, visits))
        for one in self._after:
            one.call_counted(call)

    def take_up_late(self) -> int:
        """Count calls anew whose patients have come since, or whose visits became known later."""
        with self._database.read() as connection:
            late = store.calls_with_late_news(connection)
        for call in late:
            self.count(CallId(call))
        return len(late)

    def figures(self, wish: Wish) -> StepFigures:
        """What came of the steps of one script."""
        today = self._clock.now().astimezone(self._zone).date()
        with self._database.read() as connection:
            steps = reading.step_sums(connection, wish, today)
            answers = reading.answer_sums(connection, wish, today)
        return figures_of(steps, answers)

    def choices(self, script: str) -> Choices:
        """What can be chosen from: the languages, versions and operators of this script's calls."""
        with self._database.read() as connection:
            return reading.choices(connection, script)

    def scripts(self, wish: Wish) -> Sequence[tuple[str, StepFigures]]:
        """Every script that calls were led by, with its figures as a whole."""
        today = self._clock.now().astimezone(self._zone).date()
        with self._database.read() as connection:
            found = reading.whole_sums(connection, wish, today)
        return [(script, figures_of({WHOLE: sums}, {})) for script, sums in found.items()]

    def calls(self, wish: Wish, step: str, number: int, page: int) -> Sequence[CallAtStep]:
        """The calls at a step, the newest first; of the page with that number from 0, and one more where there are."""
        today = self._clock.now().astimezone(self._zone).date()
        with self._database.read() as connection:
            return reading.calls_at(connection, wish, step, today, number, page)

    def _sum_up(self, connection: Connection, slices: Iterable[store.Slice]) -> None:
        touched = sorted(slices)
        for one in touched:
            store.replace_sums(connection, one, *sums_of(store.calls_in(connection, one)))
        for day in sorted({one.day for one in touched}):
            store.sum_up_day(connection, day)

    def _goal(self, script: str, language: str, version: int) -> Sequence[Outcome]:
        try:
            return self._library.version(script, Language(language), version).goal
        except (NotFoundError, ValueError):
            return _GOAL
