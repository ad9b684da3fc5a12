"""Transcripts from before the index are brought into it: all of them, in any number of runs, and nothing twice."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from callcenter.kit.languages import Language
from callcenter.storage import tables
from callcenter.storage.work import Database
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


def test_older_transcripts_are_found_after_the_update(bench: CallsBench) -> None:
    assert _found(bench) == 0
    assert Indexing(database=bench.database, private=bench.recordings.private).take_up_left(at_once=2) == 3
    assert _found(bench) == 3


def test_older_transcripts_give_nothing_private_away(bench: CallsBench) -> None:
    Indexing(database=bench.database, private=bench.recordings.private).take_up_left()
    with bench.database.read() as connection:
        ask = Ask(query=parse_query("девятьсот", tuple(Language)))
        assert find_calls(connection, ask, MARTA, 9).all_calls == 0
        assert find_calls(connection, ask, ANNA, 9).all_calls == 3


def test_a_second_run_finds_nothing_to_do(bench: CallsBench) -> None:
    indexing = Indexing(database=bench.database, private=bench.recordings.private)
    indexing.take_up_left()
    assert indexing.count_left() == 0
    assert indexing.take_up_left() == 0
    with bench.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.searchable)).scalar_one() == 3


def test_another_version_of_the_index_is_made_anew(bench: CallsBench) -> None:
    indexing = Indexing(database=bench.database, private=bench.recordings.private)
    indexing.take_up_left()
    with bench.database.work() as work:
        work.connection.execute(tables.searchable.update().values(version=0))
    assert indexing.take_up_left() == 3
    assert _found(bench) == 3


def test_the_sweep_queues_one_job_for_all_that_is_left_and_none_when_nothing_is(bench: CallsBench) -> None:
    queue = Queue()
    jobs = IndexingJobs(Indexing(database=bench.database, private=bench.recordings.private), queue)
    assert jobs.take_up_left() == 3
    assert len(queue.queued) == 1
    [kind] = jobs.kinds
    for step in kind.steps:
        step(queue.queued[0][1])
    assert jobs.take_up_left() == 0
    assert len(queue.queued) == 1
