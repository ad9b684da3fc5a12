"""A question that the model left unanswered is asked again, after a while and not for ever."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from callcenter.domain.events import RecordingScored
from callcenter.kit.ids import RecordingId
from callcenter.storage.durable import JobKind
from callcenter.storage.work import Database
from recordings.judge.endpoint import Endpoint
from recordings.judge.jobs import JudgeJobs
from recordings.judge.service import JudgeParts, Judging
from recordings.own_standard.book import StandardBook
from recordings.private_words.service import PrivateWords
from recordings.scoring.loader import load_rulebook
from tests.support.language_model import FakeModel, language_model
from tests.unit.recordings.service_world import World


class _Queue:
    """Remembers what is queued; as the real one, each name once."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, str]] = []

    def enqueue(self, kind: str, subject: str) -> None:
        if (kind, subject) not in self.queued:
            self.queued.append((kind, subject))


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with language_model() as found:
        yield found


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def _jobs(world: World, model: FakeModel | None) -> tuple[JudgeJobs, _Queue]:
    rulebook, queue = load_rulebook(), _Queue()
    parts = JudgeParts(
        database=world.database,
        clock=world.clock,
        private=PrivateWords(world.database, world.clock),
        standards=StandardBook(rulebook.standard),
        models_of=rulebook.models_of,
        model=None if model is None else Endpoint(model.settings(timeout_s=5.0)),
    )
    return JudgeJobs(Judging(parts), queue), queue


def _scored(world: World) -> RecordingId:
    call = world.call()
    world.record(call)
    kept = world.recordings.keeping.keep_call(call)
    assert kept is not None
    world.recordings.writing.transcribe(kept)
    world.recordings.writing.score(kept)
    return kept


def _kind(jobs: JudgeJobs, name: str) -> JobKind:
    return next(kind for kind in jobs.kinds if kind.name == name)


def _give_up(jobs: JudgeJobs, kind: str, subject: str) -> None:
    given_up = _kind(jobs, kind).given_up
    assert given_up is not None
    given_up(subject)


def test_a_question_that_was_given_up_is_asked_again_after_a_while_and_once(world: World, model: FakeModel) -> None:
    kept, (jobs, queue) = _scored(world), _jobs(world, model)
    _give_up(jobs, "judge", f"{kept}.first")
    assert jobs.take_up_left() == 0
    world.clock.jump(timedelta(minutes=15))
    jobs.take_up_left()
    world.clock.jump(timedelta(minutes=15))
    jobs.take_up_left()
    [(name, subject)] = queue.queued
    assert subject.startswith(f"{kept}.again-")
    assert _kind(jobs, name).can_wait


def test_an_answer_at_last_ends_the_asking(world: World, model: FakeModel) -> None:
    kept, (jobs, queue) = _scored(world), _jobs(world, model)
    _give_up(jobs, "judge", f"{kept}.first")
    world.clock.jump(timedelta(hours=1))
    jobs.take_up_left()
    [(name, subject)] = queue.queued
    _kind(jobs, name).steps[0](subject)
    world.clock.jump(timedelta(days=1))
    assert jobs.take_up_left() == 0


def test_a_model_that_is_gone_for_good_is_left_alone_after_some_days(world: World, model: FakeModel) -> None:
    kept, (jobs, queue) = _scored(world), _jobs(world, model)
    _give_up(jobs, "judge", f"{kept}.first")
    for _ in range(40):
        world.clock.jump(timedelta(hours=6))
        before = len(queue.queued)
        jobs.take_up_left()
        for name, subject in queue.queued[before:]:
            _give_up(jobs, name, subject)
    assert len(queue.queued) == 6


def test_a_call_that_is_scored_anew_has_a_question_of_its_own(world: World, model: FakeModel) -> None:
    kept, (jobs, _) = _scored(world), _jobs(world, model)
    _give_up(jobs, "judge", f"{kept}.first")
    world.clock.jump(timedelta(hours=1))
    with world.database.work() as work:
        work.emit(RecordingScored(at=world.clock.now(), recording=kept))
    assert jobs.take_up_left() == 0


def test_a_clinic_that_has_no_model_any_more_asks_nothing(world: World) -> None:
    kept, (jobs, _) = _scored(world), _jobs(world, None)
    _give_up(jobs, "judge", f"{kept}.first")
    world.clock.jump(timedelta(hours=1))
    assert jobs.take_up_left() == 0
