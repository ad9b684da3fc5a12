"""Transcripts from before the index are brought into it: all of them, in any number of runs, and nothing twice."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings.calls.entry import Cursor
from recordings.search.ask import Ask
from recordings.search.indexing_service import Indexing
from recordings.search.jobs import IndexingJobs
from recordings.search.query import parse_query
from recordings.search.store import find_calls
from tests.support.calls import CallsBench
from tests.support.clinic import IVAN, MARIA, OLGA
from tests.support.web import ANNA, MARTA


class Queue:
    """Keeps what is handed in."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, str]] = []

    def enqueue(self, kind: str, subject: str) -> None:
        """Keep it."""
        self.queued.append((kind, subject))


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    """Three calls, written down before there was an index."""
    bench = CallsBench(database, tmp_path)
    for number, patient in enumerate((MARIA, IVAN, OLGA)):
        bench.scored(f"c-{number}", patient)
    with database.work() as work:
        work.connection.execute(delete(tables.searchable))
    return bench


def _found(bench: CallsBench) -> int:
    with bench.database.read() as connection:
        return find_calls(connection, Ask(query=parse_query("зубы", tuple(Language))), MARTA, 9).all_calls


def _index(bench: CallsBench, at_once: int = 50) -> int:
    """All runs that follow from each other; returns how many there were."""
    indexing, behind, runs = Indexing(database=bench.database, private=bench.recordings.private), None, 0
    while (behind := indexing.take_up_some(behind, at_once)) or not runs:
        runs += 1
    return runs


def test_older_transcripts_are_found_after_the_update(bench: CallsBench) -> None:
    assert _found(bench) == 0
    _index(bench, at_once=2)
    assert _found(bench) == 3


def test_older_transcripts_give_nothing_private_away(bench: CallsBench) -> None:
    Indexing(database=bench.database, private=bench.recordings.private).take_up_some()
    with bench.database.read() as connection:
        ask = Ask(query=parse_query("девятьсот", tuple(Language)))
        assert find_calls(connection, ask, MARTA, 9).all_calls == 0
        assert find_calls(connection, ask, ANNA, 9).all_calls == 3


def test_a_second_run_finds_nothing_to_do(bench: CallsBench) -> None:
    indexing = Indexing(database=bench.database, private=bench.recordings.private)
    indexing.take_up_some()
    assert indexing.count_left() == 0
    assert indexing.take_up_some() is None
    with bench.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.searchable)).scalar_one() == 3


def test_another_version_of_the_index_is_made_anew(bench: CallsBench) -> None:
    indexing = Indexing(database=bench.database, private=bench.recordings.private)
    indexing.take_up_some()
    with bench.database.work() as work:
        work.connection.execute(tables.searchable.update().values(version=0))
    indexing.take_up_some()
    assert _found(bench) == 3


def _jobs(bench: CallsBench, queue: Queue) -> IndexingJobs:
    return IndexingJobs(Indexing(database=bench.database, private=bench.recordings.private), queue, bench.clock)


def test_sweeps_of_several_processes_queue_one_job_and_none_when_nothing_is_left(bench: CallsBench) -> None:
    queue = Queue()
    jobs = _jobs(bench, queue)
    assert [jobs.take_up_left(), _jobs(bench, queue).take_up_left()] == [3, 3]
    assert len(set(queue.queued)) == 1
    [kind] = jobs.kinds
    assert kind.can_wait
    for step in kind.steps:
        step(queue.queued[0][1])
    queue.queued.clear()
    assert jobs.take_up_left() == 0
    assert queue.queued == []


def test_a_job_indexes_a_few_and_queues_the_next(bench: CallsBench) -> None:
    class Few(Indexing):
        """Two at once."""

        def take_up_some(self, behind: Cursor | None = None, at_once: int = 2) -> Cursor | None:
            """The same."""
            return Indexing.take_up_some(self, behind, at_once)

    queue, few = Queue(), Few(database=bench.database, private=bench.recordings.private)
    jobs = IndexingJobs(few, queue, bench.clock)
    jobs.take_up_left()
    [step] = jobs.kinds[0].steps
    step(queue.queued[-1][1])
    assert few.count_left() == 1
    assert len(queue.queued) == 2
    step(queue.queued[-1][1])
    assert few.count_left() == 0
    assert len(queue.queued) == 2


def test_a_transcript_that_cannot_be_read_is_passed_over_and_older_ones_are_found(bench: CallsBench) -> None:
    with bench.database.work() as work:
        newest = select(tables.recording.c.id).order_by(tables.recording.c.kept_at.desc(), tables.recording.c.id.desc())
        poison = work.connection.execute(newest.limit(1)).scalar_one()
        spoil = tables.transcript.update().where(tables.transcript.c.recording == poison)
        work.connection.execute(spoil.values(turns=[{"no": "turn"}]))
    _index(bench, at_once=1)
    assert _found(bench) == 2
    assert Indexing(database=bench.database, private=bench.recordings.private).count_left() == 1
