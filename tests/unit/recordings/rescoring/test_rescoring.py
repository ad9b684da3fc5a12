"""Scoring the calls of some days anew: in pieces, safe to interrupt, with progress. On both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.domain.events import ScoringAnewAsked
from callcenter.kit.clock import JumpingClock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import RecordingId
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from recordings import store
from recordings.own_standard import changes
from recordings.recording import RecordingState
from recordings.rescoring.jobs import RescoringJobs
from recordings.rescoring.service import AT_ONCE, Rescoring
from recordings.scoring.loader import load_standard
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.standard import StandardBench
from tests.support.web import MARTA
from tests.unit.recordings.rescoring.many_recordings import add_scored


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> StandardBench:
    return StandardBench(CallsBench(database, tmp_path))


class Scorer:
    """Counts what it is asked to score; fails at some."""

    def __init__(self, *fails: RecordingId) -> None:
        self.scored: list[RecordingId] = []
        self._fails = fails

    def __call__(self, recording: RecordingId) -> bool:
        if recording in self._fails:
            raise ValueError("a broken transcript")
        self.scored.append(recording)
        return True


class Queue:
    """Jobs that are run by hand; a job of one name is queued once."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.seen: set[str] = set()

    def enqueue(self, kind: str, subject: str) -> None:
        if subject not in self.seen:
            self.waiting.append(subject)
            self.seen.add(subject)


def _run_all(jobs: RescoringJobs, queue: Queue) -> int:
    pieces = 0
    while queue.waiting:
        jobs.kinds[0].steps[0](queue.waiting.pop(0))
        pieces += 1
    return pieces


def _asked(database: Database) -> ScoringAnewAsked:
    with database.read() as connection:
        return [one.event for one in read_events(connection, 0) if isinstance(one.event, ScoringAnewAsked)][-1]


def test_a_call_gets_the_score_of_todays_standard(bench: StandardBench) -> None:
    recording = bench.calls.scored("c-1", MARIA)
    bench.publish(changes.all_alike(load_standard()))
    run = bench.rescoring.ask(MARTA, 30)
    assert (run.total, run.done) == (1, 0)
    assert bench.rescoring.do_piece(run.id) is None
    with bench.calls.database.read() as connection:
        card = store.get_card(connection, recording)
        assert card
        assert str(card["standard_version"]).startswith("1.")
        assert store.get_recording(connection, recording).state is RecordingState.SCORED
    ended = bench.rescoring.newest()
    assert ended
    assert (ended.done, ended.failed, ended.is_running, ended.share) == (1, 0, False, 1.0)


def test_a_call_without_a_score_is_left_alone(bench: StandardBench) -> None:
    recording = bench.calls.record(bench.calls.call("c-1", MARIA))
    bench.calls.transcribe(recording)
    assert not bench.calls.recordings.writing.score_anew(recording)
    assert bench.rescoring.ask(MARTA, 30).total == 0


def test_many_calls_are_done_in_pieces_each_once_and_in_order(database: Database) -> None:
    clock = JumpingClock(add_scored(database, count := 2 * AT_ONCE + 7))
    scorer, queue = Scorer(), Queue()
    rescoring = Rescoring(database=database, clock=clock, score=scorer)
    jobs = RescoringJobs(rescoring, queue, clock)
    run = rescoring.ask(MARTA, 400)
    jobs.on_event(_asked(database))
    jobs.on_event(_asked(database))  # told twice
    assert _run_all(jobs, queue) == 3
    assert scorer.scored == sorted(scorer.scored)
    assert len(set(scorer.scored)) == len(scorer.scored) == count == run.total
    newest = rescoring.newest()
    assert newest
    assert (newest.done, newest.is_running) == (count, False)


def test_a_piece_that_was_cut_short_is_done_again_and_counted_once(database: Database) -> None:
    clock = JumpingClock(add_scored(database, 70))
    scorer = Scorer()
    rescoring = Rescoring(database=database, clock=clock, score=scorer)
    run = rescoring.ask(MARTA, 400)

    def cut(recording: RecordingId) -> bool:
        if len(scorer.scored) == 20:
            raise KeyboardInterrupt  # the process is killed
        return scorer(recording)

    with pytest.raises(KeyboardInterrupt):
        Rescoring(database=database, clock=clock, score=cut).do_piece(run.id)
    queue = Queue()
    jobs = RescoringJobs(rescoring, queue, clock)
    assert jobs.take_up_left() == 1
    _run_all(jobs, queue)
    newest = rescoring.newest()
    assert newest
    assert (newest.done, newest.is_running) == (70, False)
    assert jobs.take_up_left() == 0


def test_one_bad_call_keeps_no_other_from_its_score(database: Database) -> None:
    clock = JumpingClock(add_scored(database, 3))
    scorer = Scorer(RecordingId("r-00001"))
    rescoring = Rescoring(database=database, clock=clock, score=scorer)
    rescoring.do_piece(rescoring.ask(MARTA, 400).id)
    newest = rescoring.newest()
    assert newest
    assert (newest.done, newest.failed) == (3, 1)
    assert scorer.scored == ["r-00000", "r-00002"]


def test_only_the_days_that_were_asked_for_are_done(database: Database) -> None:
    now = add_scored(database, 48)  # one an hour, the last an hour ago
    rescoring = Rescoring(database=database, clock=JumpingClock(now), score=Scorer())
    assert rescoring.count(1) == 24
    assert rescoring.ask(MARTA, 1).total == 24


def test_a_stopped_run_stays_as_it_is_and_a_new_one_takes_its_place(database: Database) -> None:
    clock = JumpingClock(add_scored(database, 120))
    rescoring = Rescoring(database=database, clock=clock, score=Scorer())
    first = rescoring.ask(MARTA, 400)
    rescoring.do_piece(first.id)
    rescoring.stop(first.id)
    assert rescoring.do_piece(first.id) is None
    stopped = rescoring.newest()
    assert stopped
    assert (stopped.done, stopped.is_stopped, stopped.is_running) == (AT_ONCE, True, False)
    clock.jump(timedelta(minutes=1))
    second = rescoring.ask(MARTA, 400)
    third = rescoring.ask(MARTA, 400)
    assert [run.id for run in rescoring.left()] == [third.id]
    assert second.id != third.id
    with pytest.raises(NotFoundError):
        rescoring.stop("nowhere")


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_days_that_make_no_sense_are_refused(database: Database, days: int) -> None:
    rescoring = Rescoring(database=database, clock=JumpingClock(add_scored(database, 1)), score=Scorer())
    with pytest.raises(BadInputError, match="between 1 and 3660"):
        rescoring.ask(MARTA, days)
