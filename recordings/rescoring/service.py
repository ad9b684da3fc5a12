"""Scoring the calls of some days anew: ask, do a piece, stop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from callcenter.domain.events import ScoringAnewAsked
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import OperatorId, RecordingId, new_id
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.work import Database
from recordings.own_standard.store import newest_number
from recordings.rescoring import store
from recordings.rescoring.run import Run

MOST_DAYS = 3660
AT_ONCE = 50
_NO_RUN = N_("This run is not there any more.")

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescoring:
    """The use cases."""

    database: Database
    clock: Clock
    score: Callable[[RecordingId], bool]
    """Scores one recording anew; False where it has no score to put another in place of."""

    def ask(self, who: Operator, days: int) -> Run:
        """Begin a run over the calls of the last `days` days. One that goes on is stopped: the new one does it all.

        Raises BadInputError for a number of days that makes no sense.
        """
        return self.begin(who.id, days, is_told=True)

    def begin(self, who: OperatorId, days: int, *, is_told: bool) -> Run:
        """The same; `is_told`: the durable work is told, so that it does the run. Raises BadInputError."""
        if not 1 <= days <= MOST_DAYS:
            raise BadInputError(N_("Choose between 1 and 3660 days."))
        now = self.clock.now()
        with self.database.work() as work:
            for run in store.unended_runs(work.connection):
                store.end_run(work.connection, run.id, now, is_stopped=True)
            since = now - timedelta(days=days)
            total = store.count_scored(work.connection, since, now)
            run = Run(
                id=new_id(),
                who=who,
                asked_at=now,
                since=since,
                until=now,
                standard=newest_number(work.connection),
                total=total,
                done=0,
                failed=0,
                place=None,
                ended_at=None if total else now,
                is_stopped=False,
            )
            store.add_run(work.connection, run)
            log_access(work.connection, who, "score_anew", run.id, now)
            if total and is_told:
                work.emit(ScoringAnewAsked(at=now, run=run.id, operator=who))
        return run

    def do_piece(self, name: str) -> Run | None:
        """Score the next recordings of a run, each in a transaction of its own; the run as it stands behind them, None
        where it has ended. Safe to do twice, and to stop at any time."""
        with self.database.read() as connection:
            run = store.get_run(connection, name)
            places = store.next_scored(connection, run, AT_ONCE) if run and run.is_running else []
        if run is None or not run.is_running:
            return None
        failed = sum(not self._score(place.recording) for place in places)
        now = self.clock.now()
        with self.database.work() as work:
            if places:
                store.move_on(work.connection, run, places[-1], done=len(places), failed=failed)
            if len(places) < AT_ONCE:
                store.end_run(work.connection, name, now, is_stopped=False)
            left = store.get_run(work.connection, name)
        return left if left and left.is_running else None

    def stop(self, name: str) -> None:
        """Leave the rest as it is. Raises NotFoundError."""
        with self.database.work() as work:
            if store.get_run(work.connection, name) is None:
                raise NotFoundError(_NO_RUN)
            store.end_run(work.connection, name, self.clock.now(), is_stopped=True)

    def get(self, name: str) -> Run:
        """One run. Raises NotFoundError."""
        with self.database.read() as connection:
            found = store.get_run(connection, name)
        if found is None:
            raise NotFoundError(_NO_RUN)
        return found

    def newest(self) -> Run | None:
        """The run that was asked for last."""
        with self.database.read() as connection:
            return store.newest_run(connection)

    def left(self) -> list[Run]:
        """Runs that have something left to do."""
        with self.database.read() as connection:
            return store.unended_runs(connection)

    def count(self, days: int) -> int:
        """How many calls a run over so many days would score."""
        now = self.clock.now()
        with self.database.read() as connection:
            return store.count_scored(connection, now - timedelta(days=days), now)

    def _score(self, recording: RecordingId) -> bool:
        try:
            return self.score(recording)
        except Exception:  # noqa: BLE001 - edge: one bad transcript must not keep all others from being scored
            _log.warning("a call cannot be scored anew", recording=recording, exc_info=True)
            return False
