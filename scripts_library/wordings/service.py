"""What is done with trials of wordings: begin one, watch it, stop it, take the better wording over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.domain.events import WordingTrialChanged
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.work import Database, Work
from scripts_library.book.documents import Key
from scripts_library.book.opened import changed_source
from scripts_library.book.service import ScriptBook
from scripts_library.loader import Library
from scripts_library.problems import Problem
from scripts_library.step_home import changing, home_of
from scripts_library.wordings import store
from scripts_library.wordings.live_service import LiveWordings
from scripts_library.wordings.sequential import Arm, better, is_decided, is_harmful
from scripts_library.wordings.trial import COMPLAINTS, DECIDED, PERSON, Trial

_log = get_logger(__name__)

LONGEST = 2_000
"""Characters of a wording."""
EMPTY = N_("Write the second wording: the sentence that half of the calls shall be shown.")
TOO_LONG = N_("A sentence to say is never longer than 2,000 characters. Shorten it.")
SAME = N_("This is the script's own sentence. Write another one to try it against.")
RUNS = N_("Two wordings of this step are on trial already. Stop that trial before you begin another one.")
NO_TRIAL = N_("There is no such trial; choose one from the list.")
NOT_CLOSED = N_("The winner of the last trial of this step is still shown. Take it over or put it away first.")


class UnfitWordingError(BadInputError):
    """The wording cannot be shown as it is; `problem` is what the check of scripts says of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A trial with the calls of each wording."""

    trial: Trial
    a: Arm
    b: Arm


class WordingTrials:
    """The use cases."""

    def __init__(
        self, database: Database, clock: Clock, library: Library, book: ScriptBook, live: LiveWordings
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._book = book
        self._live = live

    def overview(self) -> Sequence[Watched]:
        """All trials, the newest first."""
        with self._database.read() as connection:
            trials = store.list_trials(connection)
            counts = {one.id: store.counts_of(connection, one) for one in trials}
        return [Watched(trial=one, a=counts[one.id][0], b=counts[one.id][1]) for one in trials]

    def watch(self, trial: int) -> tuple[Watched, Sequence[tuple[datetime, str, bool]]]:
        """One trial with its calls in order. Raises NotFoundError."""
        with self._database.read() as connection:
            found = store.get_trial(connection, trial)
            if found is None:
                raise NotFoundError(NO_TRIAL)
            a, b = store.counts_of(connection, found)
            return Watched(trial=found, a=a, b=b), store.history_of(connection, found)

    def begin(self, who: Operator, script: str, language: Language, step: str, say: str) -> int:
        """Try a second wording of a step; the number of the trial. Raises BadInputError or NotFoundError."""
        whole = self._library.get(script, language)
        own, say = whole.step(step), " ".join(say.split())
        if not say or len(say) > LONGEST or say == own.say:
            raise BadInputError(EMPTY if not say else TOO_LONG if len(say) > LONGEST else SAME)
        self._refuse_unfit(home_of(whole, own), step, say)
        now = self._clock.now()
        with self._database.work() as work:
            for other in store.list_trials(work.connection):
                if (other.script, other.language, other.step) == (script, language, step) and other.closed_at is None:
                    raise BadInputError(RUNS if other.is_running else NOT_CLOSED)
            number = store.add_trial(
                work.connection,
                Trial(
                    id=0,
                    script=script,
                    language=language,
                    step=step,
                    say_a=own.say,
                    say_b=say,
                    begun_at=now,
                    begun_by=who.id,
                ),
            )
            log_access(work.connection, who.id, "begin_trial", str(number), now)
            work.emit(WordingTrialChanged(trial=number, at=now))
        self._live.refresh()
        return number

    def call_counted(self, call: CallId) -> None:
        """Look at the trials that a call takes part in: one that is decided, or does harm, stops by itself."""
        with self._database.read() as connection:
            trials = store.trials_of_call(connection, call)
        for number in trials:
            self._look(number)

    def stop(self, who: Operator, trial: int) -> None:
        """A person has seen enough: the script's own wording is shown again. One that has stopped is closed."""
        with self._database.work() as work:
            found = self._trial(work, trial)
            if found.closed_at is None:
                now = self._clock.now()
                stopped = found if found.stopped_at else replace(found, stopped_at=now, reason=PERSON)
                self._save(work, replace(stopped, closed_at=now), who.id)
        self._live.refresh()

    def adopt(self, who: Operator, trial: int) -> Key:
        """Write the second wording into the draft of its script or part; which one that is. Raises BadInputError.

        It is shown as before until the draft is published: from then on the script itself says it.
        """
        with self._database.read() as connection:
            found = store.get_trial(connection, trial)
        if found is None:
            raise NotFoundError(NO_TRIAL)
        whole = self._library.get(found.script, found.language)
        key = home_of(whole, whole.step(found.step))
        self._book.change(who, key, changing(found.step, lambda step: replace(step, say=found.say_b)))
        with self._database.work() as work:
            now = self._clock.now()
            held = self._trial(work, trial)
            stopped = held if held.stopped_at else replace(held, stopped_at=now, reason=PERSON, winner="B")
            self._save(work, replace(stopped, is_adopted=True, winner="B"), who.id)
        self._live.refresh()
        return key

    def _look(self, number: int) -> None:
        with self._database.work() as work:
            trial = store.get_trial(work.connection, number, for_update=True)
            if trial is None or not trial.is_running:
                return
            a, b = store.counts_of(work.connection, trial)
            now = self._clock.now()
            if is_harmful(a, b):
                self._save(work, replace(trial, stopped_at=now, closed_at=now, reason=COMPLAINTS, winner="A"))
            elif is_decided(a, b):
                winner = better(a, b)
                closed = now if winner == "A" else None
                self._save(work, replace(trial, stopped_at=now, closed_at=closed, reason=DECIDED, winner=winner))
            else:
                return
        _log.info("trial of wordings stopped by itself", trial=number)
        self._live.refresh()

    def _save(self, work: Work, trial: Trial, who: OperatorId | None = None) -> None:
        now = self._clock.now()
        store.save_trial(work.connection, trial)
        if who is not None:
            log_access(work.connection, who, "end_trial", str(trial.id), now)
        work.emit(WordingTrialChanged(trial=trial.id, at=now))

    def _trial(self, work: Work, number: int) -> Trial:
        found = store.get_trial(work.connection, number, for_update=True)
        if found is None:
            raise NotFoundError(NO_TRIAL)
        return found

    def _refuse_unfit(self, key: Key, step: str, say: str) -> None:
        """Refuse what lint would refuse in the script: a variable that is unknown, or a sentence that is too long."""
        held = self._book.open(key, as_held=True).source
        try:
            source = changed_source(key, held, changing(step, lambda one: replace(one, say=say)))
        except ContentError as error:
            raise UnfitWordingError(Problem(error.path, error.line, error.problem)) from error
        known = {one.message for one in self._book.check(key, held)}
        for problem in self._book.check(key, source):
            if problem.message not in known:
                raise UnfitWordingError(problem)
